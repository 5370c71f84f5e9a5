/** What may come next in a call, and what the caller has lived through by then. @source docs/kazoo/semantics.md */
import type { PreparedNode } from '../compile/prepared-flow.ts'
import type { CallerAction, SimulatedExit } from '../nodes/contract/simulation.ts'
import { createExperience, type Experience, waitsInSilence } from '../simulate/experience.ts'
import { MODULE_COST, TOKENS, TOKENS_A_SECOND } from '../simulate/simulated-leg.ts'
import type { CallState } from './call-state.ts'
import type { SeenCall } from './possible-call.ts'
import type { ReplyWanted } from './step-ends.ts'
import type { World } from './values.ts'

/** How a call comes to be there. */
export interface Turn {
  nodeId: string | null
  /** The exit taken; null where there is none to name. */
  port: string | null
  does: readonly CallerAction[]
  /** The caller does something. */
  isAct: boolean
  reply: ReplyWanted | null
  /** Stands for the entry of this turn in what follows; its digits may be others of the same kind. */
  entry: string | null
  /** Facts that the step sets, such as `digits.pin`. */
  changes: readonly string[]
  /** Only in these worlds. */
  holds: ((world: World) => boolean) | null
}

/** The line drops, or the caller is where they wanted to be. */
export interface CallEnd {
  mayEnd: boolean
  /** KAZOO ends the call because too many quick steps came in a row. */
  isTooQuick: boolean
  /** Something is repeated until the caller hangs up. */
  isEndless?: boolean
}

export interface Following {
  turn: Turn
  /** The longest silence up to there. */
  silentMs: number
  state: CallState | null
  /** Null while the call goes on. */
  end: CallEnd | null
}

export type Next = CallState | CallEnd

/** KAZOO may end the call at one of the next modules. */
export function tooQuick(state: CallState, turn: Turn, modules: number): Following[] {
  if (state.tokens >= modules * MODULE_COST + TOKENS_A_SECOND) return []
  return [{ ...goesOn(turn, dropped(state)), end: { mayEnd: state.mayEnd, isTooQuick: true } }]
}

/** Where the caller hangs up, no line drops. */
export const endOf = ({ kind }: SimulatedExit, state: CallState): CallEnd =>
  kind === 'stays' || kind === 'caller-gone' ? { mayEnd: true, isTooQuick: false } : dropped(state)

export const dropped = ({ mayEnd }: CallState): CallEnd => ({ mayEnd, isTooQuick: false })

/** Callers are taken not to hurry through prompts faster than KAZOO allows: once they act, it has all its tokens again. */
export const goesOn = (turn: Turn, next: Next): Following => {
  if (!('flow' in next)) return { turn, silentMs: 0, state: null, end: next }
  return { turn, silentMs: next.silentMs, state: turn.isAct ? { ...next, tokens: TOKENS } : next, end: null }
}

export const NOTHING_DONE = (node: PreparedNode | null): Turn => ({
  nodeId: node?.id ?? null,
  port: null,
  does: [],
  isAct: false,
  reply: null,
  entry: null,
  changes: [],
  holds: null,
})

export const seenBy = ({ flow, flowId, vars }: CallState, answered: SeenCall['answered']): SeenCall => ({
  flow,
  flowId,
  vars,
  answered,
})

export function lives(
  state: CallState,
  live: (experience: Experience) => void,
): { state: CallState; silentMs: number } {
  const experience = { ...createExperience(), silentMs: state.silentMs, mayEnd: state.mayEnd }
  experience.longestSilenceMs = experience.silentMs
  live(experience)
  return {
    state: { ...state, silentMs: experience.silentMs, mayEnd: experience.mayEnd },
    silentMs: experience.longestSilenceMs,
  }
}

export const silent = (state: CallState, durationMs: number): CallState =>
  lives(state, (experience) => waitsInSilence(experience, durationMs)).state

export const refilled = (tokens: number, durationMs: number): number =>
  Math.min(TOKENS, tokens + (durationMs * TOKENS_A_SECOND) / 1000)

/** R13: what is left once another module has started. */
export const tokensAfter = (state: CallState, takesMs: number): CallState => ({
  ...state,
  tokens: Math.max(0, refilled(state.tokens - MODULE_COST, takesMs)),
})

export const both = (one: Turn['holds'], other: Turn['holds']): Turn['holds'] =>
  one && other ? (world) => one(world) && other(world) : (one ?? other)
