/**
 * The call log: an answer leaves a row in a queue and goes; a thread of its own writes them in batches, at most 100 ms
 * late (batches on the answering thread cost p99 18 ms, measured). Nothing of it can fail or delay an answer.
 */
import { asksCaller, nodeTypes } from '@callflow-studio/model'
import type { Kept } from '../settings/settings.ts'
import type { CallFilter, CallQuery, CallsQuery, RemovedOld, TrafficQuery } from '../store/call-store.ts'
import { firstIdAt, LANES } from '../store/lanes.ts'
import type { StoreLocation } from '../store/location.ts'
import { hasCallLog } from '../store/open.ts'
import type { StepKinds } from '../store/steps-of-version.ts'
import { startThread } from '../threads/thread.ts'
import { type CallEntry, type CallTuple, dropBodies, toRow } from './call-entry.ts'
import { type CallQueue, createCallQueue, type QueueLimits } from './call-queue.ts'
import { type CallTotals, createCallTotals } from './call-totals.ts'
import { countSlices } from './count-slices.ts'
import { createDayCounts, type DayCounts, startOfDay } from './day-counts.ts'
import { digestSteadily } from './digest-steadily.ts'
import { keepSmall } from './keep-small.ts'
import { createLiveFeed, type LiveFeed } from './live-feed.ts'
import { createOtherProcesses } from './other-processes.ts'
import { createRefusedLimit, MAX_KEPT_PER_MINUTE } from './refused-limit.ts'
import type { FromWorker, OpensWith, ToWorker, WorkerAnswers } from './worker-protocol.ts'

export interface CallLog {
  /** All requests are counted; of refused ones only so many are kept, see `refused-limit.ts`. */
  add: (entry: CallEntry) => void
  feed: LiveFeed
  counts: Pick<DayCounts, 'ofFlow' | 'total'>
  /** Brings the counts up to date with what other processes answer; waits a moment at most. Never rejects. */
  countOthers: () => Promise<void>
  totals: Pick<CallTotals, 'read'>
  /** What an administrator has to know of the log; both null as long as all is well. */
  status: () => LogStatus
  /**
   * Opens the log and counts what was logged today before this process started: called once calls are answered, since it
   * delays none then.
   */
  begin: () => void
  /** Deletes what is too old, and makes calls of requests, from now on. One of the processes that write to a log does it. */
  keepSmall: () => void
  /** The calls of a time by flow, with the newest one of each kind. */
  listProblems: (from: number) => Promise<WorkerAnswers['problems']>
  /** These find what was added just before; nothing while the log cannot be read. */
  list: (query: CallQuery) => Promise<WorkerAnswers['list']>
  listCalls: (query: Omit<CallsQuery, 'endedBefore'>) => Promise<WorkerAnswers['listCalls']>
  find: (id: number) => Promise<WorkerAnswers['find']>
  /** Empty while the log cannot be read. */
  traffic: (query: Omit<TrafficQuery, 'endedBefore'>) => Promise<WorkerAnswers['traffic']>
  /**
   * All requests of these calls, by the keys of the calls.
   * @throws what keeps the log from being read
   */
  requestsOf: (keys: readonly string[]) => Promise<WorkerAnswers['requestsOf']>
  /** The look-ups of the newest requests of a flow, as JSON, newest first; empty while the log cannot be read. */
  lookUpsOf: (flowId: string) => Promise<string[]>
  /** What was lost so far, and how many refused requests were counted only. */
  dropped: () => ReturnType<CallQueue['dropped']> & { refused: number }
  /**
   * Deletes what matches every given part of the filter, for good.
   * @returns how many requests
   * @throws what keeps the log from being written
   */
  remove: (filter: CallFilter) => Promise<number>
  /** Everything that was added is written when this is fulfilled. */
  flush: () => Promise<void>
  close: () => Promise<void>
}

interface LogStatus {
  /** The name of a broken file that was set aside when a new one was begun. */
  setAside: string | null
  /** Why nothing can be read or written at present. */
  problem: string | null
}

