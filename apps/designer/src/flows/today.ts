import type { CallRequest } from '@callflow-studio/model/api'

export interface TodaysCalls {
  calls: number
  /** Numbers that were called, most called first. */
  numbers: string[]
}

/**
 * What a flow's calls of today were, from its newest requests.
 * @param requests of the flow, newest first
 * @param now the day is that of UTC, as in the figures of the list of flows
 */
export function todayOf(requests: readonly CallRequest[], now: Date): TodaysCalls {
  const day = now.toISOString().slice(0, 10)
  const first = requests.filter(({ at, hop, isTest }) => hop === 1 && !isTest && at.startsWith(day))
  const counts = new Map<string, number>()
  for (const { to } of first) if (to !== '') counts.set(to, (counts.get(to) ?? 0) + 1)
  return { calls: first.length, numbers: [...counts].sort((a, b) => b[1] - a[1]).map(([number]) => number) }
}
