/** Calls that end elsewhere on a draft, those with the same difference together. */
import type { ReplayDifference, ReplayPathStep } from '../api/index.ts'
import type { ComparedCall } from './replay-calls.ts'

/** Both paths of a call, and what tells their ends apart from others. */
export interface CallPaths {
  ends: readonly (string | null)[]
  before: ReplayPathStep[]
  after: ReplayPathStep[]
}

export const pathsOf = ({ before, after }: Pick<ComparedCall, 'before' | 'after'>): CallPaths => ({
  ends: [before.end, after.end].flatMap(({ nodeId, kind }) => [nodeId, kind]),
  before: before.steps,
  after: after.steps,
})

/** Calls with the same difference. */
export interface DifferenceGroup<Call> {
  difference: ReplayDifference
  before: ReplayPathStep[]
  after: ReplayPathStep[]
  calls: Call[]
}

/** Gathers calls that end elsewhere: those that part at the same step and end at the same two are one group. */
export function createGroups<Call>() {
  const groups = new Map<string, DifferenceGroup<Call>>()
  return {
    add(call: Call, { ends, before, after }: CallPaths, difference: ReplayDifference): void {
      const key = JSON.stringify([difference.nodeId, ...ends])
      const known = groups.get(key)
      if (known) known.calls.push(call)
      else groups.set(key, { difference, before, after, calls: [call] })
    },
    /** The most calls first. */
    list: (): DifferenceGroup<Call>[] => [...groups.values()].toSorted((a, b) => b.calls.length - a.calls.length),
  }
}
