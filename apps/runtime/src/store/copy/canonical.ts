/** Values in a form that is the same whichever database they come from. */
import { type ColumnKind, type CopiedTable, TABLE_ROWS } from './copied-tables.ts'

export type CanonicalValue = string | number | boolean | null

/** The values of a row, in the order of the table's columns. */
export type CanonicalRow = readonly CanonicalValue[]

/** @param stored as the database's library gives it: texts, numbers, booleans, null */
export function toCanonical(table: CopiedTable, stored: Readonly<Record<string, unknown>>): CanonicalRow {
  return Object.entries(table.columns).map(([name, kind]) => canonicalValue(kind, stored[name] ?? null))
}

/** An entry of the index of cells. */
interface IndexedCell {
  generation: CanonicalValue
  column: string
  value: string
  row: CanonicalValue
  id: CanonicalValue
}

const COLUMNS_OF_ROWS = Object.keys(TABLE_ROWS.columns)

/** @param values a row of `TABLE_ROWS` */
export function cellsOf(values: CanonicalRow): IndexedCell[] {
  const of = (name: string): CanonicalValue => values[COLUMNS_OF_ROWS.indexOf(name)] ?? null
  const [generation, row, id] = [of('generation'), of('row'), of('id')]
  return Object.entries(JSON.parse(String(of('cells')))).map(([column, value]) => ({
    generation,
    column,
    value: String(value),
    row,
    id,
  }))
}

function canonicalValue(kind: ColumnKind, value: unknown): CanonicalValue {
  if (value === null) return null
  switch (kind) {
    case 'text':
      return String(value)
    case 'number':
      return Number(value)
    case 'json':
      return canonicalJson(JSON.parse(String(value)))
    case 'time':
      return toIso(String(value))
    case 'milliseconds':
      return typeof value === 'number' ? value : Date.parse(String(value))
    case 'flag':
      return value === true || value === 1
  }
}

/** Without spaces, keys in the order of their characters. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

/** What is no time stays as it is. */
function toIso(text: string): string {
  const time = Date.parse(text)
  return Number.isNaN(time) ? text : new Date(time).toISOString()
}

/** @returns the values of the key columns of a row */
export const keyOf = (table: CopiedTable, row: CanonicalRow): CanonicalRow => {
  const names = Object.keys(table.columns)
  return table.key.map((name) => row[names.indexOf(name)] ?? null)
}
