/** Tables for steps that count and remember: which columns they can write to, and a new table that fits. */
import { keptKeyOf } from '@callflow-studio/model'
import type { CreateTable, Table } from '@callflow-studio/model/api'
import { isPlainObject, shownText } from '../form/field-value.ts'

type Data = Readonly<Record<string, unknown>>
type Columns = Pick<Table, 'columns' | 'keyColumn'>

/** Names of the columns that a step can write to: never the key, and only numbers for a count. */
export const writableColumns = ({ change }: Data, { columns, keyColumn }: Columns): string[] =>
  columns
    .filter(({ name, type }) => name !== keyColumn && (change !== 'add' || type === 'number'))
    .map(({ name }) => name)

/** The data with another table: what names a column that the table lacks names the first that the step can write to. */
export function withTable(data: Data, table: Columns & Pick<Table, 'id'>): Record<string, unknown> {
  const writable = writableColumns(data, table)
  const first = writable[0] ?? ''
  const has = (name: unknown): boolean => table.columns.some((column) => column.name === name)
  const assign = Array.isArray(data.assign)
    ? data.assign.map((line: unknown) => (isPlainObject(line) && !has(line.column) ? { ...line, column: first } : line))
    : data.assign
  const column = writable.includes(shownText(data.column)) ? data.column : first
  return { ...data, table: table.id, column, ...(assign === undefined ? {} : { assign }) }
}

interface Words {
  name: string
  caller: string
  key: string
  count: string
  value: string
}

/** A live table with a column for the key and one for what is written; callers are found in any spelling of their number. */
export function tableFor({ change, key }: Data, words: Words): CreateTable {
  const keyColumn =
    keptKeyOf(shownText(key)) === 'caller'
      ? { name: words.caller, type: 'phone' as const }
      : { name: words.key, type: 'text' as const }
  const written =
    change === 'add' ? { name: words.count, type: 'number' as const } : { name: words.value, type: 'text' as const }
  return { name: words.name, columns: [keyColumn, written], keyColumn: keyColumn.name, live: true }
}
