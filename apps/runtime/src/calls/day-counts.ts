/** Today's calls by flow and hour (UTC), counted as they come: the flow list must not read the whole log each time. */
import type { CallTuple } from './call-entry.ts'

interface FlowDay {
  byHour: { calls: number; errors: number }[]
  calls: number
  errors: number
}

/** What the log knows of today when the server starts. */
interface CountedBefore {
  hours: { flowId: string; hour: number; calls: number; errors: number }[]
  took: { tookMs: number; count: number }[]
}

export interface DayCounts {
  count: (row: CallTuple) => void
  /**
   * Adds what happened before this server started.
   * @param at when, in milliseconds since 1970: what is not of today does not count
   */
  add: (before: CountedBefore, at: number) => void
  ofFlow: (flowId: string) => FlowDay
  /** `p95Ms`: 95 % of the answers were at most this slow; null without answers. */
  total: () => { callsToday: number; errorsToday: number; p95Ms: number | null }
}

export function createDayCounts(now: () => number): DayCounts {
  let day = dayOf(now())
  let flows = new Map<string, FlowDay>()
  let took = new Uint32Array(BUCKETS)

  function turnDay(): void {
    const today = dayOf(now())
    if (today === day) return
    day = today
    flows = new Map()
    took = new Uint32Array(BUCKETS)
  }

  function flowDay(flowId: string): FlowDay {
    const known = flows.get(flowId)
    if (known) return known
    const fresh = emptyDay()
    flows.set(flowId, fresh)
    return fresh
  }

  function addTo(flowId: string, hour: number, calls: number, errors: number): void {
    const flow = flowDay(flowId)
    const at = flow.byHour[hour]
    if (!at) return
    at.calls += calls
    at.errors += errors
    flow.calls += calls
    flow.errors += errors
  }

  function addTook(tookMs: number, count: number): void {
    const bucket = bucketOf(tookMs)
    took[bucket] = (took[bucket] ?? 0) + count
  }

  return {
    count([, at, , flowId, , , , , , hop, , tookMs, state]) {
      turnDay()
      if (dayOf(at) !== day) return
      addTo(flowId, Math.floor((at % DAY_MS) / HOUR_MS), hop === 1 ? 1 : 0, state === 'error' ? 1 : 0)
      addTook(tookMs, 1)
    },
    add(before, at) {
      turnDay()
      if (dayOf(at) !== day) return
      for (const { flowId, hour, calls, errors } of before.hours) addTo(flowId, hour, calls, errors)
      for (const { tookMs, count } of before.took) addTook(tookMs, count)
    },
    ofFlow(flowId) {
      turnDay()
      return flows.get(flowId) ?? emptyDay()
    },
    total() {
      turnDay()
      const all = [...flows.values()]
      return {
        callsToday: all.reduce((sum, flow) => sum + flow.calls, 0),
        errorsToday: all.reduce((sum, flow) => sum + flow.errors, 0),
        p95Ms: percentile(took, 0.95),
      }
    },
  }
}

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** Days since 1970, in UTC. */
const dayOf = (time: number): number => Math.floor(time / DAY_MS)

export const endOfDay = (time: number): number => (dayOf(time) + 1) * DAY_MS
export const startOfDay = (time: number): number => dayOf(time) * DAY_MS

const emptyDay = (): FlowDay => ({
  byHour: Array.from({ length: 24 }, () => ({ calls: 0, errors: 0 })),
  calls: 0,
  errors: 0,
})

/** A tenth of a millisecond up to 10 ms, whole milliseconds up to 5 s. */
const FINE = 100
const BUCKETS = FINE + 5000

const bucketOf = (ms: number): number =>
  ms < 10 ? Math.max(0, Math.floor(ms * 10)) : Math.min(BUCKETS - 1, FINE + Math.floor(ms) - 10)

const upperEndOf = (bucket: number): number => (bucket < FINE ? (bucket + 1) / 10 : bucket - FINE + 11)

function percentile(counts: Uint32Array, share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let seen = 0
  const bucket = counts.findIndex((count) => {
    seen += count
    return seen >= total * share
  })
  return upperEndOf(bucket)
}
