import type { KnownTable } from '@callflow-studio/model'
import type { TableState } from '../store/table-store.ts'

/** A table as checks of a document need it. */
export const toKnownTable = ({ name, columns, keyColumn, live }: TableState): KnownTable => ({
  name,
  columns: columns.map((column) => ({ name: column.name, type: column.type })),
  keyColumn: columns.find(({ id }) => id === keyColumn)?.name ?? '',
  live,
})
