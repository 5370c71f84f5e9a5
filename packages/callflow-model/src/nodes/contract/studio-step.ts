/** What a step answers that runs in the studio while KAZOO waits. */
import type { Json } from '../../json.ts'
import type { Outgoing, OutgoingPlace } from '../../templates/outgoing.ts'
import type { Template } from '../../templates/template.ts'
import type { CommonDefinition } from './common-definition.ts'
import type { ExitInput } from './exit-input.ts'
import type { Asked } from './heard.ts'
import type { StepCall } from './step-call.ts'
import type { Prompt, StepResult } from './step-result.ts'

export interface StudioStepDefinition<D = Record<string, unknown>> extends CommonDefinition<D> {
  kind: 'studio'
  /** `input.*`: asks the caller by prompt, collect_dtmf and a continuation. */
  asksCaller: boolean
  /** What it asks for, where it asks for keys. */
  asks?(data: Partial<D>): Asked
  /** How often it asks at most; once if left out. */
  maxAttempts?(data: Partial<D>): number | undefined
  /** It records the caller, and asks for no keys. */
  recordsCaller?: boolean
  /** Happens only when the call gets there: cut before it (look-ups). */
  isLookUp: boolean
  /** Changes a table or sets a switch when the call gets there, and never ahead: cut before it. */
  writes: boolean
  /** The flow that it runs, and which of its values are kept under which names here; null where none is chosen. */
  enters?(data: Partial<D>): { flowId: string; outputs: readonly { name: string; from: string }[] } | null
  /** Paths of texts that ask whether a value is set: a variable in them needs no default ('rules.0.left'). */
  mayBeUnset?(data: Partial<D>): readonly string[]
  /** Variables that this step may set, for the picker and for the check of what may be empty. */
  sets(data: Partial<D>): readonly string[]
  /** Those of them that are set on this exit; on the first one all, on others none, if left out. */
  setsOn?(data: Partial<D>, port: string): readonly string[]
  /** Names of the values that a flow which called this one may take over here; none if left out. */
  returns?(data: Partial<D>): readonly string[]
  /** What makes a call leave by this exit; null or left out where nothing that a test can say does. */
  exitInput?(data: Partial<D>, port: string): ExitInput | null
  /** A good reply to its request in which variables get these values, as far as the request says where they are from. */
  replyWith?(data: Partial<D>, values: Readonly<Record<string, Json>>): { status: number; body: Json }
  /** Parses what there is to parse, once, at publish; returns the function that runs in each call. */
  prepare(data: Partial<D>, tools: PrepareTools): (call: StepCall) => StepResult
}

/** What a step's `prepare` gets to turn texts into templates, once, at publish. */
export interface PrepareTools {
  template(text: unknown): Template
  prompt(data: unknown): Prompt | null
  /** A text that goes out in a look-up, escaped for its place. */
  outgoing(text: unknown, place: OutgoingPlace): Outgoing
  /** The node's id, for hashes and messages. */
  nodeId: string
}
