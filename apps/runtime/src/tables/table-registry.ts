/** What is in memory of tables: their states, sizes and lists of days. It follows the changes of all servers of the storage. */
import { type Projection, subjectsOf } from '../changes/follower.ts'
import type { Storage } from '../store/storage.ts'
import type { TableSize, TableState } from '../store/table-store.ts'
import { createDayLists, type ReadDays } from './day-lists.ts'
import { createStoredRows, type ReadStoredRow } from './stored-rows.ts'
import { createTableChanges } from './table-changes.ts'
import { createTableHistory, type TableHistory } from './table-history.ts'

export interface TableInfo extends TableSize {
  state: TableState
}

export interface TableRegistry {
  history: TableHistory
  days: ReadDays
  readRow: ReadStoredRow
  list: () => TableInfo[]
  find: (id: string) => TableInfo | null
  /** Reads the sizes of these tables, of which calls have written or the clean-up has removed rows. */
  refresh: (ids: Iterable<string>) => Promise<void>
  projection: Projection
}

export interface TableRegistryOptions {
  storage: Pick<Storage, 'tables' | 'readRow' | 'readRows' | 'canBeAway'>
  now: () => Date
}

export function createTableRegistry({ storage, now }: TableRegistryOptions): TableRegistry {
  const history = createTableHistory()
  const sizes = new Map<string, TableSize>()
  let since = 0
  const tableChanges = createTableChanges(() => since)

  function find(id: string): TableInfo | null {
    const [state, size] = [history.now(id), sizes.get(id)]
    return state && size ? { ...size, state } : null
  }

  /** @returns those that there are */
  async function readSizes(ids: readonly string[] | null): Promise<Set<string>> {
    const found = await storage.tables.sizes(ids)
    for (const { id, ...size } of found) {
      // Calls write rows without a change: their time is all that tells.
      if (sizes.get(id)?.updatedAt !== size.updatedAt) tableChanges.changed(id, null)
      sizes.set(id, size)
    }
    return new Set(found.map(({ id }) => id))
  }

  /** A table that was deleted, and whose rows are gone. */
  function forget(id: string): void {
    sizes.delete(id)
    history.drop(id)
  }

  return {
    history,
    days: createDayLists(history, storage.readRows, now, tableChanges),
    readRow: createStoredRows(storage, tableChanges),
    list: () => history.all().flatMap(({ tableId }) => find(tableId) ?? []),
    find,
    async refresh(ids) {
      const all = [...ids]
      for (const id of all) tableChanges.changed(id, null)
      if (all.length > 0) await readSizes(all)
    },
    projection: {
      name: 'tables',
      of: 'table',
      async apply(changes, newest) {
        const ids = subjectsOf(changes)
        const states = await storage.tables.statesAfter(history.newest())
        const found = await readSizes(ids)
        for (const id of ids ?? sizes.keys()) if (!found.has(id)) forget(id)
        for (const state of states) history.add(state)
        for (const { subject, epoch } of changes ?? []) tableChanges.changed(subject, epoch)
        if (changes) return
        for (const id of sizes.keys()) tableChanges.changed(id, newest)
        since = newest
      },
      refresh: async () => {
        if (sizes.size > 0) await readSizes(null)
      },
    },
  }
}
