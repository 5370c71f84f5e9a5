/** Many calls of the log on a draft: whose callers would end elsewhere. */
import type { ReplayDifference, ReplayPathStep } from '../api/index.ts'
import type { TestedFlow } from '../scenario/tested-flow.ts'
import { type CallPath, pathOf } from './call-path.ts'
import { compareCalls } from './compare-calls.ts'
import type { LoggedRequest, ReplayGap } from './logged-call.ts'
import type { SpecialDays } from './play-logged.ts'
import { type Replayed, replayCall } from './replay-call.ts'
import { replayOn } from './replay-on.ts'

/** A call on the version that it ran on, and on a draft. */
export interface ComparedCall {
  replayed: Replayed
  before: CallPath
  after: CallPath
  difference: ReplayDifference | null
  /** What the draft asks for and the log does not tell; null: nothing. */
  missing: string | null
}

/** @returns in words why it could not be done */
export async function compareOnDraft(
  version: TestedFlow,
  draft: TestedFlow,
  requests: readonly LoggedRequest[],
  specialDays: SpecialDays = () => null,
): Promise<ComparedCall | string> {
  const replayed = await replayCall(version, requests, specialDays)
  if (!replayed) return NO_BEGINNING
  const before = pathOf(version, replayed.walked)
  const played = await replayOn(draft, version, replayed, specialDays)
  const after = pathOf(draft, played)
  const { missing } = played
  const isOpen = replayed.stopsEarly || missing !== null
  return { replayed, before, after, difference: compareCalls(before, after, isOpen), missing }
}

export const NO_BEGINNING = 'The log does not have the first request.'
export const STOPS_EARLY: ReplayGap = {
  nodeId: null,
  message: 'The log has no further request, although the call would have sent one: the caller had hung up.',
}

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
