/** A table as it stands in a form: name, columns, key, and whether changes count at once. */
import type { ColumnType, CreateTable, Table } from '@callflow-studio/model/api'

export interface ColumnDraft {
  /** Stays while its name changes. */
  key: number
  /** Of a column that the table has already. */
  id?: string
  name: string
  type: ColumnType
  /** Of phone numbers without a prefix, as an ISO 3166 code. */
  country?: string | undefined
}

export interface TableDraft {
  name: string
  columns: readonly ColumnDraft[]
  /** The `key` of the column of keys. */
  keyColumn: number
  live: boolean
}

export const COLUMN_TYPES: readonly ColumnType[] = ['text', 'phone', 'number', 'boolean']

/** How a new table begins. */
export const newTable = (names: readonly string[]): TableDraft => ({
  name: '',
  columns: names.map((name, key) => ({ key, name, type: 'text' })),
  keyColumn: 0,
  live: false,
})

export const draftOf = ({ name, columns, keyColumn, live }: Table): TableDraft => ({
  name,
  columns: columns.map((column, key) => ({ key, ...column })),
  keyColumn: Math.max(
    0,
    columns.findIndex((column) => column.name === keyColumn),
  ),
  live,
})

export const addColumn = (draft: TableDraft): TableDraft => ({
  ...draft,
  columns: [
    ...draft.columns,
    { key: Math.max(-1, ...draft.columns.map(({ key }) => key)) + 1, name: '', type: 'text' },
  ],
})

/** The next one becomes the key where the key goes. */
export function removeColumn(draft: TableDraft, key: number): TableDraft {
  const columns = draft.columns.filter((column) => column.key !== key)
  return { ...draft, columns, keyColumn: draft.keyColumn === key ? (columns[0]?.key ?? 0) : draft.keyColumn }
}

export const toTable = ({ name, columns, keyColumn, live }: TableDraft): CreateTable => ({
  name: name.trim(),
  columns: columns.map(({ key: _, country, ...column }) => ({
    ...column,
    name: column.name.trim(),
    ...(column.type === 'phone' && country ? { country } : {}),
  })),
  keyColumn: columns.find(({ key }) => key === keyColumn)?.name.trim() ?? '',
  live,
})

export interface DraftProblems {
  name: boolean
  /** By the column's `key`. */
  columns: ReadonlyMap<number, 'empty' | 'twice'>
}

/** Names as the studio compares them: without regard to capitals. */
export function problemsOf({ name, columns }: TableDraft): DraftProblems {
  const names = columns.map((column) => column.name.trim().toLowerCase())
  const found = columns.flatMap(({ key }, index): [number, 'empty' | 'twice'][] => {
    if (names[index] === '') return [[key, 'empty']]
    return names.indexOf(names[index] ?? '') < index ? [[key, 'twice']] : []
  })
  return { name: name.trim() === '', columns: new Map(found) }
}

/** What would be lost by saving. */
export const removedColumns = (table: Table, draft: TableDraft): string[] =>
  table.columns.filter(({ id }) => !draft.columns.some((column) => column.id === id)).map(({ name }) => name)
