/** Where a call can be, as far as what follows depends on it. */
import type { PreparedFlow, PreparedNode } from '../compile/prepared-flow.ts'
import type { AnswerModule } from '../nodes/contract/simulated-account.ts'
import type { Ask } from '../nodes/contract/step-result.ts'
import { ANY_VALUE, Unknown, type Variables } from './values.ts'

/** A flow that waits for its sub-flow. */
interface PossibleFrame {
  flow: PreparedFlow
  flowId: string
  node: PreparedNode
  vars: Variables
}

export interface CallState {
  /** The step that the call enters; null where the fallback runs. */
  node: PreparedNode | null
  /** The module of the fallback that runs next, or all its verbs as XML; null in the flow itself. */
  fallback: AnswerModule | string | null
  /** The question that the step asks now, and the how manieth of this visit it is; null where the call enters the step. */
  question: { ask: Ask; attempt: number } | null
  flow: PreparedFlow
  flowId: string
  frames: readonly PossibleFrame[]
  vars: Variables
  silentMs: number
  mayEnd: boolean
  /** How long the running request has waited for look-ups. */
  askedMs: number
  /**
   * At least so many of the tokens that a call may use up in quick steps, with what the running second has already brought.
   * @source docs/kazoo/semantics.md#r13
   */
  tokens: number
  /** Nothing was sent to KAZOO yet. */
  isFirst: boolean
  /** KAZOO comes from a verb that need not have answered the call. */
  isUnanswered: boolean
  /**
   * What ended the latest recording of a TwiML flow: it arrives in place of keys that are pressed later; null before one.
   * @source docs/kazoo/protocol.md#record
   */
  recordingEnd: string | null
}

/** What only TwiML looks at, at the beginning of a call. */
export const NOTHING_SENT = { isFirst: true, isUnanswered: true, recordingEnd: null }

/** Numbers for things that are told apart by being the same object. */
const numbers = new WeakMap<object, number>()
let counted = 0
function numberOf(thing: object): number {
  const known = numbers.get(thing)
  if (known !== undefined) return known
  numbers.set(thing, ++counted)
  return counted
}

/** Where a call is, its variables apart. */
export function placeKey(state: CallState): string {
  const { node, fallback, question, flow, frames, mayEnd, isFirst, isUnanswered, recordingEnd } = state
  const inside = frames.map((frame) => `${numberOf(frame.flow)}.${frame.node.id}`).join('/')
  const asks = question ? `${numberOf(question.ask)}.${question.attempt}` : ''
  const failing = typeof fallback === 'object' && fallback ? numberOf(fallback) : fallback
  const sent = flow.settings.format === 'twiml' ? [isFirst, isUnanswered, recordingEnd] : []
  return JSON.stringify([numberOf(flow), inside, node ? node.id : `fallback ${failing}`, asks, mayEnd, ...sent])
}

/** The variables that can still be read. */
export function variablesKey({ node, vars, frames }: CallState): string {
  const own = node ? textOf(vars, node.id, node.live) : ''
  if (frames.length === 0) return own
  return JSON.stringify([
    own,
    ...frames.map((frame) => textOf(frame.vars, `after ${frame.node.id}`, frame.node.liveAfter)),
  ])
}

/** Most states share their variables with the one before: what is kept of them for a step is written once. */
const written = new WeakMap<Variables, Map<string, string>>()

function textOf(vars: Variables, place: string, live: PreparedNode['live']): string {
  const texts = written.get(vars) ?? new Map<string, string>()
  written.set(vars, texts)
  const before = texts.get(place)
  if (before !== undefined) return before
  const kept = Object.keys(vars)
    .filter((name) => live === null || live.has(name))
    .sort()
    .map((name) => [name, vars[name] instanceof Unknown ? null : [vars[name]]])
  const text = kept.length === 0 ? '' : JSON.stringify(kept)
  texts.set(place, text)
  return text
}

/** The same state for the values of either. */
export const widen = (state: CallState, other: CallState): CallState => ({
  ...state,
  vars: eitherOf(state.vars, other.vars),
  frames: state.frames.map((frame, index) => ({
    ...frame,
    vars: eitherOf(frame.vars, other.frames[index]?.vars ?? {}),
  })),
})

function eitherOf(vars: Variables, others: Variables): Variables {
  const names = [...new Set([...Object.keys(vars), ...Object.keys(others)])]
  const isSame = (name: string): boolean => {
    const [one, other] = [vars[name], others[name]]
    if (one instanceof Unknown || other instanceof Unknown) return one === other
    return JSON.stringify(one) === JSON.stringify(other)
  }
  return Object.fromEntries(names.map((name) => [name, isSame(name) ? (vars[name] ?? '') : ANY_VALUE]))
}

/** The same state for any values that its variables may ever have. */
export const widenAll = (state: CallState): CallState => ({
  ...state,
  vars: anyOf(state.flow, state.vars),
  frames: state.frames.map((frame) => ({ ...frame, vars: anyOf(frame.flow, frame.vars) })),
})

const setBy = new WeakMap<PreparedFlow, readonly string[]>()

function anyOf(flow: PreparedFlow, vars: Variables): Variables {
  const known = setBy.get(flow)
  const names = known ?? [...new Set([...flow.nodes.values()].flatMap(({ sets }) => sets))]
  if (!known) setBy.set(flow, names)
  return Object.fromEntries([...Object.keys(vars), ...names].map((name) => [name, ANY_VALUE]))
}
