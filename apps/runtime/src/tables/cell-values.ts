/** What a cell may hold, and how text becomes it. Shared by the grid, by imports and by look-ups. */
import type { Cell, ColumnType, TableColumn, TableError } from '@callflow-studio/model/api'
import type { Cells } from '../store/table-rows.ts'

export type Converted = { ok: true; cell: Cell } | { ok: false; message: string }

export const LONGEST_CELL = 2000

/** An empty text is an empty cell. Text is kept as it is, leading zeros and spaces too. */
export function toCell(value: Cell, type: ColumnType): Converted {
  if (value === null || value === '') return { ok: true, cell: null }
  if (String(value).length > LONGEST_CELL)
    return { ok: false, message: `The text is longer than ${LONGEST_CELL} characters.` }
  switch (type) {
    case 'text':
      return { ok: true, cell: String(value).toWellFormed() }
    case 'number':
      return toNumber(value)
    case 'boolean':
      return toBoolean(value)
  }
}

/** The text under which a value is found; null where no cell of this type can hold it. */
export function toLookUpKey(key: string, type: ColumnType): string | null {
  const converted = toCell(key, type)
  return converted.ok && converted.cell !== null ? String(converted.cell) : null
}

/**
 * A row that was sent, by column name.
 * @param before what columns that are left out keep
 */
export function toCells(
  values: Readonly<Record<string, Cell>>,
  columns: readonly TableColumn[],
  before: Cells = {},
): { ok: true; cells: Cells } | { ok: false; errors: TableError[] } {
  const cells: Cells = { ...before }
  const errors: TableError[] = []
  for (const [name, value] of Object.entries(values)) {
    const column = columns.find((candidate) => candidate.name === name)
    const converted: Converted = column
      ? toCell(value, column.type)
      : { ok: false, message: 'The table has no such column.' }
    if (!converted.ok) errors.push({ line: 0, column: name, message: converted.message })
    else if (column && converted.cell === null) delete cells[column.id]
    else if (column && converted.cell !== null) cells[column.id] = converted.cell
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, cells }
}

/** By column name, empty cells too. */
export const toValues = (cells: Cells, columns: readonly TableColumn[]): Record<string, Cell> =>
  Object.fromEntries(columns.map(({ id, name }) => [name, cells[id] ?? null]))

function toNumber(value: string | number | boolean): Converted {
  const text = String(value).trim()
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    return { ok: false, message: `${quoted(text)} is no number. Write numbers like 3.5.` }
  const number = Number(text)
  if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number)))
    return { ok: false, message: `${quoted(text)} has too many digits for a number. Make this a text column.` }
  return { ok: true, cell: number === 0 ? 0 : number } // -0 would be another key than 0
}

function toBoolean(value: string | number | boolean): Converted {
  const text = String(value).trim().toLowerCase()
  if (text === 'true' || text === 'yes' || text === '1') return { ok: true, cell: true }
  if (text === 'false' || text === 'no' || text === '0') return { ok: true, cell: false }
  return { ok: false, message: `${quoted(text)} is neither true nor false.` }
}

const quoted = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`
