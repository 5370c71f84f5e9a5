/** What comes next in a simulated call, and what a call is simulated from. */
import type { Preview, PreviewEvent, SampleCall, WaitingFor } from '../api/index.ts'
import type { WireRequest } from '../api/preview.ts'
import type { Format } from '../kazoo/formats.ts'
import type { ReadVerb } from '../kazoo/twiml-text.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import type { AnswerModule, SimulatedAccount } from '../nodes/contract/simulated-account.ts'
import type { SimulatedChoice, SimulatedEnding, TimedAction } from '../nodes/contract/simulation.ts'
import type { PassedEntry, Place, SimulatedReply } from './place.ts'

/** The person at the sample phone, and the people they reach. */
export interface SimulatedCaller {
  /**
   * Time passes in which no module waits: something is played, or nothing happens.
   * @param line the call so far; what is heard now is its last event
   * @returns what the caller does meanwhile, and when, from its begin to its end; null where they only listen
   */
  during: (line: CallLine, moment: Moment) => { afterMs: number; does: { digits: string } | { hangup: true } } | null
  /** The same while a request is under way: keys are lost (docs/kazoo/semantics.md#v1). Left out: the caller only waits. */
  duringRequest?: SimulatedCaller['during']
  /** A module waits. @returns what happens now; nothing: the call stays where it is */
  acts: (line: CallLine, waiting: WaitingFor) => readonly TimedAction[]
}

/** Time that passes at a step. */
export interface Moment {
  nodeId: string | null
  /** False for silence, which may be somebody's conversation. */
  isHeard: boolean
  durationMs: number
}

/** What a caller knows of the call. */
export interface CallLine {
  readonly atMs: number
  readonly events: readonly PreviewEvent[]
  /** The trace entries that it came by. */
  readonly passed: readonly PassedEntry[]
}

export interface SimulationInput {
  call: SampleCall
  /** What the caller and the called party do, in order. */
  does: readonly TimedAction[]
  /** Decides while the call runs, where `does` holds nothing more. */
  caller?: SimulatedCaller
  startedAt: Date
  /** Whom KAZOO asks first, and what the asking `pivot` says of the format. */
  voiceUrl: string
  reqFormat?: Format
  /** Which KAZOO is simulated; `any` where left out: 5.0-dev, with notes where another version does something else. */
  profile?: KazooProfile
  /** Modules that the studio does not know are taken to be there: somebody drew them. */
  trustsUnknownModules?: boolean
  /** Answers a request; `at` is the time of the simulated call. A status of 0 is a connection that was refused or broken. */
  ask: (request: WireRequest, at: Date) => Promise<SimulatedReply>
  /** The name of a step; else the kind of its module. */
  titleOf?: (nodeId: string) => string | undefined
  /** What the keys mean while a step of the studio waits for digits. */
  choicesOf?: (nodeId: string) => SimulatedChoice[]
  /** Events tell what changes, which takes replies that tell their `states`. */
  tellsChanges?: boolean
  /** The account in which the call is made, where it is known. */
  account?: SimulatedAccount
  /**
   * KAZOO's own callflow, where it is known: the child `_` of the asking pivot, and what waits on the stack.
   * @source docs/kazoo/semantics.md#r7
   */
  callflow?: { fallback?: AnswerModule; waiting?: readonly AnswerModule[] }
}

/** What became of the call. */
export type Next =
  | { kind: 'run'; place: Place }
  | { kind: 'verb'; place: VerbPlace }
  | { kind: 'waiting'; for: WaitingFor }
  | Ended

/** What the end is to the caller. */
export type EndKind = NonNullable<Preview['end']>

export interface Ended {
  kind: 'ended'
  why: string
  end: EndKind
  ending?: SimulatedEnding
}

/** Where a simulated call is in a TwiML answer. */
export interface VerbPlace {
  reply: SimulatedReply
  verbs: readonly ReadVerb[]
  index: number
  /** Index into the reply's trace of the step that this verb belongs to. */
  trace: number
}

export const ended = (why: string, end: EndKind = 'hang-up', ending?: SimulatedEnding): Ended => ({
  kind: 'ended',
  why,
  end,
  ...(ending ? { ending } : {}),
})

/** The name of a step. */
export const titleIn = (input: SimulationInput, nodeId: string | null, otherwise: string): string =>
  (nodeId === null ? undefined : input.titleOf?.(nodeId)) || otherwise
