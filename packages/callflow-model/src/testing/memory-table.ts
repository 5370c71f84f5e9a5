/** A live table in memory, for tests of steps that write: rows by key, as the studio keeps them. */
import type { Services } from '../evaluate/answer.ts'
import type { RowValues, TableWrite } from '../nodes/contract/look-up.ts'

export interface MemoryTable {
  writes: TableWrite[]
  rows: Map<string, RowValues>
  services: Services
}

/** @param more what other services do */
export function memoryTable(more: Partial<Services> = {}): MemoryTable {
  const writes: TableWrite[] = []
  const rows = new Map<string, RowValues>()
  const services: Services = {
    lookUp: async () => ({ ok: false, code: 'look-up.unreachable', message: 'Nobody is there.', durationMs: 1 }),
    readTable: ({ key }) => {
      const row = rows.get(key)
      return row ? { kind: 'found', row } : { kind: 'not_found' }
    },
    writeTable: async (write) => {
      writes.push(write)
      const { key, change, table } = write
      if (table === 'gone') return { kind: 'error', code: 'table.gone', message: 'The table is gone.' }
      const before = rows.get(key) ?? null
      if (change.kind === 'forget') {
        rows.delete(key)
        return { kind: 'written', before, after: null }
      }
      const old = Number(before?.[change.column] ?? 0)
      const after = { ...before, key, [change.column]: change.kind === 'add' ? old + change.by : change.value }
      rows.set(key, after)
      return { kind: 'written', before, after }
    },
    secret: () => undefined,
    ...more,
  }
  return { writes, rows, services }
}
