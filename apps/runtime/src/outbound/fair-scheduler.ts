/**
 * Look-ups that begin or give up in the same moment do so by turns of the event loop. Where 200 calls ask one dead host, all
 * of that would else stand between two packets of everybody else's calls; so the others are served in between.
 */
export function createFairScheduler(now: () => number = () => performance.now()): () => Promise<void> {
  const waiting: (() => void)[] = []
  /** How many waited after the last turn. */
  let known = 0
  /** When those who wait were first put off. */
  let since: number | null = null

  async function take(): Promise<void> {
    const begun = now()
    since ??= begun
    const isGrowing = waiting.length > known && begun - since < MAX_WAIT_MS
    if (!isGrowing) {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        next()
        await allThatFollows()
        if (now() - begun >= SLICE_MS) break
      }
      since = null
    }
    known = waiting.length
    if (known > 0) setImmediate(take)
  }

  /** @returns when it is one's turn, in the order of asking */
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      if (waiting.length === 1 && known === 0) setImmediate(take)
    })
}

/** What a turn may take of the event loop. */
const SLICE_MS = 1
/** A turn of the loop accepts one connection; while more of them come in, they go first, but not for longer than this. */
const MAX_WAIT_MS = 100

/** A tick that is asked for among promises comes only when none of them is left to settle. */
const allThatFollows = (): Promise<void> => new Promise((resolve) => queueMicrotask(() => process.nextTick(resolve)))
