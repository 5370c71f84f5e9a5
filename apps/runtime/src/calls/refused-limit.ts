/**
 * Refused requests in the call log: anybody can send them, so only so many of a flow are kept in a minute, and those that
 * belong to no flow share one such allowance. The others are counted, and the next entry says how many they were.
 */
import type { CallEntry } from './call-entry.ts'

export interface RefusedLimit {
  /** @returns the entry as it is kept; null where it is only counted */
  admit: (entry: CallEntry) => CallEntry | null
  /** How many were not kept so far. */
  left: () => number
}

export const MAX_KEPT_PER_MINUTE = 20

/** @param maxPerMinute how many of a flow are kept in a minute */
export function createRefusedLimit(maxPerMinute = MAX_KEPT_PER_MINUTE): RefusedLimit {
  let minute = 0
  /** How many came in this minute, by flow. */
  const came = new Map<string, number>()
  /** How many were not kept since the last one that was, by flow. */
  const missed = new Map<string, number>()
  let left = 0
  return {
    admit(entry) {
      const { flowId } = entry
      const now = Math.floor(entry.at.getTime() / MINUTE_MS)
      if (now !== minute) came.clear()
      minute = now
      const count = (came.get(flowId) ?? 0) + 1
      came.set(flowId, count)
      if (count > maxPerMinute) {
        missed.set(flowId, (missed.get(flowId) ?? 0) + 1)
        left += 1
        return null
      }
      const before = missed.get(flowId) ?? 0
      missed.delete(flowId)
      const warnings = [...entry.warnings]
      if (before > 0) warnings.push({ nodeId: null, message: missedMessage(before) })
      if (count === maxPerMinute) warnings.push({ nodeId: null, message: lastOfMinute(maxPerMinute) })
      return { ...entry, warnings }
    },
    left: () => left,
  }
}

const MINUTE_MS = 60_000

const lastOfMinute = (maxPerMinute: number): string =>
  `At most ${maxPerMinute} refused requests a minute are listed; further ones in this minute are only counted.`

const missedMessage = (count: number): string =>
  count === 1
    ? 'One more refused request came before this one and is not listed.'
    : `${count} more refused requests came before this one and are not listed.`
