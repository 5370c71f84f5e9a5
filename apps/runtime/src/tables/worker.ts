/** The tables' thread: what goes through a whole table. It writes only when it is asked to, a few milliseconds at a time. */

import type { Cells, KeptRow } from '../store/row-store.ts'
import { openBulkStore } from '../store/sqlite/bulk-store.ts'
import { serveThread } from '../threads/serve-thread.ts'
import { type CsvRows, readCsv } from './read-csv.ts'
import { rebuildRows } from './rebuild-rows.ts'
import type { Staged, ToTables } from './worker-protocol.ts'
import { writeCsv } from './write-csv.ts'

/** Rows that were read and wait to be written, by generation. */
const staged = new Map<number, { rows: readonly Cells[]; expiries: readonly (number | null)[]; next: number }>()

function stage(generation: number, read: CsvRows, expiries: readonly (number | null)[] = []): Staged {
  if (!read.ok) return read
  staged.set(generation, { rows: read.rows, expiries, next: 0 })
  const { remarks, remarkCount } = read
  return { ok: true, rows: read.rows.length, remarks, remarkCount }
}

function* cellsOf(rows: Iterable<KeptRow>): Iterable<Cells> {
  for (const { cells } of rows) yield cells
}

await serveThread<ToTables>(async (dataDir) => {
  const store = openBulkStore(dataDir)
  return (message) => {
    switch (message.kind) {
      case 'import':
        return stage(message.generation, readCsv(message.csv, message.columns, message.keyColumn))
      case 'rebuild': {
        const before = [...store.all(message.from, message.epoch, message.at)]
        const cells = before.map((row) => row.cells)
        const expiries = before.map((row) => row.expiresAt)
        return stage(message.generation, rebuildRows(cells, message.columns, message.keyColumn), expiries)
      }
      case 'write': {
        const waiting = staged.get(message.generation)
        if (!waiting) throw new Error('The rows to write are gone: the thread was restarted.')
        waiting.next = store.append(message.generation, waiting.rows, waiting.next, waiting.expiries)
        return waiting.next < waiting.rows.length
      }
      case 'forget':
        return staged.delete(message.generation)
      case 'page':
        return store.page(message.query)
      case 'export':
        return writeCsv(message, cellsOf(store.all(message.generation, message.epoch, message.at)))
      case 'remove-ended':
        return store.removeEnded(message.before)
      case 'remove-expired':
        return store.removeExpired(message.before)
      case 'checkpoint':
        return store.checkpoint()
      case 'remove-generation':
        return store.removeGeneration(message.generation)
      case 'close':
        return store.close()
    }
  }
})
