/** What the columns of a table become when it is saved. */
import { randomBytes } from 'node:crypto'
import type { TableColumn, TableError } from '@callflow-studio/model/api'
import type { TableState } from '../store/table-store.ts'

export interface TableInput {
  name: string
  columns: readonly {
    id?: string | undefined
    name: string
    type: TableColumn['type']
    country?: string | undefined
  }[]
  /** The name of a column. */
  keyColumn: string
  live: boolean
}

export type Shape = Pick<TableState, 'name' | 'columns' | 'keyColumn' | 'live'>

/**
 * A column is the one of that id, else of that name, else a new one. Ids are never used again: rows may still hold cells of
 * a column that is gone.
 */
export function toShape(
  { name, columns: wanted, keyColumn, live }: TableInput,
  before: readonly TableColumn[] = [],
): { ok: true; shape: Shape } | { ok: false; errors: TableError[] } {
  const errors: TableError[] = []
  const add = (column: string, message: string) => errors.push({ line: 0, column, message })
  const names = wanted.map((column) => column.name.toLowerCase())
  const columns = wanted.map(({ id, name, type, country }, index) => {
    if (names.indexOf(name.toLowerCase()) !== index) add(name, 'Two columns have this name.')
    const known = before.find((column) => column.id === id) ?? (id === undefined ? sameName(before, name) : undefined)
    return {
      id: known?.id ?? `c${randomBytes(6).toString('hex')}`,
      name,
      type,
      ...(type === 'phone' && country ? { country } : {}),
    }
  })
  if (new Set(columns.map(({ id }) => id)).size < columns.length) add('', 'Two columns have the same id.')
  const key = columns.find((column) => column.name === keyColumn)
  if (!key) add(keyColumn, 'No column has the name of the key column.')
  if (errors.length > 0 || !key) return { ok: false, errors }
  return { ok: true, shape: { name, columns, keyColumn: key.id, live } }
}

const sameName = (columns: readonly TableColumn[], name: string) => columns.find((column) => column.name === name)

/** Whether the rows have to be gone through: a column that stays has another type or country, or another one is the key. */
export const needsRebuild = (before: TableState, { columns, keyColumn }: Shape): boolean =>
  keyColumn !== before.keyColumn ||
  columns.some(({ id, type, country }) =>
    before.columns.some((old) => old.id === id && (old.type !== type || old.country !== country)),
  )
