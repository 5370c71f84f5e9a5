/** What was answered since the server started, for `/metrics`: numbers that only grow. */
import type { CallRequest } from '@callflow-studio/model/api'
import type { CallEntry } from './call-entry.ts'

export interface CallTotals {
  count: (entry: Pick<CallEntry, 'state' | 'tookMs'>) => void
  read: () => TotalsRead
}

interface TotalsRead {
  byState: Record<CallRequest['state'], number>
  /** Of all answers together. */
  tookMs: number
  answers: number
  /** How many took at most so long, each with all that were faster. */
  atMost: { ms: number; answers: number }[]
}

/** KAZOO waits 5 s; an answer is ready after 4. */
const BOUNDS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 4000]

export function createCallTotals(): CallTotals {
  const byState: TotalsRead['byState'] = { waiting: 0, handed_over: 0, error: 0 }
  const within = new Float64Array(BOUNDS_MS.length)
  let answers = 0
  let sumMs = 0
  return {
    count({ state, tookMs }) {
      byState[state] += 1
      answers += 1
      sumMs += tookMs
      const bucket = BOUNDS_MS.findIndex((bound) => tookMs <= bound)
      if (bucket !== -1) within[bucket] = (within[bucket] ?? 0) + 1
    },
    read() {
      let sum = 0
      const atMost = BOUNDS_MS.map((ms, index) => {
        sum += within[index] ?? 0
        return { ms, answers: sum }
      })
      return { byState: { ...byState }, tookMs: sumMs, answers, atMost }
    },
  }
}
