/**
 * Writes of calls, in the order in which they come. Those that wait together share one transaction, so that a burst of calls
 * costs the answering thread little more than one of them. Where another process holds the database they wait without
 * holding the thread; what was not begun in time is never written.
 */
import { createHash } from 'node:crypto'
import type { TableWrite, TableWritten } from '@callflow-studio/model'
import type { Follower } from '../changes/follower.ts'
import type { EnqueueWrite } from '../changes/write-queue.ts'
import type { KeptRow, RowWritten, WriteRows } from '../store/row-store.ts'
import { isBusy, retryWhileBusy } from '../store/storage-error.ts'
import { toValues } from './cell-values.ts'
import { toFailedWrite, type WantedRow, type WriteFailure, wantRow } from './change-row.ts'
import { MAX_ROWS } from './read-csv.ts'
import type { TableHistory } from './table-history.ts'

/** Never rejects. @param timeoutMs what the call can wait */
export type WriteTable = (write: TableWrite, timeoutMs: number) => Promise<TableWritten>

export interface WriteDeps {
  history: Pick<TableHistory, 'at' | 'liveSince'>
  writeRows: WriteRows
  follower: Pick<Follower, 'epoch' | 'catchUp'>
  enqueueWrite: EnqueueWrite
  now: () => Date
  /** Rows of these tables were written. */
  onWritten: (tableIds: ReadonlySet<string>) => Promise<void>
}

interface Waiting {
  write: TableWrite
  reply: (written: TableWritten) => void
}

/** A transaction of as many takes some 2 ms. */
const MAX_TOGETHER = 20

export function createTableWriter({
  history,
  writeRows,
  follower,
  enqueueWrite,
  now,
  onWritten,
}: WriteDeps): WriteTable {
  const waiting = new Set<Waiting>()
  let isWriting = false

  async function writeAll(): Promise<void> {
    isWriting = true
    while (waiting.size > 0) {
      try {
        await enqueueWrite(() => retryWhileBusy(writeSome))
      } catch (error) {
        if (isBusy(error)) continue // whose time is not up yet goes on waiting
        const message = error instanceof Error ? error.message : String(error)
        for (const { reply } of [...waiting]) reply({ kind: 'error', code: 'table.failed', message })
      }
    }
    isWriting = false
  }

  /** @throws SQLITE_BUSY where another process holds the database: all of them still wait */
  async function writeSome(): Promise<void> {
    const together = [...waiting].slice(0, MAX_TOGETHER)
    const wanted = together.map((mine) => ({ mine, found: wantRow(mine.write, history) }))
    const possible = wanted.flatMap(({ mine, found }) => (found.ok ? [{ mine, ...found.wanted }] : []))
    const written =
      possible.length > 0 ? await writeRows(possible.map(toRowWrite), now().getTime(), follower.epoch()) : []
    if (!written) return follower.catchUp() // another server has changed something, perhaps these tables: all of them still wait
    const replies = written.values()
    const tables = new Set(possible.map(({ state }) => state.tableId))
    for (const [index, { found }] of wanted.entries()) {
      const done = found.ok ? replies.next().value : undefined
      together[index]?.reply(
        found.ok && done ? toWritten(found.wanted, done) : toFailedWrite(found.ok ? NOT_DONE : found.failure),
      )
    }
    if (tables.size > 0) await onWritten(tables)
  }

  const toRowWrite = ({ mine, state, keys, change }: WantedRow & { mine: Waiting }) => ({
    tableId: state.tableId,
    generation: state.generation,
    keyColumn: state.keyColumn,
    keys,
    liveSince: history.liveSince(state.tableId),
    once: mine.write.once === null ? null : createHash('sha256').update(mine.write.once).digest('base64url'),
    maxRows: MAX_ROWS,
    // The storage may have waited for another one: what nobody waits for any more is not made.
    change: (before: KeptRow | null) => (waiting.has(mine) ? change(before) : ({ ok: false, failure: BUSY } as const)),
  })

  return (write, timeoutMs) =>
    new Promise((resolve) => {
      const mine: Waiting = {
        write,
        reply(written) {
          clearTimeout(timer)
          waiting.delete(mine)
          resolve(written)
        },
      }
      const timer = setTimeout(() => mine.reply(toFailedWrite(BUSY)), timeoutMs)
      waiting.add(mine)
      if (!isWriting) void writeAll()
    })
}

function toWritten({ state }: WantedRow, written: RowWritten<WriteFailure>): TableWritten {
  switch (written.kind) {
    case 'refused':
      return toFailedWrite(written.failure)
    case 'full':
      return toFailedWrite({
        code: 'table.full',
        message: `${state.name} has ${MAX_ROWS} rows, and a table cannot have more. Delete some, or let rows expire.`,
      })
    case 'written': {
      const [before, after] = [written.before, written.after].map((cells) => cells && toValues(cells, state.columns))
      return { kind: 'written', before: before ?? null, after: after ?? null }
    }
  }
}

const BUSY: WriteFailure = {
  code: 'table.busy',
  message: 'Another program holds the database of the studio, so nothing was written.',
}
const NOT_DONE: WriteFailure = { code: 'table.failed', message: 'Nothing was written.' }
