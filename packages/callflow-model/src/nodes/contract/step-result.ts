/** What the studio's steps answer the evaluator. */
import type { JsonTemplate } from '../../templates/json-template.ts'
import type { KazooStepDefinition } from './kazoo-step.ts'
import type { LookUpReply, LookUpRequest, TableQuery, TableReply, TableWrite, TableWritten } from './look-up.ts'
import type { DaysReply } from './opening-hours.ts'
import type { PassedValue } from './step-call.ts'
import type { SwitchWrite, SwitchWritten } from './switch-state.ts'

export type StepResult =
  | { kind: 'go'; port: string }
  | { kind: 'ask'; ask: Ask }
  | { kind: 'record'; record: RecordRequest }
  | { kind: 'enter'; flowId: string; inputs: PassedValue[]; outputs: { name: string; from: string }[] }
  | { kind: 'leave'; outputs: PassedValue[] }
  /** Reads a row of a table; `takeReply` continues with it. */
  | { kind: 'read-table'; query: StepQuery; takeReply: (reply: TableReply) => StepResult }
  /** Reads lists of special days, each from a table of this id; `takeReply` continues with them. */
  | { kind: 'read-days'; tables: readonly string[]; takeReply: (reply: DaysReply) => StepResult }
  /** Sends a request to another server; `takeReply` continues with the reply. Only for steps that say `isLookUp`. */
  | { kind: 'look-up'; request: LookUpRequest; takeReply: (reply: LookUpReply) => StepResult }
  /** Changes a row of a table; `takeReply` continues with what was written. Only for steps that say `writes`. */
  | { kind: 'write'; write: StepWrite; takeReply: (reply: TableWritten) => StepResult }
  /** Sets a switch; `takeReply` continues with the result. Only for steps that say `writes`. */
  | { kind: 'set-switch'; write: StepSwitch; takeReply: (reply: SwitchWritten) => StepResult }

/** A question: prompts, `collect_dtmf`, and a continuation to this same step (docs/design.md#menus-and-digits). */
export interface Ask {
  prompts: Prompt[]
  maxDigits: number
  timeoutMs: number
  interdigitTimeoutMs: number
  /** One key; `terminators` crashes the module when it is empty. */
  terminator: string
}

/** A recording of the caller that the studio keeps: prompts, what records, and a continuation to this same step. */
export interface RecordRequest {
  prompts: Prompt[]
  /** In whole seconds, from 5 to 3600. */
  maxSeconds: number
  /** Silence that ends it, in whole seconds; TwiML only. */
  silenceSeconds: number
  /** The key that ends it; null: any key. */
  endKey: string | null
  hasBeep: boolean
}

/** What takes time, or may: the step continues with the reply. */
export type StepEffect = Extract<StepResult, { takeReply: unknown }>

/** A row, as a step asks for it. */
export type StepQuery = Pick<TableQuery, 'table' | 'column' | 'key'>

/** A switch, as a step sets it. */
type StepSwitch = Pick<SwitchWrite, 'id' | 'state' | 'until'>

/** A change of a row, as a step asks for it. */
export type StepWrite = Pick<TableWrite, 'table' | 'key' | 'change' | 'expiresAt'>

/** A prompt: text to speak or a recording (docs/design.md#studio-steps). */
export type PromptData =
  | { type: 'tts'; text: string; voice?: string | undefined; language?: string | undefined }
  | { type: 'media'; id: string }

/** A prompt, prepared as the KAZOO module that speaks or plays it. */
export interface Prompt {
  definition: KazooStepDefinition
  json: JsonTemplate
}
