/**
 * The graph of a flow, walked from its entry point; studio steps are run, KAZOO steps emitted as text, each connected exit as
 * a path of its own, and at a cut after a KAZOO step there is a continuation (docs/design.md#answers). Everything a path needs
 * travels with it, so this is one synchronous recursion, no deeper than an answer may be.
 */
import { changedRead } from '../compile/facts.ts'
import { MAX_INLINED_STEPS, MAX_LEVELS } from '../compile/find-cuts.ts'
import type { PreparedEdge, PreparedNode } from '../compile/prepared-flow.ts'
import type { Json } from '../json.ts'
import type { CallFacts } from '../kazoo/call-facts.ts'
import type { LookUpReply, TableReply, TableWritten } from '../nodes/contract/look-up.ts'
import type { DaysReply } from '../nodes/contract/opening-hours.ts'
import { type PassedValue, StepFailure } from '../nodes/contract/step-call.ts'
import type { Ask, Prompt, RecordRequest, StepEffect, StepResult } from '../nodes/contract/step-result.ts'
import type { SwitchWritten } from '../nodes/contract/switch-state.ts'
import { ANSWER_BUDGET_MS } from '../templates/time-left.ts'
import { addTrace } from './add-trace.ts'
import type { ResumePoint } from './answer.ts'
import { queryTable, readDays } from './carry-out.ts'
import { collectionName } from './collection-name.ts'
import { addressOf, failTooLarge } from './emit.ts'
import { AnswerFailure, type Emitter, type Evaluation, type Reply, requestNumber } from './evaluation.ts'
import { type AnsweredQuestion, change, type Path } from './path.ts'
import { PendingStep } from './pending-step.ts'
import { openUpload } from './recordings.ts'
import { RunningStep } from './running-step.ts'
import { pressedDigits } from './scope.ts'
import { redactMessage } from './sensitive.ts'
import { enterFlow, leaveFlow, unwind } from './sub-flows.ts'

const MAX_STUDIO_STEPS = 1000

/** Evaluates from the entry point. @returns null where no KAZOO step is reached */
export function walkFlow(evaluation: Evaluation, path: Path): string | null {
  const { start, continuation, startAt, facts, onlyFallback } = evaluation.input
  if (onlyFallback !== undefined) throw new AnswerFailure('flow.deleted', onlyFallback)
  if (continuation && continuation.frames.length !== path.frames.length)
    throw new AnswerFailure('flow-call.missing', 'The flow that called this one no longer exists.')
  const node = continuation
    ? start.flow.nodes.get(continuation.nodeId)
    : startAt === undefined
      ? start.flow.start
      : start.flow.nodes.get(startAt)
  if (!node) throw new AnswerFailure('step.missing', 'The step that KAZOO asks for is not in this version of the flow.')
  if (continuation?.after === 'step') return walkAfter(evaluation, node, path)
  return walkFrom(evaluation, node, path, continuation && answerTo(evaluation, continuation, facts))
}

/** What was pressed or recorded, where KAZOO comes back from a question or a recording; null where it was neither. */
function answerTo(
  { recording }: Evaluation,
  { after, expected, attempt }: ResumePoint,
  facts: CallFacts,
): AnsweredQuestion | null {
  if (after === 'silence') return { digits: '', recording: null, attempt } // the request may still carry what was pressed before
  if (after === 'recording') return { digits: '', recording, attempt }
  return expected === null ? null : { digits: pressedDigits(facts, expected), recording: null, attempt }
}

/** A KAZOO step has run, and KAZOO asks where to continue (TwiML): at the first port that there is. */
function walkAfter(evaluation: Evaluation, node: PreparedNode, path: Path): string | null {
  const { facts } = evaluation.input
  const form = node.module?.definition.forms?.[evaluation.input.start.flow.settings.format]
  const wanted = form?.exits?.(facts.status || facts.dialStatus) ?? ['_']
  const port =
    wanted.find((key) => node.edgeByPort.has(key)) ?? (node.takesWildcard && wanted.includes('_') ? '_' : null)
  const index = addTrace(evaluation, path, {
    nodeId: node.id,
    kind: 'ran',
    from: path.from,
    port: path.port,
    ...(port ? { took: port } : {}),
  })
  if (port === null) return null
  const after = follow(evaluation, node.edgeByPort.get(port), change(path, { from: index, port }))
  return after.next === null ? after.text : walkFrom(evaluation, after.next, after.path, null)
}

