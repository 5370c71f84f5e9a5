/**
 * Rows of one call that is tried out: what it writes is seen by its own later steps and by nobody else, and nothing of it is
 * stored.
 */
import type { Services, TableReply, TableWrite } from '@callflow-studio/model'
import type { KeptRow } from '../store/row-store.ts'
import type { TableState } from '../store/table-store.ts'
import { toLookUpKeys, toValues } from './cell-values.ts'
import { toFailedWrite, wantRow } from './change-row.ts'
import { readTable } from './read-table.ts'
import type { ReadStoredRow } from './stored-rows.ts'
import type { TableHistory } from './table-history.ts'

export type PreviewRows = Pick<Services, 'readTable' | 'writeTable'>

/** A row that the call has written: null where it is forgotten. */
interface Written {
  tableId: string
  /** The text of its key. */
  key: string
  row: KeptRow | null
}

export function createPreviewRows(history: Pick<TableHistory, 'at'>, readRow: ReadStoredRow): PreviewRows {
  const written: Written[] = []
  const ofKeys = (tableId: string, keys: readonly string[]): Written | undefined =>
    written.find((one) => one.tableId === tableId && keys.includes(one.key))

  /** Of a live table: calls write to no other. */
  async function storedRow(state: TableState, keys: readonly string[], write: TableWrite): Promise<KeptRow | null> {
    for (const key of keys) {
      const row = await readRow(state, state.keyColumn, key, write.epoch, write.at)
      if (row !== null) return { cells: JSON.parse(row.cells), expiresAt: row.expiresAt }
    }
    return null
  }

  return {
    readTable(query) {
      const state = history.at(query.table, query.epoch)
      const column = state?.columns.find(({ name }) => name === query.column)
      if (!state || !column) return readTable(query, history, readRow)
      const keys = toLookUpKeys(query.key, column, query.country)
      const own = written.find(
        ({ tableId, row }) =>
          tableId === query.table && isThere(row, query.at) && keys.includes(String(row.cells[column.id] ?? '')),
      )
      if (own?.row) return { kind: 'found', row: toValues(own.row.cells, state.columns) }
      const withoutChanged = (reply: TableReply): TableReply => {
        const key = reply.kind === 'found' ? reply.row[keyNameOf(state)] : undefined
        const isChanged = reply.kind === 'found' && ofKeys(query.table, [String(key)]) !== undefined
        return isChanged ? { kind: 'not_found' } : reply
      }
      const reply = readTable(query, history, readRow)
      return reply instanceof Promise ? reply.then(withoutChanged) : withoutChanged(reply)
    },
    async writeTable(write: TableWrite) {
      const found = wantRow(write, history)
      if (!found.ok) return toFailedWrite(found.failure)
      const { state, keys, change } = found.wanted
      const own = ofKeys(write.table, keys)
      const stored = own ? own.row : await storedRow(state, keys, write)
      const before = isThere(stored, write.at) ? stored : null
      const changed = change(before)
      if (!changed.ok) return toFailedWrite(changed.failure)
      const { row } = changed
      if (own) own.row = row
      else {
        const key = String((row ?? before)?.cells[state.keyColumn] ?? keys[0] ?? '')
        written.push({ tableId: write.table, key, row })
      }
      const [old, next] = [before, row].map((each) => each && toValues(each.cells, state.columns))
      return { kind: 'written', before: old ?? null, after: next ?? null }
    },
  }
}

const isThere = (row: KeptRow | null, at: number): row is KeptRow =>
  row !== null && (row.expiresAt === null || row.expiresAt > at)

const keyNameOf = ({ columns, keyColumn }: TableState): string => columns.find(({ id }) => id === keyColumn)?.name ?? ''
