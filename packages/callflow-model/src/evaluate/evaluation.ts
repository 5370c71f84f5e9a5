/**
 * One evaluation: what it was asked, and what it has used, written down and hidden so far. A path through the answer is a
 * value of its own (`path.ts`) and is never changed; all that is changed is in the three parts below.
 */
import type { TraceEntry } from '../api/index.ts'
import type { PreparedEdge, PreparedNode } from '../compile/prepared-flow.ts'
import type { KazooStepDefinition } from '../nodes/contract/kazoo-step.ts'
import type { LookUpReply, LookUpRequest, TableReply, TableWritten } from '../nodes/contract/look-up.ts'
import type { DaysReply } from '../nodes/contract/opening-hours.ts'
import type { PassedValue, StudioRecording } from '../nodes/contract/step-call.ts'
import type { Ask, RecordRequest, StepEffect } from '../nodes/contract/step-result.ts'
import type { SwitchWritten } from '../nodes/contract/switch-state.ts'
import type { JsonTemplate } from '../templates/json-template.ts'
import type { Scope } from '../templates/template.ts'
import type { Work } from '../templates/work.ts'
import type { Answer, AnswerInput, ResumePoint, SentModule, TraceState } from './answer.ts'
import type { Path } from './path.ts'

/** What only the whole answer can be told for: size, hops, a step that was asked for and is gone. */
export class AnswerFailure extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export interface Evaluation {
  readonly input: AnswerInput
  readonly format: AnswerFormat
  readonly budget: Budget
  readonly log: AnswerLog
  readonly secrets: Secrets
  /** What templates read; its variables and clock are those of the path that is rendered (`scopeOf`). */
  readonly scope: Scope
  /** What may still be computed for this answer. */
  readonly work: Work
  /** The zone of the clock in the scope; null while no flow has asked for it. */
  zone: string | null
  /** The latest recording that the studio keeps. */
  readonly recording: StudioRecording | null
  /** Addresses of continuations that are the same: sealed once. */
  readonly sealed: Map<string, { path: Path; address: string }[]>
  /** Replies of an earlier evaluation of this request, in their order: nothing is asked twice. */
  readonly replies: Replied[]
}

/** What the answer has taken of its limits: counted where modules are emitted and studio steps run. */
interface Budget {
  /** Bytes emitted so far. */
  bytes: number
  /** From here on each further connection is a cut. */
  readonly maxPartBytes: number
  studioSteps: number
  /** Changes of tables so far. */
  writes: number
}

/** What is told of the answer: only ever added to. */
interface AnswerLog {
  readonly trace: TraceEntry[]
  /** What was true at each entry of the trace; null where nobody asks for it. */
  readonly states: TraceState[] | null
  readonly modules: SentModule[]
  readonly failures: Answer['failures']
  readonly warnings: Answer['warnings']
  readonly lookUps: MadeLookUp[]
  /** Addresses of continuations, to be masked in the log. */
  readonly addresses: string[]
  /** Upload addresses, to be masked in the log. */
  readonly uploads: string[]
  /** The path where the studio's own part ends and KAZOO decides. */
  handover: Path | null
}

/** What must not be logged of this answer beyond what the flow declares. */
interface Secrets {
  /** Values of secrets that went out in this request. */
  readonly sent: string[]
  /** Custom variables that were given something sensitive in this call. */
  readonly hidden: Set<string>
  /** Whether the text holds marks around sensitive values. */
  hasMarks: boolean
}

/** A look-up of this answer, as it was made. */
interface MadeLookUp {
  node: PreparedNode
  path: Path
  request: LookUpRequest
  reply: LookUpReply
}

export type Reply = LookUpReply | TableReply | DaysReply | TableWritten | SwitchWritten

/** What came of a step of this request that waited. */
export interface Replied {
  node: PreparedNode
  effect: StepEffect['kind']
  reply: Reply
}

/** How the evaluation continues after what a format has written. Each returns text; null where nothing is to be sent. */
export interface Emitter {
  emitNext(evaluation: Evaluation, edge: PreparedEdge, path: Path): string | null
  endFlow(evaluation: Evaluation, path: Path, outputs: readonly PassedValue[]): string | null
  cut(evaluation: Evaluation, target: PreparedNode, path: Path, back: ResumePoint): string
}

/**
 * What writes an answer in one format; the evaluation is the same for all.
 * @typeParam R a rendered step, which only the format itself looks into
 */
export interface AnswerFormat<R = unknown> {
  contentType: string
  /** @returns null where the step is left out, and the evaluation continues at once; throws StepFailure for a value that does not fit its place */
  render(
    evaluation: Evaluation,
    module: { definition: KazooStepDefinition; json: JsonTemplate },
    node: PreparedNode,
    path: Path,
  ): R | null
  /** A KAZOO step, and all that may follow it. */
  step(evaluation: Evaluation, node: PreparedNode, path: Path, rendered: R, emitter: Emitter): string
  /** Prompts, what collects the digits, and where KAZOO comes back to this same step. */
  question(
    evaluation: Evaluation,
    node: PreparedNode,
    path: Path,
    prompts: readonly R[],
    question: Question,
    emitter: Emitter,
  ): string
  /** Prompts, what records the caller, and where KAZOO comes back to this same step. */
  recording(
    evaluation: Evaluation,
    node: PreparedNode,
    path: Path,
    prompts: readonly R[],
    recording: OpenRecording,
    emitter: Emitter,
  ): string
  /** KAZOO sends a new request to this address. */
  continuation(evaluation: Evaluation, node: PreparedNode, path: Path, address: string): string
  fallback(evaluation: Evaluation, path: Path): string
  /** An ordinary stop: what an answer, or a connected exit, holds that leads to no KAZOO step. */
  nothing(evaluation: Evaluation, nodeId: string | null, path: Path): string
  /** The whole answer around what was written. */
  whole(text: string): string
  /** What the log shows for text between marks. */
  mask(marked: string): string
}

export interface OpenRecording extends RecordRequest {
  id: string
  /** Where KAZOO uploads it. */
  uploadUrl: string
}

interface Question extends Ask {
  /** Names the answer to this very question. */
  expected: string
  attempt: number
}

/** Returns the number of the request in its call, from 1. */
export const requestNumber = ({ input }: Pick<Evaluation, 'input'>): number => (input.continuation?.hops ?? 0) + 1
