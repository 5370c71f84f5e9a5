/**
 * What other processes write to the same log: workers of this studio, and other servers. Those who watch see it too, and it counts
 * as well. It is read from the log, and only while somebody looks.
 */
import type { CallRequest } from '@callflow-studio/model/api'
import type { CallQuery, CallSummary } from '../store/call-store.ts'
import { toCall } from './call-entry.ts'
import { countSlices } from './count-slices.ts'
import { type DayCounts, startOfDay } from './day-counts.ts'
import type { WorkerAnswers } from './worker-protocol.ts'

export interface OtherProcesses {
  /** Begins to look for requests, every quarter of a second. @returns how to end it */
  watch: (show: (call: CallRequest) => void) => () => void
  /** Notes one of this process, which is no news. */
  noteOwn: (id: number) => void
  /** Adds to the counts what others have answered since this was last done, up to a few seconds ago. Never rejects. */
  count: () => Promise<void>
}

export interface OtherProcessesOptions {
  /** Another number whenever a process other than this one may have written. */
  mark: () => Promise<number>
  list: (query: CallQuery) => Promise<CallSummary[]>
  /** Counts what others wrote between two times. */
  counts: (from: number, to: number) => Promise<WorkerAnswers['counts']>
  dayCounts: Pick<DayCounts, 'add'>
  /** What was there before this process is counted already. */
  openedAt: number
  now: () => number
}

const LOOK_EVERY_MS = 250
/** A row is written so late at most, but for a disk that does not take it. */
const SETTLED_MS = 2000
/** Somebody who watches more than that sees no single request any more. */
const MAX_SHOWN_AT_ONCE = 2000
const COUNT_EVERY_MS = 1000
/** Counting goes on, but nobody waits longer for it. */
const MAX_COUNT_WAIT_MS = 300

export function createOtherProcesses(options: OtherProcessesOptions): OtherProcesses {
  const { mark, list, counts, dayCounts, openedAt, now } = options
  /** Ids of the last seconds that were shown, or are of this process; null while nobody watches. */
  let shown: Set<number> | null = null
  let countedTo = openedAt
  let countMark = -1
  let changedAt = 0
  let lastCountAt = 0
  let counting: Promise<void> | null = null

  async function countNow(): Promise<void> {
    const newMark = await mark()
    const at = now()
    if (newMark !== countMark) {
      countMark = newMark
      changedAt = at
    }
    const to = at - SETTLED_MS
    if (countedTo > changedAt || to <= countedTo) return
    await countSlices({ from: Math.max(countedTo, startOfDay(to)), to }, dayCounts, counts, (end) => {
      countedTo = end
    })
  }

  return {
    noteOwn: (id) => void shown?.add(id),
    watch(show) {
      const known = new Set<number>()
      shown = known
      const since = now()
      let seenMark = -1
      let isLooking = false
      async function look(): Promise<void> {
        const newMark = await mark()
        if (newMark === seenMark) return
        const from = Math.max(since, now() - SETTLED_MS) * 1000
        const rows = await list({ after: from, limit: MAX_SHOWN_AT_ONCE })
        seenMark = newMark
        for (const row of rows.reverse()) {
          if (known.has(row.id)) continue
          known.add(row.id)
          show(toCall(row))
        }
        for (const id of known) if (id < from) known.delete(id)
      }
      const timer = setInterval(() => {
        if (isLooking) return
        isLooking = true
        look()
          .catch(() => undefined) // the log cannot be read: that was told, and is tried again
          .finally(() => {
            isLooking = false
          })
      }, LOOK_EVERY_MS).unref()
      return () => {
        clearInterval(timer)
        shown = null
      }
    },
    async count() {
      if (!counting && now() - lastCountAt >= COUNT_EVERY_MS) {
        lastCountAt = now()
        counting = countNow()
          .catch(() => undefined) // as above
          .finally(() => {
            counting = null
          })
      }
      if (!counting) return
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, MAX_COUNT_WAIT_MS)
      })
      await Promise.race([counting, late])
      clearTimeout(timer)
    },
  }
}
