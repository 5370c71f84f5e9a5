/**
 * The sample call as data: who calls and when, what other servers, tables and switches answer, where it begins and what the
 * caller does. It is all that a preview needs besides the flow, so an address can hold it.
 */
import type { SwitchState } from '@callflow-studio/model'
import {
  type Cell,
  type ListedAction,
  type PreviewRequest,
  previewRequestSchema,
  type ReplayedCall,
  sampleCallSchema,
} from '@callflow-studio/model/api'
import { isSameContent } from './is-same-content.ts'
import { mocksOf, type OwnReplies, type RecordedReply } from './preview-look-ups.ts'
import { MOBILE_CALLER, type SampleCaller } from './sample-callers.ts'

export interface PreviewScenario {
  caller: SampleCaller
  /** When the call begins, ISO 8601; null: now. */
  clock: string | null
  /** The step where it begins, in place of the start. */
  startAt: string | null
  actions: readonly ListedAction[]
  /** States that switches pretend to have, by id; others are as they are. */
  switchStates: Readonly<Record<string, SwitchState>>
  /** Replies of the user in place of real ones. */
  ownReplies: OwnReplies
  /** What steps that write find at first, by step, in place of what is stored. */
  initialValues: Readonly<Record<string, Cell>>
  /** What a call of the log adds; null: it is none. */
  replay: ReplayedParts | null
}

interface ReplayedParts extends Pick<PreviewRequest, 'times' | 'rows' | 'days'> {
  /** The version that is called in place of the drawing; null: the drawing. */
  version: number | null
}

export const NEW_SCENARIO: PreviewScenario = {
  caller: MOBILE_CALLER,
  clock: null,
  startAt: null,
  actions: [],
  switchStates: {},
  ownReplies: {},
  initialValues: {},
  replay: null,
}

/** @param recorded what real look-ups of this call have answered before; the user's own replies win */
export function toRequest(scenario: PreviewScenario, recorded: readonly RecordedReply[]): PreviewRequest {
  const { caller, clock, startAt, actions, switchStates, ownReplies, initialValues, replay } = scenario
  const { version: _, ...replayed } = replay ?? { version: null }
  return {
    call: caller.call,
    does: [...actions],
    mocks: mocksOf(ownReplies, recorded),
    kept: initialValues,
    ...replayed,
    ...(clock === null ? {} : { now: clock }),
    ...(startAt === null ? {} : { startAt }),
    ...(Object.keys(switchStates).length === 0 ? {} : { switches: switchStates }),
  }
}

/** @returns a scenario as text for an address, without what every preview begins with; empty for a new one */
export function scenarioToText({ caller, ...others }: PreviewScenario): string {
  const { name, call } = caller
  const stated = { ...(isSameContent(call, MOBILE_CALLER.call) ? {} : { name, call }), ...others }
  const own = Object.entries(stated).filter(([key, value]) => !isSameContent(value, Reflect.get(NEW_SCENARIO, key)))
  return own.length === 0 ? '' : toBase64Url(JSON.stringify(Object.fromEntries(own)))
}

/**
 * @param known callers; one of them who calls in the same way is chosen
 * @returns null for a text that is no scenario
 */
export function readScenario(text: string, known: readonly SampleCaller[]): PreviewScenario | null {
  const value = parseJson(fromBase64Url(text))
  if (typeof value !== 'object' || value === null) return null
  const { name, clock, startAt, actions, ...given } = value as Record<string, unknown>
  const read = previewRequestSchema.safeParse({
    now: clock ?? undefined,
    startAt: startAt ?? undefined,
    does: actions,
    switches: given.switchStates,
    mocks: given.ownReplies,
    kept: given.initialValues,
    ...readParts(given.replay),
  })
  const call = sampleCallSchema.safeParse(given.call ?? {})
  if (!read.success || !call.success || Number.isNaN(Date.parse(read.data.now ?? '2026'))) return null
  const { now, does, switches, mocks = {}, kept, version, times, rows, days } = read.data
  return {
    caller: known.find((caller) => isSameContent(caller.call, call.data)) ?? {
      id: 'linked',
      name: typeof name === 'string' ? name : call.data.callerName,
      call: call.data,
    },
    clock: now ?? null,
    startAt: read.data.startAt ?? null,
    actions: does,
    switchStates: switches ?? {},
    ownReplies: Object.fromEntries(Object.entries(mocks).map(([nodeId, replies]) => [nodeId, [replies].flat()])),
    initialValues: kept ?? {},
    replay: given.replay === undefined ? null : { version: version ?? null, times, rows, days },
  }
}

function readParts(given: unknown): object {
  if (typeof given !== 'object' || given === null) return {}
  const { version, times, rows, days } = given as Record<string, unknown>
  return { version: version ?? undefined, times, rows, days }
}

/**
 * @param name of its caller
 * @returns the scenario of a call that was not made on the sample phone: one that the check has found, or a test
 */
export const scenarioOfRequest = (
  { call = {}, now, mocks = {}, switches = {}, kept = {}, startAt, does = [] }: PreviewRequest,
  name: string,
): PreviewScenario => ({
  ...NEW_SCENARIO,
  caller: { id: 'given', name, call: sampleCallSchema.parse(call) },
  clock: now ?? null,
  startAt: startAt ?? null,
  actions: does,
  switchStates: switches,
  ownReplies: Object.fromEntries(Object.entries(mocks).map(([nodeId, replies]) => [nodeId, [replies].flat()])),
  initialValues: kept,
})

/**
 * A call of the log, for the sample phone.
 * @param version that is called; null: the drawing
 */
export const scenarioOfReplay = (replayed: ReplayedCall, version: number | null): PreviewScenario => {
  const { call, times, rows, days } = replayed
  return {
    ...scenarioOfRequest(replayed, call.callerName || call.callerNumber),
    replay: { version, times, rows, days },
  }
}

function toBase64Url(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): string {
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)))
  } catch {
    return '' // A link that was cut off or mistyped.
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
