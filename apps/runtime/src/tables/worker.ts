/**
 * The tables' thread: whatever goes through a whole table. A new set of rows is written in small transactions, with pauses
 * in which whoever saves a flow gets its turn.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type BulkStore, openBulkStore } from '../store/bulk-store.ts'
import type { Cells } from '../store/table-rows.ts'
import { serveThread } from '../threads/serve-thread.ts'
import { type ReadRows, readCsv } from './read-csv.ts'
import { rebuildRows } from './rebuild-rows.ts'
import type { Staged, ToTables } from './worker-protocol.ts'
import { writeCsv } from './write-csv.ts'

const ROWS_IN_A_TRANSACTION = 200
const PAUSE_MS = 2

await serveThread<ToTables>(
  async (dataDir) => {
    const store = openBulkStore(dataDir)
    return (message) => {
      switch (message.kind) {
        case 'import':
          return stage(store, message.generation, readCsv(message.csv, message.columns, message.keyColumn))
        case 'rebuild':
          return stage(
            store,
            message.generation,
            rebuildRows(store.all(message.from, message.epoch), message.columns, message.keyColumn),
          )
        case 'page':
          return store.page(message.query)
        case 'export':
          return writeCsv(message.columns, store.all(message.generation, message.epoch))
        case 'clean-up':
          return cleanUp(store, message.endedBefore, message.forgotten)
        case 'close':
          return store.close()
      }
    }
  },
  { inOrder: false },
)

/** Writes rows that nobody sees yet. */
async function stage(store: BulkStore, generation: number, read: ReadRows): Promise<Staged> {
  if (!read.ok) return read
  const { rows } = read
  for (let first = 0; first < rows.length; first += ROWS_IN_A_TRANSACTION) {
    const batch: Cells[] = rows.slice(first, first + ROWS_IN_A_TRANSACTION)
    store.append(generation, first + 1, batch)
    await pause(PAUSE_MS)
  }
  return { ok: true, rows: rows.length }
}

async function cleanUp(store: BulkStore, endedBefore: number, generations: readonly number[]): Promise<null> {
  while (store.removeEnded(endedBefore)) await pause(PAUSE_MS)
  for (const generation of generations) while (store.removeGeneration(generation)) await pause(PAUSE_MS)
  return null
}
