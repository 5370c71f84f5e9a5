/** Many calls of the log on a draft: whose callers would end elsewhere. */
import type { ReplayDifference } from '../api/index.ts'
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
