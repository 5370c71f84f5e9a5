import { MAX_PART_BYTES } from '../compile/find-cuts.ts'
import { ELAPSED_MS } from '../templates/time-left.ts'
import { WORK, Work } from '../templates/work.ts'
import type { AnswerInput } from './answer.ts'
import type { AnswerFormat, Evaluation, Replied } from './evaluation.ts'
import { latestRecording, recordingScope } from './recordings.ts'
import { createScope } from './scope.ts'

/** @param replies of an earlier evaluation of the same request, which are not asked for again */
export function createEvaluation(
  input: AnswerInput,
  format: AnswerFormat,
  { maxPartBytes = MAX_PART_BYTES, replies = [] }: { maxPartBytes?: number; replies?: readonly Replied[] } = {},
): Evaluation {
  const recording = latestRecording(input)
  const scope = createScope(input.facts, input.continuation?.expected ?? null, recordingScope(input.facts, recording))
  const { elapsedMs } = input
  if (elapsedMs) scope[ELAPSED_MS] = elapsedMs
  const work = new Work()
  scope[WORK] = work
  return {
    input,
    format,
    budget: { bytes: 0, maxPartBytes, studioSteps: 0, writes: 0 },
    log: {
      trace: [],
      states: input.keepsStates ? [] : null,
      modules: [],
      failures: [],
      warnings: [],
      lookUps: [],
      addresses: [],
      uploads: [],
      handover: null,
    },
    secrets: { sent: [], hidden: new Set(input.continuation?.hidden), hasMarks: false },
    scope,
    work,
    zone: null,
    recording,
    sealed: new Map(),
    replies: [...replies],
  }
}
