/**
 * The heart: one request of KAZOO → one answer. The flow is evaluated at once, but for effects that take time: there the
 * evaluation ends, and continues with the reply at that very step, or, where the answer holds something already, from the
 * entry point with all replies so far.
 */
import { MAX_PART_BYTES } from '../compile/find-cuts.ts'
import { utf8Length } from '../templates/utf8-length.ts'
import type { Answer, AnswerInput } from './answer.ts'
import { carryOut } from './carry-out.ts'
import { createEvaluation } from './create-evaluation.ts'
import { textForKazoo, textForLog } from './emit.ts'
import { AnswerFailure, type Evaluation, type Replied } from './evaluation.ts'
import { answerFormats } from './formats.ts'
import { loggedLookUps, loggedVariables } from './logged.ts'
import type { Path } from './path.ts'
import { PendingStep } from './pending-step.ts'
import { initialState, openFrames } from './sub-flows.ts'
import { resumeStep, walkFlow } from './walk-flow.ts'

const MAX_ANSWER_BYTES = 64 * 1024

/**
 * Evaluates a published flow for one request.
 * @returns an answer that KAZOO accepts, always: what fails is replaced by the fallback in its branch, or as a whole. A
 *   promise only where an effect takes time; it never rejects.
 * @throws never
 */
export function answerCall(input: AnswerInput): Answer | Promise<Answer> {
  const root = rootPath(input)
  const evaluation = createEvaluation(input, answerFormats[input.start.flow.settings.format])
  return makeAnswer(evaluation, root, [], () => walkFlow(evaluation, root))
}

/** @param replied in the order of the evaluation so far */
function makeAnswer(
  evaluation: Evaluation,
  root: Path,
  replied: readonly Replied[],
  evaluate: () => string | null,
): Answer | Promise<Answer> {
  try {
    const text = wholeText(evaluation, root, evaluate())
    return isTooLarge(text) ? makeSmaller(evaluation, root, replied) : toAnswer(evaluation, text)
  } catch (error) {
    if (error instanceof PendingStep) return whenReplied(evaluation, root, replied, error)
    // The caller must hear something after any failure: nothing may drop the call (docs/design.md#failures).
    const code = error instanceof AnswerFailure ? error.code : 'studio.failure'
    const message = error instanceof Error ? error.message : String(error)
    const again = createEvaluation(evaluation.input, evaluation.format)
    again.log.failures.push(...evaluation.log.failures, { nodeId: null, code, message })
    again.log.lookUps.push(...evaluation.log.lookUps)
    evaluation.log.trace.forEach((entry, index) => {
      if (entry.kind !== 'ran') return
      again.log.trace.push(entry)
      const state = evaluation.log.states?.[index]
      if (state) again.log.states?.push(state)
    })
    return toAnswer(again, again.format.whole(again.format.fallback(again, root)))
  }
}

async function whenReplied(
  evaluation: Evaluation,
  root: Path,
  replied: readonly Replied[],
  step: PendingStep,
): Promise<Answer> {
  const reply = await carryOut(evaluation, step)
  const replies = [...replied, { node: step.node, effect: step.effect.kind, reply }]
  if (!step.step.path.hasEmitted)
    return makeAnswer(evaluation, root, replies, () => resumeStep(evaluation, step, reply))
  const again = createEvaluation(evaluation.input, evaluation.format, { replies })
  again.log.lookUps.push(...evaluation.log.lookUps)
  return makeAnswer(again, root, replies, () => walkFlow(again, root))
}

const wholeText = (evaluation: Evaluation, root: Path, text: string | null): string =>
  evaluation.format.whole(text ?? evaluation.format.nothing(evaluation, null, root))

const isTooLarge = (text: string): boolean => text.length * 3 > MAX_ANSWER_BYTES && utf8Length(text) > MAX_ANSWER_BYTES

/**
 * Past how many bytes each further connection is a cut where an answer was too large. Each that is open then adds a
 * continuation, and ten menus of ten exits within each other leave ninety open. The last try cuts after the first KAZOO step.
 */
const SMALLER_PARTS = [MAX_PART_BYTES / 4, 0]

/** @throws AnswerFailure where no cut makes it small enough, or a table has changed meanwhile and the call takes another path */
function makeSmaller({ input, format, log }: Evaluation, root: Path, replies: readonly Replied[]): Answer {
  for (const maxPartBytes of SMALLER_PARTS) {
    const evaluation = createEvaluation(input, format, { maxPartBytes, replies })
    evaluation.log.lookUps.push(...log.lookUps)
    const text = wholeText(evaluation, root, walkAgain(evaluation, root))
    if (!isTooLarge(text)) return toAnswer(evaluation, text)
  }
  throw tooLarge()
}

const tooLarge = (): AnswerFailure => new AnswerFailure('answer.too-large', 'The answer would be larger than 64 KiB.')

/** Evaluates with the replies that are there: nothing is asked twice. */
function walkAgain(evaluation: Evaluation, root: Path): string | null {
  try {
    return walkFlow(evaluation, root)
  } catch (error) {
    throw error instanceof PendingStep ? tooLarge() : error
  }
}

function rootPath(input: AnswerInput): Path {
  const { start: at, continuation } = input
  const frames = continuation ? (openFrames({ input }, continuation.frames) ?? []) : []
  const { vars, sensitive } = continuation
    ? { vars: continuation.vars, sensitive: continuation.sensitive.length > 0 ? new Set(continuation.sensitive) : null }
    : initialState(at)
  return {
    at,
    vars,
    sensitive,
    frames,
    custom: continuation && Object.keys(continuation.custom).length > 0 ? continuation.custom : null,
    hasEmitted: false,
    changed: [],
    lasted: 0,
    levels: 0,
    parent: -1,
    key: '_',
    from: -1,
    port: null,
  }
}

function toAnswer(evaluation: Evaluation, text: string): Answer {
  const { trace, states, modules, failures, warnings, addresses, handover, lookUps } = evaluation.log
  return {
    contentType: evaluation.format.contentType,
    body: textForKazoo(evaluation, text),
    loggedBody: () => textForLog(evaluation, text),
    trace,
    states,
    modules,
    failures,
    warnings,
    isWaiting: addresses.length > 0,
    variables: handover?.vars ?? {},
    loggedVariables: () => loggedVariables(evaluation),
    loggedLookUps: lookUps.length === 0 ? null : () => loggedLookUps(evaluation),
  }
}