/** @returns the text of what stands at this node; null where the path ends without a KAZOO step. */
function walkFrom(
  evaluation: Evaluation,
  first: PreparedNode,
  entered: Path,
  answeredFirst: AnsweredQuestion | null,
): string | null {
  let node = first
  let path = entered
  let answered = answeredFirst
  for (;;) {
    if (node.problem !== null) return fail(evaluation, node, path, 'step.broken', node.problem)
    if ((evaluation.input.elapsedMs?.() ?? 0) > ANSWER_BUDGET_MS)
      throw new AnswerFailure('answer.too-slow', 'The answer was not ready in time.')
    const { module } = node
    if (module) {
      const head = tryTo(() => evaluation.format.render(evaluation, module, node, path))
      if (head instanceof StepFailure) return fail(evaluation, node, path, head.code, head.message)
      if (head !== null) return evaluation.format.step(evaluation, node, path, head, emitter)
      // Left out: the walk continues at once, as after a studio step.
      const tooMany = countStep(evaluation)
      if (tooMany) return fail(evaluation, node, path, tooMany.code, tooMany.message)
      const after = follow(evaluation, node.edgeByPort.get('_'), path)
      if (after.next === null) return after.text
      node = after.next
      continue
    }
    const index = addTrace(evaluation, path, { nodeId: node.id, kind: 'ran', from: path.from, port: path.port })
    const step = new RunningStep(evaluation, node, path, answered)
    const settled = settle(evaluation, node, step, index, runStep(evaluation, node, step), answered)
    if (settled.next === null) return settled.text
    node = settled.next
    path = settled.path
    answered = null
  }
}

/** Continues where a step waited, with the reply to it. */
export function resumeStep(
  evaluation: Evaluation,
  { node, step, index, effect }: PendingStep,
  reply: Reply,
): string | null {
  const settled = settle(evaluation, node, step, index, take(effect, reply), null)
  return settled.next === null ? settled.text : walkFrom(evaluation, settled.next, settled.path, null)
}

/** Each step gets the reply of its own kind. */
const take = ({ takeReply }: StepEffect, reply: Reply): StepResult | StepFailure =>
  tryTo(() => takeReply(reply as LookUpReply & TableReply & DaysReply & TableWritten & SwitchWritten))

/** What comes of a studio step: the step where the walk goes on, or the text that stands in its place. */
type Settled = { next: PreparedNode; path: Path } | { next: null; text: string | null }
const inPlace = (text: string | null): Settled => ({ next: null, text })

/** @param index of the step's entry in the trace */
function settle(
  evaluation: Evaluation,
  node: PreparedNode,
  step: RunningStep,
  index: number,
  result: StepResult | StepFailure,
  answered: AnsweredQuestion | null,
): Settled {
  const entry = evaluation.log.trace[index]
  const path = change(step.path, { from: index })
  const state = evaluation.log.states?.[index]
  if (state) state.variables = path.vars
  if (entry && step.detail !== null) entry.detail = step.detail
  if (result instanceof StepFailure) {
    if (entry) entry.kind = 'failed'
    if (entry) entry.detail = redactMessage(evaluation, step.path, result.message)
    return inPlace(fail(evaluation, node, path, result.code, result.message))
  }
  switch (result.kind) {
    case 'ask':
      if (entry) entry.kind = 'asks'
      return inPlace(emitQuestion(evaluation, node, path, result.ask, answered ? answered.attempt + 1 : 1))
    case 'record':
      if (entry) entry.kind = 'asks'
      return inPlace(emitRecording(evaluation, node, path, result.record))
    case 'go': {
      if (entry) entry.took = result.port
      return follow(evaluation, node.edgeByPort.get(result.port), change(path, { port: result.port }))
    }
    case 'leave':
      return inPlace(endFlow(evaluation, path, result.outputs))
    case 'enter': {
      const inside = tryTo(() => enterFlow(evaluation, node, path, result.flowId, result.inputs))
      if (inside instanceof StepFailure) return inPlace(fail(evaluation, node, path, inside.code, inside.message))
      const entered = change(inside, { port: null })
      const { start } = inside.at.flow
      return start ? { next: start, path: entered } : inPlace(endFlow(evaluation, entered, []))
    }
    case 'read-table':
    case 'read-days':
    case 'look-up':
    case 'write':
    case 'set-switch':
      return settle(evaluation, node, step, index, perform(evaluation, node, step, index, result), null)
  }
}

