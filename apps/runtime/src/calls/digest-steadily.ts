/**
 * Makes calls of requests that were written, in the time that answering leaves: the thread of the log takes the core from calls
 * where there is but one. What is asked for meanwhile is made at once, so that nobody sees the delay.
 */
const AT_ONCE = 50
/** So long nothing is asked for while there is nothing to do: other processes write to the log too. */
const IDLE_MS = 1000
/** While many requests come, at most a part of the time is taken: what a turn took, so many times. */
const BUSY_PAUSES = 25
const BUSY_PER_SECOND = 50
const MIN_PAUSE_MS = 5

/** @param digest makes some. @returns whether there is more */
export function digestSteadily(digest: (limit: number) => Promise<boolean>): {
  note: () => void
  stop: () => Promise<void>
} {
  let isStopped = false
  let timer: NodeJS.Timeout | null = null
  let turn: Promise<void> = Promise.resolve()
  /** Requests that came in this second. */
  let came = 0
  let second = 0
  const isBusy = (): boolean => came > BUSY_PER_SECOND && Math.floor(performance.now() / 1000) - second <= 1

  async function take(): Promise<void> {
    const begun = performance.now()
    const hasMore = await digest(AT_ONCE).catch(() => false) // told where the log is asked, and tried again
    const took = performance.now() - begun
    schedule(hasMore ? Math.max(MIN_PAUSE_MS, isBusy() ? took * BUSY_PAUSES : 0) : IDLE_MS)
  }

  function schedule(delayMs: number): void {
    if (isStopped) return
    timer = setTimeout(() => {
      turn = take()
    }, delayMs).unref()
  }

  schedule(IDLE_MS)
  return {
    /** A request came. */
    note() {
      const current = Math.floor(performance.now() / 1000)
      if (current !== second) came = 0
      second = current
      came += 1
    },
    async stop() {
      isStopped = true
      if (timer) clearTimeout(timer)
      await turn
    },
  }
}
