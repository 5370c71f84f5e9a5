/** What a cell may hold, and how text becomes it. Shared by the grid, by imports and by look-ups. */
import { phoneSpellings, readBooleanText, toPhoneNumber } from '@callflow-studio/model'
import type { Cell, TableColumn, TableError } from '@callflow-studio/model/api'
import type { Cells } from '../store/row-store.ts'

export type Converted = { ok: true; cell: Cell } | { ok: false; message: string }

export const MAX_CELL = 2000

type Kind = Pick<TableColumn, 'type' | 'country'>

/**
 * An empty text is an empty cell. Text is kept as it is, leading zeros and spaces too, but for letters and accents, which are
 * composed (NFC). A phone number is kept as E.164; what is none is trimmed.
 */
export function toCell(value: Cell, { type, country }: Kind): Converted {
  if (value === null || value === '') return { ok: true, cell: null }
  if (String(value).length > MAX_CELL) return { ok: false, message: `The text is longer than ${MAX_CELL} characters.` }
  switch (type) {
    case 'text':
      return { ok: true, cell: toText(value) }
    case 'phone':
      return { ok: true, cell: toPhoneNumber(String(value), country) ?? (toText(value).trim() || null) }
    case 'number':
      return toNumber(value)
    case 'boolean':
      return toBoolean(value)
  }
}

/**
 * The texts under which a value may be kept, the likeliest first; none where no cell of this type can hold it. Rows that were
 * stored long ago may hold letters and accents one by one.
 * @param country of phone numbers without a prefix, where the column has none
 */
export function toLookUpKeys(key: string, column: Kind, country?: string): string[] {
  if (column.type === 'phone') return phoneSpellings(key, column.country ?? country).filter((text) => text !== '')
  const converted = toCell(key, column)
  if (!converted.ok || converted.cell === null) return []
  const text = String(converted.cell)
  return column.type === 'text' ? [...new Set([text, key, text.normalize('NFD')])] : [text]
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
      ? toCell(value, column)
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
    return { ok: false, message: `${quoted(text)} is not a number. Write it like 3.5.` }
  const number = Number(text)
  if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number)))
    return { ok: false, message: `${quoted(text)} has too many digits for a number. Make this a text column.` }
  return { ok: true, cell: number === 0 ? 0 : number } // -0 would be another key than 0
}

function toBoolean(value: string | number | boolean): Converted {
  const cell = readBooleanText(String(value))
  return cell === null
    ? { ok: false, message: `${quoted(String(value).trim())} is not true or false.` }
    : { ok: true, cell }
}

const toText = (value: string | number | boolean): string => String(value).toWellFormed().normalize('NFC')

export const quoted = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`
