/** What an answer is written in: Callflow JSON or TwiML. The walk is the same for both. */
import type { PreparedEdge, PreparedNode } from '../compile/prepared-flow.ts'
import type { KazooStepDefinition } from '../nodes/contract/kazoo-step.ts'
import type { PassedValue } from '../nodes/contract/step-call.ts'
import type { Ask, RecordRequest } from '../nodes/contract/step-result.ts'
import type { JsonText } from '../templates/json-text.ts'
import type { ResumePoint } from './answer.ts'
import type { Path } from './path.ts'
import type { Walk } from './walk.ts'

/** How the walk goes on behind what a format has written. Each returns text; null where nothing is to be sent. */
export interface Emitter {
  emitNext(walk: Walk, edge: PreparedEdge, path: Path): string | null
  endFlow(walk: Walk, path: Path, outputs: readonly PassedValue[]): string | null
  cut(walk: Walk, target: PreparedNode, path: Path, back: ResumePoint): string
}

/** @typeParam R a rendered step, which only the format itself looks into */
export interface AnswerFormat<R = unknown> {
  contentType: string
  /** @returns null where the step is left out, and the walk goes on at once; throws StepFailure for a value that cannot stand in its place */
  render(
    walk: Walk,
    module: { definition: KazooStepDefinition; json: JsonText },
    node: PreparedNode,
    path: Path,
  ): R | null
  /** A KAZOO step, and all that may follow it. */
  step(walk: Walk, node: PreparedNode, path: Path, rendered: R, emitter: Emitter): string
  /** Prompts, what collects the digits, and where KAZOO comes back to this same step. */
  question(
    walk: Walk,
    node: PreparedNode,
    path: Path,
    prompts: readonly R[],
    question: Question,
    emitter: Emitter,
  ): string
  /** Prompts, what records the caller, and where KAZOO comes back to this same step. */
  recording(
    walk: Walk,
    node: PreparedNode,
    path: Path,
    prompts: readonly R[],
    recording: OpenRecording,
    emitter: Emitter,
  ): string
  /** KAZOO asks again at this address. */
  continuation(walk: Walk, node: PreparedNode, path: Path, address: string): string
  fallback(walk: Walk, path: Path): string
  /** An ordinary stop: what an answer, or a connected way out, holds that leads to no KAZOO step. */
  nothing(walk: Walk, nodeId: string | null, path: Path): string
  /** The whole answer around what the walk has written. */
  whole(text: string): string
  /** What stands in the log for text between marks. */
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