export interface CallLogOptions {
  location: StoreLocation
  /** The bundled `worker.ts`. */
  workerUrl: URL
  now: () => number
  onProblem: (message: string, error: Error) => void
  /** What is kept in the log, at present. */
  kept: () => Kept
  /** See `LANES`; another number in each process. */
  lane: number
  /** Of how many processes this is one: they share what is kept of refused requests. */
  processes: number
  limits?: QueueLimits
}

/** Short, since rows that wait are what the garbage collector has to carry along. */
const BATCH_AFTER_MS = 20
/** Each batch has its price, so processes that share a log write as many together as one; no row waits longer than this. */
const MAX_BATCH_AFTER_MS = 50
const MAX_ROWS_IN_A_BATCH = 2000
const RETRY_AFTER_MS = 1000
/** Requests of a flow that are looked at for replies of other servers. */
const MAX_LOOKED_AT = 200
const NOTHING_REMOVED: RemovedOld = { deleted: 0, more: false }
const DEFAULT_LIMITS: QueueLimits = { rows: 50_000, bodies: 32 * 1024 * 1024 }

/** @throws never: a log that cannot be opened is tried again, and calls are answered without it */
export function openCallLog({
  location,
  workerUrl,
  now,
  onProblem,
  kept,
  lane,
  processes,
  limits = DEFAULT_LIMITS,
}: CallLogOptions): CallLog {
  const worker = startThread<ToWorker, FromWorker>({
    url: workerUrl,
    opensWith: { location, kinds: stepKinds() } satisfies OpensWith,
    name: 'call-log',
    onDeath: (error) => onProblem('The call-log thread ended.', error),
  })
  const queue = createCallQueue(limits)
  const counts = createDayCounts(now)
  const totals = createCallTotals()
  const refused = createRefusedLimit(Math.ceil(MAX_KEPT_PER_MINUTE / processes))
  const openedAt = now()
  const status: LogStatus = { setAside: null, problem: null }

  /** Ids of this process are larger than those that are counted as being there before it, and no other process's. */
  const others = createOtherProcesses({
    mark: () => askIfThere({ kind: 'mark' }, -1),
    list: (query) => ask({ kind: 'list', query }),
    counts: (from, to) => ask({ kind: 'counts', from, to, exceptLane: lane }),
    dayCounts: counts,
    openedAt,
    now,
  })
  const feed = createLiveFeed(others.watch)
  let lastId = firstIdAt(openedAt, lane) - LANES
  let keeping: ReturnType<typeof keepSmall> | null = null
  let digesting: ReturnType<typeof digestSteadily> | null = null
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> | null = null

  const endedBefore = (): number => now() - kept().callEndsAfterMinutes * 60_000

  const batchAfterMs = Math.min(BATCH_AFTER_MS * processes, MAX_BATCH_AFTER_MS)

  function postLater(delayMs = batchAfterMs): void {
    timer ??= setTimeout(() => {
      timer = null
      void post()
    }, delayMs)
  }

  /** One batch at a time: a slow disk fills the queue, which has limits, not the thread's mailbox. */
  function post(): Promise<void> {
    if (writing) return writing
    const rows = queue.take(MAX_ROWS_IN_A_BATCH)
    if (rows.length === 0) return Promise.resolve()
    writing = write(rows).finally(() => {
      writing = null
    })
    return writing
  }

  async function write(rows: CallTuple[]): Promise<void> {
    try {
      await ask({ kind: 'write', rows })
      if (queue.size() > 0) postLater()
    } catch {
      queue.putBack(rows) // `ask` has told why
      postLater(RETRY_AFTER_MS)
    }
  }

  /** Asks the thread, keeps in mind what is wrong with the log, and reports each problem once. */
  async function ask<Kind extends ToWorker['kind']>(
    question: Extract<ToWorker, { kind: Kind }>,
  ): Promise<WorkerAnswers[Kind]> {
    try {
      const { value, setAside } = await worker.ask<Kind>(question)
      status.problem = null
      noteSetAside(setAside)
      return value
    } catch (error) {
      tell(error instanceof Error ? error : new Error(String(error)))
      throw error
    }
  }

  /** Asks what starts no thread as long as no call was logged. */
  const askIfThere = async <Kind extends ToWorker['kind']>(
    question: Extract<ToWorker, { kind: Kind }>,
    otherwise: WorkerAnswers[Kind],
  ): Promise<WorkerAnswers[Kind]> => (hasCallLog(location) ? ask<Kind>(question) : otherwise)

  function tell(error: Error): void {
    if (error.message === status.problem || worker.isClosed()) return
    status.problem = error.message
    onProblem('The call log cannot be used. Calls are answered without it, and it is tried again.', error)
  }

  function noteSetAside(name: string | null): void {
    if (name === null || name === status.setAside) return
    status.setAside = name
    onProblem('The call log was damaged and a new one was begun.', new Error(`The damaged file is ${name} now.`))
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
      if (!entry.isTest) totals.count(entry)
      const admitted = entry.isRefused ? refused.admit(entry) : entry
      lastId = Math.max(lastId + LANES, firstIdAt(entry.at.getTime(), lane))
      const row = toRow(lastId, admitted ?? entry)
      if (!kept().keepsBodies) dropBodies(row)
      if (!entry.isTest) counts.count(row)
      if (!admitted) return
      queue.add(row)
      others.noteOwn(lastId)
      digesting?.note()
      feed.publish(row)
      postLater()
    },
    feed,
    counts,
    countOthers: others.count,
    totals,
    status: () => ({ ...status }),
    begin() {
      // What goes wrong was told, and is in `status`.
      countSlices({ from: startOfDay(openedAt), to: openedAt }, counts, (from, to) =>
        ask({ kind: 'counts', from, to, exceptLane: null }),
      ).catch(() => undefined)
    },
    keepSmall() {
      keeping ??= keepSmall(
        kept,
        now,
        {
          requests: (before, maxBytes) => askIfThere({ kind: 'removeOld', before, maxBytes }, NOTHING_REMOVED),
          traffic: (before) => askIfThere({ kind: 'removeOldTraffic', before }, NOTHING_REMOVED),
        },
        () => undefined,
      )
      digesting ??= digestSteadily((limit) => askIfThere({ kind: 'digest', limit, endedBefore: endedBefore() }, false))
    },
    async list(query) {
      await flush()
      return ask({ kind: 'list', query }).catch(() => [])
    },
    async listCalls(query) {
      await flush()
      return ask({ kind: 'listCalls', query: { ...query, endedBefore: endedBefore() } }).catch(() => ({
        rows: [],
        next: null,
        pending: 0,
      }))
    },
    async find(id) {
      await flush()
      return ask({ kind: 'find', call: id }).catch(() => null)
    },
    async listProblems(from) {
      await flush()
      return ask({ kind: 'problems', from, endedBefore: endedBefore() })
    },
    async traffic(query) {
      await flush()
      return ask({ kind: 'traffic', query: { ...query, endedBefore: endedBefore() } }).catch(() => [])
    },
    requestsOf: (keys) => ask({ kind: 'requestsOf', keys }),
    async lookUpsOf(flowId) {
      await flush()
      return ask({ kind: 'lookUpsOf', flowId, limit: MAX_LOOKED_AT }).catch(() => [])
    },
    async remove(filter) {
      await flush()
      let deleted = 0
      for (let after: number | null = 0; after !== null; ) {
        const step: WorkerAnswers['remove'] = await ask({ kind: 'remove', filter, after })
        deleted += step.deleted
        after = step.next
      }
      return deleted
    },
    dropped: () => ({ ...queue.dropped(), refused: refused.left() }),
    flush,
    async close() {
      await keeping?.stop()
      await digesting?.stop()
      await flush()
      if (timer) clearTimeout(timer)
      await worker.ask({ kind: 'close' })
    },
  }
}

const stepKinds = (): StepKinds =>
  new Map(nodeTypes.map(({ type, title }) => [type, { title, asksCaller: asksCaller(type) }]))
