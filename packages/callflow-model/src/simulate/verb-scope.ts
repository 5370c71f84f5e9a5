/** What a verb of TwiML works with while it runs, and how it leaves. */
import type { CallerAction, PendingInput, SimulatedCall, SimulatedEnding } from '../nodes/contract/simulation.ts'
import type { EndKind } from './next.ts'
import type { TwimlState } from './twiml-state.ts'

export type VerbExit =
  | { kind: 'next' }
  /** The answer ends: KAZOO hangs up, unless a `cdr_url` keeps the call up. */
  | { kind: 'stops'; why: string }
  | { kind: 'ended'; why: string; end?: EndKind; ending?: SimulatedEnding }
  /** KAZOO crashes around the verb. */
  | { kind: 'crashes'; why: string }
  /** A request; without an address to the present one. */
  | { kind: 'asks'; address: string | undefined; method: 'get' | 'post' }

/** A verb at work; resumed with what the caller or the called party does. A hang-up is one of these. */
export type RunningVerb = Generator<PendingInput, VerbExit, CallerAction>

/** What a verb works with. */
export interface VerbScope {
  call: SimulatedCall
  state: TwimlState
  /** Keys that were pressed and that nobody has taken yet. */
  keys: { waiting(): string; take(): string }
  isGone(): boolean
  /** The caller has got to somebody, or to the end that a step asks for: the line may drop. */
  reaches(): void
}

export const NEXT: VerbExit = { kind: 'next' }
/** The answer ends at a verb that KAZOO does not carry out. */
export const stopsAt = (why: string): VerbExit => ({ kind: 'stops', why: `KAZOO ends the call: ${why}` })
