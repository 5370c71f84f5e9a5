/**
 * Look-ups of a previewed call. The server replays the call from its start each time, so what a real look-up answered
 * is sent along as a mock and not asked for again; the user may answer in its place.
 */
import type { LookUpMock, LookUpMocks, LookUpResult, PreviewLookUp, SentLookUp } from '@callflow-studio/model/api'

/** One look-up among those of a call. */
export interface PlacedLookUp extends PreviewLookUp {
  /** How often the call came to this step before. */
  visit: number
  /** Its place among all look-ups of the call. */
  order: number
}

export type LookUpPlace = Pick<PlacedLookUp, 'nodeId' | 'visit' | 'order'>

/** What a real look-up answered. */
export interface RecordedReply extends LookUpPlace {
  /** How much the caller had done by then. */
  after: number
  request: SentLookUp
  reply: LookUpResult
}

/** Replies of the user, by step and visit; null: the real one. */
export type OwnReplies = Readonly<Record<string, readonly (LookUpMock | null)[]>>

export function placeLookUps(lookUps: readonly PreviewLookUp[]): readonly PlacedLookUp[] {
  const visits = new Map<string, number>()
  return lookUps.map((lookUp, order) => {
    const visit = visits.get(lookUp.nodeId) ?? 0
    visits.set(lookUp.nodeId, visit + 1)
    return { ...lookUp, visit, order }
  })
}

/** What to send along, so that the call is the same again; visits beyond it ask for real. */
export function mocksOf(own: OwnReplies, recorded: readonly RecordedReply[]): LookUpMocks {
  const mocks: Record<string, (LookUpMock | null)[]> = {}
  for (const [nodeId, replies] of Object.entries(own)) mocks[nodeId] = [...replies]
  for (const { nodeId, visit, reply } of recorded) {
    const list = mocks[nodeId] ?? []
    mocks[nodeId] = list
    while (list.length <= visit) list.push(null)
    list[visit] ??= asMock(reply)
  }
  for (const list of Object.values(mocks)) list.push(null)
  return mocks
}

export const ownReplyAt = (own: OwnReplies, { nodeId, visit }: Pick<LookUpPlace, 'nodeId' | 'visit'>) =>
  own[nodeId]?.[visit] ?? null

/** @param reply null takes the user's reply back */
export function withOwnReply(own: OwnReplies, { nodeId, visit }: LookUpPlace, reply: LookUpMock | null): OwnReplies {
  const replies = [...(own[nodeId] ?? [])]
  while (replies.length <= visit) replies.push(null)
  replies[visit] = reply
  while (replies.at(-1) === null) replies.pop()
  const { [nodeId]: _, ...others } = own
  return replies.length === 0 ? others : { ...others, [nodeId]: replies }
}

interface Played {
  lookUps: readonly PreviewLookUp[]
  own: OwnReplies
  /** What was sent along. */
  recorded: readonly RecordedReply[]
  /** How much the caller has done. */
  after: number
  /** The flow was edited since: a step may ask for something else now, and what it got before is no answer to that. */
  isEdited: boolean
}

/**
 * What real look-ups have answered after a call was played.
 * @returns `isStale` where a reply that was sent along answers another request: the call is to be played again without
 *   it, and without all that came after it
 */
export function recordReplies({ lookUps, own, recorded, after, isEdited }: Played): {
  recorded: readonly RecordedReply[]
  isStale: boolean
} {
  const now: RecordedReply[] = []
  for (const { nodeId, visit, order, request, reply } of placeLookUps(lookUps)) {
    if (ownReplyAt(own, { nodeId, visit })) continue
    const known = recorded.find((each) => each.nodeId === nodeId && each.visit === visit)
    if (known && isEdited && !isSame(known.request, request)) return { recorded: now, isStale: true }
    if (known) now.push({ ...known, order })
    else if (reply) now.push({ nodeId, visit, order, after, request, reply })
  }
  return { recorded: now, isStale: false }
}

const isSame = (a: SentLookUp, b: SentLookUp): boolean => JSON.stringify(a) === JSON.stringify(b)

function asMock(reply: LookUpResult): LookUpMock {
  const { durationMs } = reply
  if (!reply.ok) return { error: reply.code, message: reply.message, durationMs }
  const { status, text: body, contentType } = reply
  return { status, body, durationMs, ...(contentType === null ? {} : { contentType }) }
}
