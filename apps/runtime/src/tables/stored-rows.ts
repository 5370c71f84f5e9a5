/**
 * Rows as calls read them. Where each read is a round trip to another server, those of tables that are not live are kept:
 * such a table changes only by a change that this process hears of before calls see it.
 */
import { LRUCache } from 'lru-cache'
import type { ReadCells } from '../store/row-store.ts'
import type { Storage } from '../store/storage.ts'
import type { TableState } from '../store/table-store.ts'
import type { TableChanges } from './table-changes.ts'

/** @returns as of when the rows of a table are read: a live table's as they are, those too that calls have just written */
export const epochOf = ({ live }: Pick<TableState, 'live'>, epoch: number): number =>
  live ? Number.MAX_SAFE_INTEGER : epoch

/** @param epoch at which the call began @param at in milliseconds since 1970 */
export type ReadStoredRow = (
  state: TableState,
  columnId: string,
  value: string,
  epoch: number,
  at: number,
) => ReadCells | null | Promise<ReadCells | null>

/** Characters of keys and rows. */
const MAX_KEPT = 16 * 1024 * 1024

/** @returns what reads a row of a table as a call sees it; null where there is none */
export function createStoredRows(
  { readRow, canBeAway }: Pick<Storage, 'readRow' | 'canBeAway'>,
  { stateAt }: Pick<TableChanges, 'stateAt'>,
): ReadStoredRow {
  const read: ReadStoredRow = (state, columnId, value, epoch, at) =>
    readRow(state.generation, columnId, value, epochOf(state, epoch), at)
  if (!canBeAway) return read
  const known = new LRUCache<string, { row: ReadCells | null }>({
    maxSize: MAX_KEPT,
    sizeCalculation: ({ row }, key) => key.length + (row?.cells.length ?? 0) + 1,
  })
  return async (state, columnId, value, epoch, at) => {
    if (state.live) return read(state, columnId, value, epoch, at)
    const key = JSON.stringify([state.generation, stateAt(state.tableId, epoch), columnId, value])
    const kept = known.get(key)?.row
    if (kept !== undefined && !hasExpired(kept, at)) return kept
    const row = await read(state, columnId, value, epoch, at)
    known.set(key, { row })
    return row
  }
}

const hasExpired = (row: ReadCells | null, at: number): boolean => row?.expiresAt != null && row.expiresAt <= at
