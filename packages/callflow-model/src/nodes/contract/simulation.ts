/** The simulated KAZOO, as modules see it, and what they answer. */
import type { Format } from '../../kazoo/formats.ts'
import type { KazooVersion } from '../../kazoo/versions.ts'
import type { AnswerModule, SimulatedAccount } from './simulated-account.ts'

/**
 * A module at work: yields when the caller or the called party must act, is resumed with what they do, and returns
 * what KAZOO does next.
 */
export type Simulation = Generator<PendingInput, SimulatedExit, CallerAction>

/** What a module waits for. */
export interface PendingInput {
  kind: 'digits' | 'ring' | 'menu' | 'message' | 'choice'
  text: string
  choices: SimulatedChoice[]
  maxDigits?: number
  /** Keys that end the entry; keys after them are typed ahead. */
  terminators?: string
  timeoutMs?: number
  interdigitMs?: number
  /** Any key goes to the module, although it waits for something else. */
  acceptsAnyKey?: boolean
}

/**
 * What the person at the sample phone does next.
 * `during`: only then: `request`, `ringing`, `entry` (before the entry that was begun is over), or a part of what is heard.
 * `by`: who ends the conversation; the called party if left out.
 */
export type CallerAction =
  | { digits: string; during?: string }
  | { outcome: string; by?: 'caller' }
  | { hangup: true; during?: string }

/** What happens in a call, in order; `waitMs` passes before the next act. Keys that a wait follows are pressed at once. */
export type TimedAction = CallerAction | { waitMs: number }

/** A choice that the preview offers while the simulated call waits. */
export interface SimulatedChoice {
  /** Sent back as `{outcome: key}`. */
  key: string
  label: string
}

/**
 * What KAZOO does after a module: rules R2 to R12 of docs/kazoo/semantics.md. `isReached`: the caller has got what the step is
 * for, such as a conversation.
 */
export type SimulatedExit =
  | { kind: 'continue'; key?: string; isReached?: true }
  /**
   * R5: the first of these children that exists; `_` is not tried. `ending`: what stopping means then. `becomes`: V4,
   * who the caller is once such a child has started.
   */
  | {
      kind: 'attempt'
      keys: string[]
      otherwise: 'continue' | 'stop' | 'hard-stop'
      ending?: SimulatedEnding
      becomes?: { callerName: string; callerNumber: string }
    }
  | { kind: 'stop' | 'hard-stop'; why: string; ending?: SimulatedEnding; isReached?: true }
  | { kind: 'handed-away'; why: string; to?: 'transferred' | 'parked' }
  /** R7: another callflow runs, then `_`; without `flow` one that is stored in KAZOO, which the studio cannot see. */
  | { kind: 'branch'; why: string; flow?: AnswerModule; replaces?: boolean }
  /** R9: continue(). */
  | { kind: 'crash' }
  /** Nothing happens any more until the caller hangs up. */
  | { kind: 'stays'; why: string }
  /** R10. */
  | { kind: 'caller-gone'; why: string }
  /** R11: a new request to this address. */
  | ({ kind: 'pivot' } & PivotTarget)

/** Where and how a `pivot` asks. */
export interface PivotTarget {
  voiceUrl: string
  method: 'get' | 'post'
  reqFormat: Format
  bodyFormat: 'form' | 'json'
  /** How long KAZOO waits for the answer: 5 s if left out. */
  timeoutMs?: number
  /** The asking `pivot` has a `cdr_url`: KAZOO reports the end of the call to it. */
  hasCdrUrl?: boolean
}

/** How a call is ended: with a SIP answer, and then nothing more is heard; else with a hangup cause. */
export type SimulatedEnding = { sipCode: number; message?: string } | { cause: string }

/** The simulated KAZOO, as a module sees it. */
export interface SimulatedCall {
  /** The step's own name, else its kind: "Front desk". */
  readonly title: string
  /** Keys of the children that this module has in the answer. */
  readonly childKeys: readonly string[]
  /** Which KAZOO runs the call. */
  readonly version: KazooVersion
  /** The account's documents, and who calls; null in a preview, where the person at the sample phone says what KAZOO finds. */
  readonly account: SimulatedAccount | null
  /** What later requests say of the caller and the language (V4); a module may change it. */
  readonly facts: { callerName: string; callerNumber: string; language: string }
  /**
   * The caller hears something. `durationMs` moves the simulated clock.
   * @param name what KAZOO calls it (`prompt:vm-person`); null where the caller hears nothing of it, `?` where nobody knows
   */
  hears(kind: 'speech' | 'media' | 'tone', text: string, durationMs: number, name?: string | null): void
  /** Something happens that the caller does not hear as words ("Rings Front desk, 3 phones"). */
  notes(text: string): void
  /** The same, of a KAZOO of another version than the one that is simulated; only where the version is not known. */
  differs(text: string): void
  answer(): void
  /** @param isSilent the caller hears nothing meanwhile, although the module waits for somebody else */
  wait(durationMs: number, isSilent?: true): void
  /** False for an address that somebody drew: other people's servers are not asked in a preview. */
  readonly mayAsk: boolean
  /** Whether a recording that the studio would keep is running; the preview stores none. */
  readonly studioRecording: { isRunning: boolean }
  /** V1, V2: named collections of the call. */
  readonly collections: Map<string, string>
  /** Custom-Application-Vars (V3). */
  readonly custom: Map<string, unknown>
  /** Custom Channel Vars that modules have set; no request carries them. */
  readonly channelVars: Map<string, unknown>
}
