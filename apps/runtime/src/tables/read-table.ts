import type { TableQuery, TableReply } from '@callflow-studio/model'
import type { ReadCells } from '../store/row-store.ts'
import { toLookUpKeys, toValues } from './cell-values.ts'
import type { ReadStoredRow } from './stored-rows.ts'
import type { TableHistory } from './table-history.ts'

/**
 * The look-up of `data.table`: a running call sees the table as it was when the call began, or as it is now if the table
 * is live. The key is taken as what the column holds: `42` finds the number 42, however it was written, and a
 * phone number is found in any spelling.
 */
export function readTable(
  { table, column: columnName, key, country, epoch, at }: TableQuery,
  history: Pick<TableHistory, 'at'>,
  readRow: ReadStoredRow,
): TableReply | Promise<TableReply> {
  const state = history.at(table, epoch)
  if (!state) return { kind: 'error', code: 'table.gone', message: 'The table no longer exists.' }
  const column = state.columns.find(({ name }) => name === columnName)
  if (!column)
    return { kind: 'error', code: 'table.no-column', message: `${state.name} has no column “${columnName}”.` }
  const keys = toLookUpKeys(key, column, country)
  const toFound = ({ cells }: ReadCells): TableReply => ({
    kind: 'found',
    row: toValues(JSON.parse(cells), state.columns),
  })

  const find = (from: number): TableReply | Promise<TableReply> => {
    for (let index = from; index < keys.length; index++) {
      const row = readRow(state, column.id, keys[index] ?? '', epoch, at)
      if (row instanceof Promise) return row.then((late) => (late === null ? find(index + 1) : toFound(late)))
      if (row !== null) return toFound(row)
    }
    return { kind: 'not_found' }
  }
  return find(0)
}
