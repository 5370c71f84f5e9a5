/**
 * The call log: an answer leaves a row in a queue and goes; a thread of its own writes them in batches, at most 100 ms
 * late (batches on the answering thread cost p99 18 ms, measured). Nothing of it can fail or delay an answer.
 */
import type { CallQuery } from '../store/call-store.ts'
import { startThread } from '../threads/thread.ts'
import { type CallEntry, type CallRow, toRow } from './call-entry.ts'
import { type CallQueue, createCallQueue, type QueueLimits } from './call-queue.ts'
import { type CallTotals, createCallTotals } from './call-totals.ts'
import { createDayCounts, type DayCounts, startOfDay } from './day-counts.ts'
import { createLiveFeed, type LiveFeed } from './live-feed.ts'
import { createRefusedLimit } from './refused-limit.ts'
import type { ToWorker, WorkerAnswers } from './worker-protocol.ts'

export interface CallLog {
  /** All requests are counted; of refused ones only so many are kept, see `refused-limit.ts`. */
  add: (entry: CallEntry) => void
  feed: LiveFeed
  counts: Pick<DayCounts, 'ofFlow' | 'total'>
  totals: Pick<CallTotals, 'read'>
  /** Both find what was added just before. */
  list: (query: CallQuery) => Promise<WorkerAnswers['list']>
  find: (id: number) => Promise<WorkerAnswers['find']>
  /** What was lost so far, and how many refused requests were counted only. */
  dropped: () => ReturnType<CallQueue['dropped']> & { refused: number }
  /** Everything that was added is written when this is fulfilled. */
  flush: () => Promise<void>
  close: () => Promise<void>
}

export interface CallLogOptions {
  dataDir: string
  /** The bundled `worker.ts`. */
  workerUrl: URL
  now: () => number
  onTrouble: (message: string, error: Error) => void
  limits?: QueueLimits
}

/** Short, since rows that wait are what the garbage collector has to carry along. */
const BATCH_AFTER_MS = 20
const MOST_ROWS_IN_A_BATCH = 2000
const RETRY_AFTER_MS = 1000
const DEFAULT_LIMITS: QueueLimits = { rows: 50_000, bodies: 32 * 1024 * 1024 }

export async function openCallLog({
  dataDir,
  workerUrl,
  now,
  onTrouble,
  limits = DEFAULT_LIMITS,
}: CallLogOptions): Promise<CallLog> {
  const worker = startThread<ToWorker, WorkerAnswers>({
    url: workerUrl,
    dataDir,
    name: 'call-log',
    onDeath: (error) => onTrouble('The call-log thread ended.', error),
  })
  const queue = createCallQueue(limits)
  const counts = createDayCounts(now)
  const totals = createCallTotals()
  const feed = createLiveFeed()
  const refused = createRefusedLimit()
  counts.add(await worker.ask({ kind: 'counts', since: startOfDay(now()) }))

  let lastId = 0
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> | null = null

  function postLater(delayMs = BATCH_AFTER_MS): void {
    timer ??= setTimeout(() => {
      timer = null
      void post()
    }, delayMs)
  }

  /** One batch at a time: a slow disk fills the queue, which has limits, not the thread's mailbox. */
  function post(): Promise<void> {
    if (writing) return writing
    const rows = queue.take(MOST_ROWS_IN_A_BATCH)
    if (rows.length === 0) return Promise.resolve()
    writing = write(rows).finally(() => {
      writing = null
    })
    return writing
  }

  async function write(rows: CallRow[]): Promise<void> {
    try {
      await worker.ask({ kind: 'write', rows })
      if (queue.size() > 0) postLater()
    } catch (error) {
      queue.putBack(rows)
      onTrouble(
        'The call log could not be written; it is tried again.',
        error instanceof Error ? error : new Error(String(error)),
      )
      postLater(RETRY_AFTER_MS)
    }
  }

  async function flush(): Promise<void> {
    for (let tries = 0; writing || queue.size() > 0; tries++) {
      const before = queue.size()
      await post()
      if (queue.size() >= before && tries > 3) return // the disk does not take it: waiting longer helps nobody
    }
  }

  return {
    add(entry) {
      totals.count(entry)
      const kept = entry.isRefused ? refused.admit(entry) : entry
      lastId = Math.max(lastId + 1, entry.at.getTime() * 1000)
      const row = toRow(lastId, kept ?? entry)
      counts.count(row)
      if (!kept) return
      queue.add(row)
      feed.publish(row)
      postLater()
    },
    feed,
    counts,
    totals,
    async list(query) {
      await flush()
      return worker.ask({ kind: 'list', query })
    },
    async find(id) {
      await flush()
      return worker.ask({ kind: 'find', call: id })
    },
    dropped: () => ({ ...queue.dropped(), refused: refused.left() }),
    flush,
    async close() {
      await flush()
      if (timer) clearTimeout(timer)
      await worker.ask({ kind: 'close' })
    },
  }
}
