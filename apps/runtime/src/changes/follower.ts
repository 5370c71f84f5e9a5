/**
 * Keeps what is in memory in step with the table `changes`. A change of this process is pushed; those of other processes on the
 * same storage are found by reading, a quarter of a second later at most. The number of the newest change that memory knows is
 * the epoch at which new calls begin.
 */
import type { ChangeRecord } from '../store/change-store.ts'
import type { Storage } from '../store/storage.ts'
import { type SubjectKind, subjectKindOf } from './subject-kind.ts'

/** Something in memory that follows what is stored. */
export interface Projection {
  name: string
  of: SubjectKind
  /**
   * Reads what these changes were about. What it has read already, it may get again.
   * @param changes in their order; null: everything, at the start and where changes were removed before they were read. What
   *   is not stored any more is forgotten then.
   * @param epoch at which new calls begin once all projections have read
   */
  apply: (changes: readonly ChangeRecord[] | null, epoch: number) => Promise<void>
  /** Something was written that is no change: rows, by calls. */
  refresh?: () => Promise<void>
}

export interface Follower {
  /** Reads everything, then looks for changes of other processes again and again. */
  start: (projections: readonly Projection[]) => Promise<void>
  /** Tells memory of a change of this process. Never rejects: what could not be read is read again. */
  push: (change: ChangeRecord) => Promise<void>
  /** Reads what other processes have changed. Never rejects. */
  catchUp: () => Promise<void>
  /**
   * The same, but costs next to nothing where nothing was written since it was done last. Where the storage does not answer, it is
   * waited for a second at most.
   */
  look: () => Promise<void>
  /** The newest change that memory knows. */
  epoch: () => number
  /** Looks no more; what is being read is read to its end. */
  stop: () => Promise<void>
}

/** The subjects of these changes, each once; null: all there are. */
export const subjectsOf = (changes: readonly ChangeRecord[] | null): string[] | null =>
  changes && [...new Set(changes.map(({ subject }) => subject))]

/** What a change of another process takes to be seen here, at most, beside reading it. */
const LOOK_EVERY_MS = 250
/** As long as a look is waited for: then what is in memory has to do. */
const PATIENCE_MS = 1000

export interface FollowerDeps {
  storage: Pick<Storage, 'changes' | 'hasNews'>
  /** Told of what keeps changes from being read; they are read again. */
  onProblem: (error: unknown) => void
}

export function createFollower({ storage, onProblem }: FollowerDeps): Follower {
  let projections: readonly Projection[] = []
  let epoch = 0
  let last: Promise<void> = Promise.resolve()
  let isBehind = false
  /** That changes cannot be read is told once, until they can. */
  let isTold = false
  let timer: NodeJS.Timeout | null = null

  async function follow(pushed: ChangeRecord | null): Promise<void> {
    if (pushed && pushed.epoch <= epoch) return
    const isNext = pushed?.epoch === epoch + 1
    const changes = pushed && isNext ? [pushed] : await storage.changes.after(epoch)
    const newest = changes.at(-1)
    if (!newest) return
    /** Epochs have no gaps: what is missing was so old that it is not kept any more. */
    const isMissing = changes[0]?.epoch !== epoch + 1
    for (const projection of projections) {
      if (isMissing) {
        await projection.apply(null, newest.epoch)
        continue
      }
      const concerned = changes.filter(({ operation }) => subjectKindOf(operation) === projection.of)
      if (concerned.length > 0) await projection.apply(concerned, newest.epoch)
    }
    epoch = newest.epoch // last, so that a call begins on all of it or none
  }

  /** One after the other. */
  function enqueue(work: () => Promise<void>): Promise<void> {
    last = last.then(work).then(
      () => {
        isTold = false
      },
      (error: unknown) => {
        isBehind = true
        if (!isTold) onProblem(error)
        isTold = true
      },
    )
    return last
  }

  /** One look that waits for its turn is enough for all who ask meanwhile. */
  let next: Promise<void> | null = null
  function enqueueLook(): Promise<void> {
    next ??= enqueue(async () => {
      next = null
      if (!(await storage.hasNews()) && !isBehind) return
      isBehind = false
      await follow(null)
      for (const { refresh } of projections) await refresh?.()
    })
    return next
  }

  return {
    async start(all) {
      projections = all
      const newest = await storage.changes.latestEpoch() // first: what is read below may be newer, and is read again then
      for (const { apply } of all) await apply(null, newest)
      epoch = newest
      timer = setInterval(enqueueLook, LOOK_EVERY_MS).unref()
    },
    push: (change) => enqueue(() => follow(change)),
    catchUp: () => enqueue(() => follow(null)),
    look: () => waitAtMost(PATIENCE_MS, enqueueLook()),
    epoch: () => epoch,
    async stop() {
      if (timer) clearInterval(timer)
      await last
    },
  }
}

function waitAtMost(ms: number, done: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void done.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
