/** Where a simulated call is: a module of an answer, the step it stands for, and the trace of how the studio got there. */
import type { Exchange, TraceEntry, WaitingFor } from '../api/index.ts'
import type { SentModule, TraceState } from '../evaluate/answer.ts'
import type { AnswerModule } from '../nodes/contract/simulated-account.ts'

/** What `ask` brings back. */
export interface SimulatedReply {
  /** HTTP status; 0: no connection, or no reply. */
  status: number
  contentType: string
  body: string
  tookMs: number
  nodes: TraceEntry[]
  modules: SentModule[]
  variables: Exchange['variables']
  /** Beside each of `nodes`; left out where nobody asks for it. */
  states?: readonly TraceState[]
  /** The body is no UTF-8: KAZOO fails at it as at a request that failed. */
  isUnreadable?: boolean
  /** The studio itself waits: the user has to allow a look-up. The rest of the reply does not count then. */
  waitingFor?: WaitingFor
}

/** One entry of the trace of an answer. */
export interface PassedEntry {
  reply: SimulatedReply
  index: number
}

export interface Place {
  module: AnswerModule
  reply: SimulatedReply
  /** Index into the reply's modules; -1 where the reply does not say. */
  index: number
  /** Index into the reply's trace of the step that this module belongs to. */
  trace: number
}

export const nodeIdOf = ({ reply, index }: Place): string | null => reply.modules[index]?.nodeId ?? null

/** True where a step of this module was drawn; false for what the studio puts in, above all its continuations. */
export function isDrawn({ reply, index, trace }: Place): boolean {
  const entry = reply.nodes[trace]
  return entry?.kind === 'sent' && entry.nodeId === reply.modules[index]?.nodeId
}

/** Whether a step of the trace runs a sub-flow, which begins with the next entry. */
export const entersFlow = (entry: TraceEntry | undefined): boolean => entry?.kind === 'ran' && entry.took === undefined

/** Keys of the children that a module has. */
export const childKeysOf = ({ module }: Place): string[] => Object.keys(module.children ?? {})

/** @returns the place under exactly this key, or null. */
export function childOf(place: Place, key: string): Place | null {
  const children = place.module.children
  const module = children && Object.hasOwn(children, key) ? children[key] : undefined
  if (!module) return null
  return { ...place, module, index: indexOf(place.reply, place.index, key) }
}

export const rootOf = (reply: SimulatedReply, module: AnswerModule): Place => ({
  module,
  reply,
  index: indexOf(reply, -1, null),
  trace: -1,
})

/** The place of a module that no answer of the studio holds: one of KAZOO's own callflows. */
export const placeInKazoo = (module: AnswerModule): Place => ({ module, reply: NO_REPLY, index: -1, trace: -1 })

/** A reply that says nothing. */
export const NO_REPLY: SimulatedReply = {
  status: 200,
  contentType: 'application/json',
  body: '',
  tookMs: 0,
  nodes: [],
  modules: [],
  variables: {},
}

const indexOf = ({ modules }: SimulatedReply, parent: number, key: string | null): number =>
  parent === -1 && key !== null
    ? -1
    : modules.findIndex((sent) => sent.parent === parent && (key === null || sent.key === key))
