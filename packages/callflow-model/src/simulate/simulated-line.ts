/**
 * The simulated call as such: its clock, what happened on it, what KAZOO keeps for it, and what the person at the
 * sample phone does next. No machine's clock and no chance is in it, so that a replay is the same call again.
 */
import type { Exchange, PreviewEvent, SampleCall } from '../api/index.ts'
import type { CallerAction } from '../nodes/define-node.ts'

/** R13: a module costs 5 of 100 tokens, which refill at 10 a second. */
const TOKENS = 100
const COST = 5
const REFILL_PER_MS = 10 / 1000

export interface Line {
  call: SampleCall
  /** Since the call began. */
  atMs: number
  silenceMs: number
  events: PreviewEvent[]
  exchanges: Exchange[]
  /** V1, V2. */
  collections: Map<string, string>
  /** V3. */
  custom: Map<string, string>
  /** Of the studio's own; the preview stores none. */
  studioRecording: { isRunning: boolean }
  /** How the last `Dial` ended, for the request behind it; TwiML only. */
  dialStatus: string
  /** R7: other callflows run so far. */
  branches: number
  /** What the caller still does, in order. */
  does: CallerAction[]
  /** Keys pressed faster than they were asked for. */
  typedAhead: string
  /** The step that asked last, and the event of what was pressed. */
  asked: { nodeId: string; event: PreviewEvent | null } | null
  modules: number
  /** R13: tokens as of the time that they were last looked at; the studio's own time does not count. */
  bucket: { tokens: number; atMs: number }
}

export const createLine = (call: SampleCall, does: readonly CallerAction[]): Line => ({
  call,
  atMs: 0,
  silenceMs: 0,
  events: [],
  exchanges: [],
  collections: new Map(),
  custom: new Map(Object.entries(call.custom)),
  studioRecording: { isRunning: false },
  dialStatus: '',
  branches: 0,
  does: [...does],
  typedAhead: '',
  asked: null,
  modules: 0,
  bucket: { tokens: TOKENS, atMs: 0 },
})

/** Something happened now. @returns the event, so that the way out can be added when it is known. */
export function happens(
  line: Line,
  kind: PreviewEvent['kind'],
  nodeId: string | null,
  more: { text?: string; port?: string } = {},
): PreviewEvent {
  const event = { nodeId, kind, ...more, atMs: line.atMs, exchange: Math.max(0, line.exchanges.length - 1) }
  line.events.push(event)
  return event
}

/** R13. @returns false where the call has used up its tokens. */
export function spendTokens(line: Line): boolean {
  const now = line.atMs - line.silenceMs
  const tokens = Math.min(TOKENS, line.bucket.tokens + (now - line.bucket.atMs) * REFILL_PER_MS)
  const isEnough = tokens >= COST
  line.bucket = { tokens: isEnough ? tokens - COST : tokens, atMs: now }
  return isEnough
}
