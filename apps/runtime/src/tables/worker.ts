/** The tables' thread: what goes through a whole table. It writes only when it is asked to, a few milliseconds at a time. */

import type { StoreLocation } from '../store/location.ts'
import { openBulkStore } from '../store/open.ts'
import type { Cells, KeptRow } from '../store/row-store.ts'
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

async function* cellsOf(rows: Iterable<KeptRow> | AsyncIterable<KeptRow>): AsyncIterable<Cells> {
  for await (const { cells } of rows) yield cells
}

await serveThread<ToTables, StoreLocation>(async (location) => {
  const store = openBulkStore(location)
  return async (message) => {
    switch (message.kind) {
      case 'import':
        return stage(message.generation, readCsv(message.csv, message.columns, message.keyColumn))
      case 'rebuild': {
        const cells: Cells[] = []
        const expiries: (number | null)[] = []
        for await (const row of store.all(message.from, message.epoch, message.at)) {
          cells.push(row.cells)
          expiries.push(row.expiresAt)
        }
        return stage(message.generation, rebuildRows(cells, message.columns, message.keyColumn), expiries)
      }
      case 'write': {
        const waiting = staged.get(message.generation)
        if (!waiting) throw new Error('The rows to write are gone: the thread was restarted.')
        waiting.next = await store.append(message.generation, waiting.rows, waiting.next, waiting.expiries)
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
