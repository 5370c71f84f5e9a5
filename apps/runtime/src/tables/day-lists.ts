/**
 * Tables as lists of special days: read and parsed once for each state that a table has had, not for each call that
 * asks.
 */
import { type DayList, MAX_LISTED_DAYS, readDayList } from '@callflow-studio/model'
import type { ReadRows } from '../store/row-store.ts'
import type { TableState } from '../store/table-store.ts'
import { toValues } from './cell-values.ts'
import { epochOf } from './stored-rows.ts'
import type { TableChanges } from './table-changes.ts'
import type { TableHistory } from './table-history.ts'

/**
 * The days in a table as a call sees them, at once where they are known or the storage can read them at once; the same object
 * until a row changes. Null where there is no such table.
 */
export type ReadDays = (tableId: string, epoch: number) => DayList | null | Promise<DayList | null>

/** More are read again when they are asked for. */
const MAX_KEPT = 100

export function createDayLists(
  history: Pick<TableHistory, 'at'>,
  readRows: ReadRows,
  now: () => Date,
  changes: Pick<TableChanges, 'stateAt' | 'count'>,
): ReadDays {
  const known = new Map<string, DayList>()
  const coming = new Map<string, Promise<DayList>>()

  function keep(key: string, { name, columns }: TableState, cells: readonly string[]): DayList {
    const list = readDayList(
      name,
      cells.map((row) => toValues(JSON.parse(row), columns)),
    )
    known.set(key, list)
    const [oldest] = known.keys()
    if (known.size > MAX_KEPT && oldest !== undefined) known.delete(oldest)
    return list
  }

  return (tableId, epoch) => {
    const state = history.at(tableId, epoch)
    if (!state) return null
    const version = state.live ? `live ${changes.count(tableId)}` : changes.stateAt(tableId, epoch)
    const key = `${tableId} ${state.epoch} ${version}`
    const kept = known.get(key) ?? coming.get(key)
    if (kept) return kept
    const cells = readRows(state.generation, epochOf(state, epoch), MAX_LISTED_DAYS + 1, now().getTime())
    if (!(cells instanceof Promise)) return keep(key, state, cells)
    const list = cells.then((read) => keep(key, state, read)).finally(() => coming.delete(key))
    coming.set(key, list)
    return list
  }
}
