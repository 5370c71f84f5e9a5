import type { Cell, Table } from '@callflow-studio/model/api'

/** A cell as it is shown and typed: as CSV would have it. */
export const textOf = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '' : String(cell))

/** Wide enough for its name, and for what such columns mostly hold. */
const LEAST = { text: 160, phone: 160, number: 110, boolean: 90 }

/** The columns of the grid for CSS: the first holds the number of the row. */
export const columnTracks = ({ columns }: Table, first: number): string =>
  `${first}px ${columns.map(({ name, type }) => `minmax(${widthOf(name, LEAST[type])}px, ${type === 'text' ? 2 : 1}fr)`).join(' ')}`

const widthOf = (name: string, least: number): number => Math.min(320, Math.max(least, name.length * 8 + 56))