/**
 * The result of an effect.
 * @throws PendingStep where its reply takes time
 */
function perform(
  evaluation: Evaluation,
  node: PreparedNode,
  step: RunningStep,
  index: number,
  effect: StepEffect,
): StepResult | StepFailure {
  const [known] = evaluation.replies
  if (known?.node === node && known.effect === effect.kind) {
    evaluation.replies.shift()
    if (effect.kind === 'write') evaluation.budget.writes++
    return take(effect, known.reply)
  }
  if (effect.kind === 'read-table' || effect.kind === 'read-days') {
    const reply =
      effect.kind === 'read-days'
        ? readDays(evaluation, effect.tables)
        : queryTable(evaluation, node, step.path, effect.query)
    if (!(reply instanceof Promise)) return take(effect, reply)
    throw new PendingStep(node, step, index, effect, reply)
  }
  // After a KAZOO step these are always cut before, so the answer holds nothing yet.
  if (step.path.hasEmitted) throw new AnswerFailure('studio.failure', 'A step that must not was run ahead.')
  throw new PendingStep(node, step, index, effect)
}

function follow(evaluation: Evaluation, edge: PreparedEdge | undefined, path: Path): Settled {
  if (!edge) return inPlace(endFlow(evaluation, path, []))
  return isCut(evaluation, edge, path) ? inPlace(cut(evaluation, edge.target, path)) : { next: edge.target, path }
}

function runStep(evaluation: Evaluation, node: PreparedNode, step: RunningStep): StepResult | StepFailure {
  if (node.definition?.kind === 'start') return { kind: 'go', port: 'next' }
  const tooMany = countStep(evaluation)
  if (tooMany) return tooMany
  const { run } = node
  if (!run) return new StepFailure('step.unknown', 'Callflow Studio does not know this step.')
  return tryTo(() => run(step))
}

/** The step beyond the limit fails; one more, on its error port, and the whole answer does. */
function countStep(evaluation: Evaluation): StepFailure | null {
  if (++evaluation.budget.studioSteps <= MAX_STUDIO_STEPS) return null
  const message = `More than ${MAX_STUDIO_STEPS} steps without reaching the caller.`
  if (evaluation.budget.studioSteps > MAX_STUDIO_STEPS + 1) throw new AnswerFailure('loop.silent', message)
  return new StepFailure('loop.silent', message)
}

/** A template or a step that cannot go on is a failure at this node, never of the whole answer. */
function tryTo<T>(run: () => T): T | StepFailure {
  try {
    return run()
  } catch (error) {
    if (error instanceof AnswerFailure) throw error
    if (error instanceof StepFailure) return error
    return new StepFailure('template', error instanceof Error ? error.message : String(error))
  }
}

// ------------------------------------------------------------------------------------------------ KAZOO steps

function emitNext(evaluation: Evaluation, edge: PreparedEdge, path: Path): string | null {
  return isCut(evaluation, edge, path)
    ? cut(evaluation, edge.target, path)
    : walkFrom(evaluation, edge.target, path, null)
}

/** Only after a KAZOO step: until then the walk simply continues. */
function isCut(evaluation: Evaluation, edge: PreparedEdge, path: Path): boolean {
  if (!path.hasEmitted) return false
  const { target } = edge
  return (
    edge.cut !== null ||
    path.levels >= MAX_LEVELS ||
    evaluation.budget.bytes >= evaluation.budget.maxPartBytes ||
    target.looksUp ||
    target.writes ||
    (target.readsClock && path.lasted === 2) ||
    changedRead(target.reads, path.changed) !== null
  )
}

