/**
 * The simulated call as such: its clock, what happened on it, what KAZOO keeps for it, and what the person at the
 * sample phone does next. No machine's clock and no chance is in it, so that a replay is the same call again.
 * @source docs/kazoo/semantics.md
 */
import type { Exchange, PreviewEvent, SampleCall } from '../api/index.ts'
import type { KazooVersion } from '../kazoo/versions.ts'
import type { SimulatedCall, TimedAction } from '../nodes/contract/simulation.ts'
import { createExperience, type Experience } from './experience.ts'
import type { PassedEntry, Place } from './place.ts'
import { createTwimlState, type TwimlState } from './twiml-state.ts'
import { takeChanges, type ValueLog } from './value-log.ts'

/** R13: a module costs 5 of 100 tokens; each whole second brings 10. */
export const TOKENS = 100
export const MODULE_COST = 5
export const TOKENS_A_SECOND = 10

/** One module that was started, and what came of it. */
export interface LineStep {
  module: string
  /** The child that was taken next; null where nothing of this flow ran after it. */
  key: string | null
  /** jumped: another callflow ran. skipped: R8. crashed: R9. */
  fate?: 'jumped' | 'skipped' | 'crashed'
}

/** One request that KAZOO made, or could not send. */
export interface LineRequest {
  url: string
  method: 'get' | 'post'
  params: Record<string, unknown>
  isSent: boolean
  /** How long KAZOO did nothing because of it. */
  waitedMs: number
}

/** What later requests say of the caller and the language. */
type Facts = SimulatedCall['facts']

export interface SimulatedLeg {
  call: SampleCall
  version: KazooVersion
  /** V4. */
  facts: Facts
  /** V4: what changes when so many modules have been started. */
  later: { facts: Partial<Facts>; atModule: number } | null
  /** Since the call began. */
  atMs: number
  silenceMs: number
  experience: Experience
  events: PreviewEvent[]
  exchanges: Exchange[]
  steps: LineStep[]
  requests: LineRequest[]
  /** The trace entries that the call came by, in its order: what the studio ran ahead, and no caller reached, is not among them. */
  passed: PassedEntry[]
  /** What the caller heard, as KAZOO names it; `?` stands for announcements whose names are not known. */
  heard: string[]
  /** V1, V2. */
  collections: Map<string, string>
  /** V3. */
  custom: Map<string, unknown>
  channelVars: Map<string, unknown>
  twiml: TwimlState
  /** Of the studio's own; the preview stores none. */
  studioRecording: { isRunning: boolean }
  /** R7: other callflows run so far. */
  branches: number
  /** R7: modules that jumped to another callflow; their `_` waits until the present flow stops, the next one last. */
  stack: Place[]
  /** How many actions of the caller there have been, and still are in `does`. */
  given: number
  /** What the caller still does, in order. */
  does: TimedAction[]
  /** Keys pressed faster than they were asked for. */
  typedAhead: string
  /** The caller hung up while something was played. */
  isGone: boolean
  /** The step that asked last, and the event of what was pressed. */
  asked: { nodeId: string; event: PreviewEvent | null } | null
  modules: number
  /** Null where nobody asks for it. */
  values: ValueLog | null
  /** R13: tokens as of the time that they were last looked at; the studio's own time does not count. */
  bucket: { tokens: number; atMs: number }
}

export const createLine = (call: SampleCall, does: readonly TimedAction[], version: KazooVersion): SimulatedLeg => ({
  call,
  version,
  facts: { callerName: call.callerName, callerNumber: call.callerNumber, language: call.language },
  later: null,
  atMs: 0,
  silenceMs: 0,
  experience: createExperience(),
  events: [],
  exchanges: [],
  steps: [],
  requests: [],
  passed: [],
  heard: [],
  collections: new Map(),
  custom: new Map(Object.entries(call.custom)),
  channelVars: new Map(),
  twiml: createTwimlState(),
  studioRecording: { isRunning: false },
  branches: 0,
  stack: [],
  given: countActs(does),
  does: [...does],
  typedAhead: '',
  isGone: false,
  asked: null,
  modules: 0,
  values: null,
  bucket: { tokens: TOKENS, atMs: 0 },
})

/** Waits are no acts. */
export const countActs = (does: readonly TimedAction[]): number => does.filter((each) => !('waitMs' in each)).length

/** Records an event at the present time. @returns the event, so that its port can be added when it is known. */
export function recordEvent(
  leg: SimulatedLeg,
  kind: PreviewEvent['kind'],
  nodeId: string | null,
  more: { text?: string; port?: string } = {},
): PreviewEvent {
  const acts = Math.max(0, leg.given - countActs(leg.does) - (kind === 'caller' ? 1 : 0))
  const exchange = Math.max(0, leg.exchanges.length - 1)
  const event = { nodeId, kind, ...more, atMs: leg.atMs, exchange, acts, ...takeChanges(leg) }
  leg.events.push(event)
  return event
}

/** R13. @returns false where the call has used up its tokens. */
export function consumeRateTokens(leg: SimulatedLeg): boolean {
  const now = leg.atMs - leg.silenceMs
  const seconds = Math.floor(now / 1000) - Math.floor(leg.bucket.atMs / 1000)
  const tokens = Math.min(TOKENS, leg.bucket.tokens + seconds * TOKENS_A_SECOND)
  const isEnough = tokens >= MODULE_COST
  leg.bucket = { tokens: isEnough ? tokens - MODULE_COST : tokens, atMs: now }
  return isEnough
}
