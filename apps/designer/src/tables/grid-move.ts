/** Where a key leads in a grid. */

export interface CellPlace {
  /** From 0; `HEAD` is the line of column names. */
  row: number
  column: number
}

export const HEAD = -1

export interface GridSize {
  rows: number
  columns: number
  /** How many rows a page is. */
  page: number
}

export interface MoveKey {
  key: string
  shiftKey: boolean
  /** Or Cmd on a Mac. */
  ctrlKey: boolean
}

/** @returns the same place at an edge; `out` where Tab leaves the grid; null where the key moves nothing. */
export function moveIn(size: GridSize, from: CellPlace, { key, shiftKey, ctrlKey }: MoveKey): CellPlace | 'out' | null {
  const to = (row: number, column: number): CellPlace => ({
    row: clamp(row, HEAD, size.rows - 1),
    column: clamp(column, 0, size.columns - 1),
  })
  const { row, column } = from
  switch (key) {
    case 'ArrowUp':
      return to(ctrlKey ? 0 : row - 1, column)
    case 'ArrowDown':
      return to(ctrlKey ? size.rows - 1 : row + 1, column)
    case 'ArrowLeft':
      return to(row, ctrlKey ? 0 : column - 1)
    case 'ArrowRight':
      return to(row, ctrlKey ? size.columns - 1 : column + 1)
    case 'Home':
      return to(ctrlKey ? 0 : row, 0)
    case 'End':
      return to(ctrlKey ? size.rows - 1 : row, size.columns - 1)
    case 'PageUp':
      return to(Math.max(0, row - size.page), column)
    case 'PageDown':
      return to(row + size.page, column)
    case 'Tab':
      return tab(size, from, shiftKey ? -1 : 1)
    default:
      return null
  }
}

/** Through the cells as they are read; the line of names is not on the way. */
function tab({ rows, columns }: GridSize, { row, column }: CellPlace, step: 1 | -1): CellPlace | 'out' {
  if (row === HEAD) return step === 1 && rows > 0 ? { row: 0, column: 0 } : 'out'
  const next = row * columns + column + step
  if (next < 0 || next >= rows * columns) return 'out'
  return { row: Math.floor(next / columns), column: next % columns }
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

/** The text that was typed, null where it is left; and the key that ended it, null where the focus went elsewhere. */
export type OnDone = (text: string | null, key: MoveKey | null) => void

export interface GridPlace extends CellPlace {
  /** Null while no cell is edited. The row keeps its id when rows before it come or go. */
  editing: { rowId: string; text: string } | null
}