/** KAZOO enters the step when it comes back. */
const ENTERS: ResumePoint = { after: 'cut', expected: null, attempt: 1 }

function cut(evaluation: Evaluation, target: PreparedNode, path: Path, back: ResumePoint = ENTERS): string {
  if (back === ENTERS) addTrace(evaluation, path, { nodeId: target.id, kind: 'asks', from: path.from, port: path.port })
  const address = addressOf(evaluation, target, path, back)
  return address === null
    ? failTooLarge(evaluation, target.id, path)
    : evaluation.format.continuation(evaluation, target, path, address)
}

// ------------------------------------------------------------------------------------------------ questions

function emitQuestion(evaluation: Evaluation, node: PreparedNode, path: Path, ask: Ask, attempt: number): string {
  const rendered = tryTo(() => renderPrompts(evaluation, node, path, ask.prompts))
  if (rendered instanceof StepFailure) return failHere(evaluation, node, path, rendered)
  const { feedsSensitive } = path.at.flow
  const isSensitiveAnswer = feedsSensitive.size > 0 && node.sets.some((name) => feedsSensitive.has(name))
  const expected = collectionName(node.id, isSensitiveAnswer, requestNumber(evaluation))
  return evaluation.format.question(evaluation, node, path, rendered, { ...ask, expected, attempt }, emitter)
}

/** @throws StepFailure for a value that does not fit its field; an empty text is left out */
const renderPrompts = (evaluation: Evaluation, node: PreparedNode, path: Path, prompts: readonly Prompt[]): unknown[] =>
  prompts.map((prompt) => evaluation.format.render(evaluation, prompt, node, path)).filter((head) => head !== null)

function emitRecording(evaluation: Evaluation, node: PreparedNode, path: Path, record: RecordRequest): string {
  const made = tryTo(() => ({
    prompts: renderPrompts(evaluation, node, path, record.prompts),
    opened: openUpload(evaluation, node, path),
  }))
  if (made instanceof StepFailure) return failHere(evaluation, node, path, made)
  return evaluation.format.recording(evaluation, node, path, made.prompts, { ...record, ...made.opened }, emitter)
}

// ------------------------------------------------------------------------------------------------ ends and failures

/** A sub-flow continues after the step that called it; the first flow's end is the end of the path. */
function endFlow(evaluation: Evaluation, path: Path, outputs: readonly PassedValue[]): string | null {
  const outside = leaveFlow(path, outputs)
  if (!outside) return null
  const { node } = outside
  const edge = node.edgeByPort.get('next')
  const back = change(outside.path, { port: 'next' })
  if (!edge) return endFlow(evaluation, back, [])
  // The return from a sub-flow with several ends is a join: inlined only while what follows is small.
  const isJoin = path.hasEmitted && path.at.flow.hasSeveralEnds && edge.target.steps > MAX_INLINED_STEPS
  return isJoin ? cut(evaluation, edge.target, back) : emitNext(evaluation, edge, back)
}

/** The step's `error` port, then that of each flow that called, then the fallback in this branch. */
function fail(evaluation: Evaluation, node: PreparedNode, path: Path, code: string, why: string): string | null {
  const message = redactMessage(evaluation, path, why)
  evaluation.log.failures.push({ nodeId: node.id, code, message })
  const error: Json = { message, code, node: node.title }
  let at: { node: PreparedNode; path: Path } | null = { node, path }
  while (at) {
    const edge: PreparedEdge | undefined =
      at.node.definition?.kind === 'studio' ? at.node.edgeByPort.get('error') : undefined
    if (edge) return emitNext(evaluation, edge, change(at.path, { vars: { ...at.path.vars, error }, port: 'error' }))
    at = unwind(at.path)
  }
  addTrace(evaluation, path, { nodeId: node.id, kind: 'fallback', from: path.from, port: path.port, detail: message })
  return evaluation.format.fallback(evaluation, path)
}

const failHere = (evaluation: Evaluation, node: PreparedNode, path: Path, { code, message }: StepFailure): string =>
  fail(evaluation, node, path, code, message) ?? evaluation.format.nothing(evaluation, node.id, path)

/** How a format continues after what it has written. */
const emitter: Emitter = { emitNext, endFlow, cut }
