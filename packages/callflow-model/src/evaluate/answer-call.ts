/**
 * The heart: one request of KAZOO → one answer. The graph is walked from its entry point; studio steps are run, KAZOO
 * steps emitted as text, each connected way out as a path of its own, and at a cut behind a KAZOO step stands a
 * continuation (docs/design.md#answers). Everything a path needs travels with it, so the walk is one synchronous
 * recursion, no deeper than an answer may be. It stops at a look-up and at a change of a table, which can only lie
 * before the first KAZOO step, where the walk has not branched yet, and goes on at that very step when the reply is
 * there.
 */
import { changedRead } from '../compile/facts.ts'
import { MAX_INLINED_STEPS, MAX_LEVELS, MAX_PART_BYTES } from '../compile/find-cuts.ts'
import type { PreparedEdge, PreparedNode } from '../compile/prepared-flow.ts'
import type { Json } from '../json.ts'
import type { CallFacts } from '../kazoo/call-facts.ts'
import type { LookUpReply, TableWritten } from '../nodes/contract/look-up.ts'
import { type PassedValue, StepFailure } from '../nodes/contract/step-call.ts'
import type { Ask, Prompt, RecordRequest, StepResult } from '../nodes/contract/step-result.ts'
import type { SwitchWritten } from '../nodes/contract/switch-state.ts'
import { ANSWER_BUDGET_MS } from '../templates/time-left.ts'
import { utf8Length } from '../templates/utf8-length.ts'
import type { Answer, AnswerInput, ResumePoint } from './answer.ts'
import type { Emitter } from './answer-format.ts'
import { carryOut, type Replied, type Reply } from './carry-out.ts'
import { collectionName } from './collection-name.ts'
import { addressOf, failTooLarge, textForKazoo, textForLog } from './emit.ts'
import { answerFormats } from './formats.ts'
import { loggedLookUps, loggedVariables } from './logged.ts'
import { type Answered, change, type Path } from './path.ts'
import { openUpload } from './recordings.ts'
import { pressedDigits } from './scope.ts'
import { enterFlow, initialState, leaveFlow, openFrames, unwind } from './sub-flows.ts'
import { AnswerFailure, createWalk, PendingStep, redactMessage, requestNumber, type Walk } from './walk.ts'

const MAX_ANSWER_BYTES = 64 * 1024
const MAX_STUDIO_STEPS = 1000

/**
 * Evaluates a published flow for one request.
 * @returns an answer that KAZOO accepts, always: what fails is replaced by the fallback in its branch, or as a whole. A
 *   promise only where a step looks something up or writes; it never rejects.
 * @throws never
 */
export function answerCall(input: AnswerInput): Answer | Promise<Answer> {
  const root = rootPath(input)
  const walk = createWalk(input, answerFormats[input.start.flow.settings.format], root)
  return makeAnswer(walk, root, [], () => beginWalk(walk, root))
}

/** @param replied in the order of the walk so far */
function makeAnswer(
  walk: Walk,
  root: Path,
  replied: readonly Replied[],
  goOnWalking: () => string | null,
): Answer | Promise<Answer> {
  try {
    const text = wholeText(walk, root, goOnWalking())
    return isTooLarge(text) ? makeSmaller(walk, root, replied) : toAnswer(walk, text)
  } catch (error) {
    if (error instanceof PendingStep)
      return carryOut(walk, error).then((reply) =>
        makeAnswer(walk, root, [...replied, { node: error.node, reply }], () => walkOn(walk, error, reply)),
      )
    // Whatever went wrong, the caller must hear something: nothing may drop the call (docs/design.md#failures).
    const code = error instanceof AnswerFailure ? error.code : 'studio.failure'
    const message = error instanceof Error ? error.message : String(error)
    const again = createWalk(walk.input, walk.format, root)
    again.failures.push(...walk.failures, { nodeId: null, code, message })
    again.lookUps.push(...walk.lookUps)
    again.trace.push(...walk.trace.filter(({ kind }) => kind === 'ran'))
    return toAnswer(again, again.format.whole(again.format.fallback(again, root)))
  }
}

const wholeText = (walk: Walk, root: Path, text: string | null): string =>
  walk.format.whole(text ?? walk.format.nothing(walk, null, root))

const isTooLarge = (text: string): boolean => text.length * 3 > MAX_ANSWER_BYTES && utf8Length(text) > MAX_ANSWER_BYTES

/**
 * Past how many bytes each further connection is a cut where an answer was too large. Each that is open then adds a
 * continuation, and ten menus of ten ways within each other leave ninety open. The last try cuts behind the first step of
 * KAZOO's.
 */
const SMALLER_PARTS = [MAX_PART_BYTES / 4, 0]

/** @throws AnswerFailure where no cut makes it small enough */
function makeSmaller({ input, format, lookUps }: Walk, root: Path, replied: readonly Replied[]): Answer {
  for (const maxPartBytes of SMALLER_PARTS) {
    const walk = createWalk(input, format, root, maxPartBytes)
    walk.lookUps.push(...lookUps)
    const text = wholeText(walk, root, walkAgain(walk, root, replied))
    if (!isTooLarge(text)) return toAnswer(walk, text)
  }
  throw tooLarge()
}

const tooLarge = (): AnswerFailure => new AnswerFailure('answer.too-large', 'The answer would be larger than 64 KiB.')

/** Walks from the entry point with the replies that are there: nothing is asked twice. */
function walkAgain(walk: Walk, root: Path, replied: readonly Replied[]): string | null {
  let emitNext = () => beginWalk(walk, root)
  for (const { node, reply } of replied) {
    try {
      return emitNext()
    } catch (error) {
      if (!(error instanceof PendingStep)) throw error
      if (error.node !== node) break // a table has changed meanwhile, and the call takes another way
      emitNext = () => walkOn(walk, error, reply)
    }
  }
  try {
    return emitNext()
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

function beginWalk(walk: Walk, path: Path): string | null {
  const { start, continuation, startAt, facts, onlyFallback } = walk.input
  if (onlyFallback !== undefined) throw new AnswerFailure('flow.deleted', onlyFallback)
  if (continuation && continuation.frames.length !== path.frames.length)
    throw new AnswerFailure('flow-call.missing', 'A flow that waits for this one to end is gone.')
  const node = continuation
    ? start.flow.nodes.get(continuation.nodeId)
    : startAt === undefined
      ? start.flow.start
      : start.flow.nodes.get(startAt)
  if (!node) throw new AnswerFailure('step.missing', 'The step that KAZOO asks for is not in this version of the flow.')
  if (continuation?.after === 'step') return walkBehind(walk, node, path)
  return walkFrom(walk, node, path, continuation && answerTo(walk, continuation, facts))
}

/** What was pressed or recorded, where KAZOO comes back from a question or a recording; null where it was neither. */
function answerTo({ recording }: Walk, { after, expected, attempt }: ResumePoint, facts: CallFacts): Answered | null {
  if (after === 'silence') return { digits: '', recording: null, attempt } // the request may still carry what was pressed before
  if (after === 'recording') return { digits: '', recording, attempt }
  return expected === null ? null : { digits: pressedDigits(facts, expected), recording: null, attempt }
}

/** A KAZOO step has run, and KAZOO asks where to go on (TwiML): by the first way out that there is. */
function walkBehind(walk: Walk, node: PreparedNode, path: Path): string | null {
  const { facts } = walk.input
  const form = node.module?.definition.forms?.[walk.input.start.flow.settings.format]
  const wanted = form?.exits?.(facts.status || facts.dialStatus) ?? ['_']
  const port =
    wanted.find((key) => node.edgeByPort.has(key)) ?? (node.takesWildcard && wanted.includes('_') ? '_' : null)
  const index =
    walk.trace.push({
      nodeId: node.id,
      kind: 'ran',
      from: path.from,
      port: path.port,
      ...(port ? { took: port } : {}),
    }) - 1
  if (port === null) return null
  const after = follow(walk, node.edgeByPort.get(port), change(path, { from: index, port }))
  return after.next === null ? after.text : walkFrom(walk, after.next, after.path, null)
}

/** @returns the text of what stands at this node; null where the path ends without a KAZOO step. */
function walkFrom(walk: Walk, first: PreparedNode, entered: Path, answeredFirst: Answered | null): string | null {
  let node = first
  let path = entered
  let answered = answeredFirst
  for (;;) {
    if (node.problem !== null) return fail(walk, node, path, 'step.broken', node.problem)
    if ((walk.input.elapsedMs?.() ?? 0) > ANSWER_BUDGET_MS)
      throw new AnswerFailure('answer.too-slow', 'The answer was not ready in time.')
    const { module } = node
    if (module) {
      const head = tryTo(() => walk.format.render(walk, module, node, path))
      if (head instanceof StepFailure) return fail(walk, node, path, head.code, head.message)
      if (head !== null) return walk.format.step(walk, node, path, head, emitter)
      // Left out: the walk goes on at once, as behind a studio step.
      const tooMany = countStep(walk)
      if (tooMany) return fail(walk, node, path, tooMany.code, tooMany.message)
      const after = follow(walk, node.edgeByPort.get('_'), path)
      if (after.next === null) return after.text
      node = after.next
      continue
    }
    const index = walk.trace.push({ nodeId: node.id, kind: 'ran', from: path.from, port: path.port }) - 1
    const settled = settle(walk, node, index, runStep(walk, node, path, answered), answered)
    if (settled.next === null) return settled.text
    node = settled.next
    path = settled.path
    answered = null
  }
}

/** Goes on where a step waited, with what came of it: each step gets the reply of its own kind. */
function walkOn(walk: Walk, { node, path, index, wanted }: PendingStep, reply: Reply): string | null {
  walk.here = path
  const settled = settle(
    walk,
    node,
    index,
    tryTo(() => wanted.takeReply(reply as LookUpReply & TableWritten & SwitchWritten)),
    null,
  )
  return settled.next === null ? settled.text : walkFrom(walk, settled.next, settled.path, null)
}

/** What comes of a studio step: the step where the walk goes on, or the text that stands in its place. */
type Settled = { next: PreparedNode; path: Path } | { next: null; text: string | null }
const inPlace = (text: string | null): Settled => ({ next: null, text })

/** @param index of the step's entry in the trace */
function settle(
  walk: Walk,
  node: PreparedNode,
  index: number,
  result: StepResult | StepFailure,
  answered: Answered | null,
): Settled {
  const entry = walk.trace[index]
  const path = change(walk.here, { from: index })
  if (entry && walk.traceDetail !== null) entry.detail = walk.traceDetail
  if (result instanceof StepFailure) {
    if (entry) entry.kind = 'failed'
    if (entry) entry.detail = redactMessage(walk, walk.here, result.message)
    return inPlace(fail(walk, node, path, result.code, result.message))
  }
  switch (result.kind) {
    case 'ask':
      if (entry) entry.kind = 'asks'
      return inPlace(emitQuestion(walk, node, path, result.ask, answered ? answered.attempt + 1 : 1))
    case 'record':
      if (entry) entry.kind = 'asks'
      return inPlace(emitRecording(walk, node, path, result.record))
    case 'go': {
      if (entry) entry.took = result.port
      return follow(walk, node.edgeByPort.get(result.port), change(path, { port: result.port }))
    }
    case 'leave':
      return inPlace(endFlow(walk, path, result.outputs))
    case 'enter': {
      const inside = tryTo(() => enterFlow(walk, node, path, result.flowId, result.inputs))
      if (inside instanceof StepFailure) return inPlace(fail(walk, node, path, inside.code, inside.message))
      const entered = change(inside, { port: null })
      const { start } = inside.at.flow
      return start ? { next: start, path: entered } : inPlace(endFlow(walk, entered, []))
    }
    case 'look-up':
    case 'write':
    case 'set-switch':
      // Behind a KAZOO step these are always cut before, so nothing stands above them in the answer yet.
      if (path.hasEmitted) throw new AnswerFailure('studio.failure', 'A step that must not was run ahead.')
      throw new PendingStep(node, walk.here, index, result)
  }
}

function follow(walk: Walk, edge: PreparedEdge | undefined, path: Path): Settled {
  if (!edge) return inPlace(endFlow(walk, path, []))
  return isCut(walk, edge, path) ? inPlace(cut(walk, edge.target, path)) : { next: edge.target, path }
}

function runStep(walk: Walk, node: PreparedNode, path: Path, answered: Answered | null): StepResult | StepFailure {
  walk.here = path
  if (node.definition?.kind === 'start') return { kind: 'go', port: 'next' }
  const tooMany = countStep(walk)
  if (tooMany) return tooMany
  const { run } = node
  if (!run) return new StepFailure('step.unknown', 'This studio does not know the step.')
  walk.traceDetail = null
  walk.running = node.id
  walk.call.timezone = path.at.flow.settings.timezone
  walk.call.locale = path.at.flow.settings.locale
  walk.call.answered = answered
  walk.call.attempt = answered?.attempt ?? 1
  return tryTo(() => run(walk.call))
}

/** The step beyond the limit fails; one more, on its error way, and the whole answer does. */
function countStep(walk: Walk): StepFailure | null {
  if (++walk.studioSteps <= MAX_STUDIO_STEPS) return null
  const message = `More than ${MAX_STUDIO_STEPS} steps without reaching the caller.`
  if (walk.studioSteps > MAX_STUDIO_STEPS + 1) throw new AnswerFailure('loop.silent', message)
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

function emitNext(walk: Walk, edge: PreparedEdge, path: Path): string | null {
  return isCut(walk, edge, path) ? cut(walk, edge.target, path) : walkFrom(walk, edge.target, path, null)
}

/** Only behind a KAZOO step: until then the walk simply goes on. */
function isCut(walk: Walk, edge: PreparedEdge, path: Path): boolean {
  if (!path.hasEmitted) return false
  const { target } = edge
  return (
    edge.cut !== null ||
    path.levels >= MAX_LEVELS ||
    walk.bytes >= walk.maxPartBytes ||
    target.looksUp ||
    target.writes ||
    (target.readsClock && path.lasted === 2) ||
    changedRead(target.reads, path.changed) !== null
  )
}

/** KAZOO enters the step when it comes back. */
const ENTERS: ResumePoint = { after: 'cut', expected: null, attempt: 1 }

function cut(walk: Walk, target: PreparedNode, path: Path, back: ResumePoint = ENTERS): string {
  if (back === ENTERS) walk.trace.push({ nodeId: target.id, kind: 'asks', from: path.from, port: path.port })
  const address = addressOf(walk, target, path, back)
  return address === null ? failTooLarge(walk, target.id, path) : walk.format.continuation(walk, target, path, address)
}

// ------------------------------------------------------------------------------------------------ questions

function emitQuestion(walk: Walk, node: PreparedNode, path: Path, ask: Ask, attempt: number): string {
  const rendered = tryTo(() => renderPrompts(walk, node, path, ask.prompts))
  if (rendered instanceof StepFailure) return failHere(walk, node, path, rendered)
  const { feedsSensitive } = path.at.flow
  const isSensitiveAnswer = feedsSensitive.size > 0 && node.sets.some((name) => feedsSensitive.has(name))
  const expected = collectionName(node.id, isSensitiveAnswer, requestNumber(walk))
  return walk.format.question(walk, node, path, rendered, { ...ask, expected, attempt }, emitter)
}

/** @throws StepFailure for a value that does not fit its field; an empty text is left out */
const renderPrompts = (walk: Walk, node: PreparedNode, path: Path, prompts: readonly Prompt[]): unknown[] =>
  prompts.map((prompt) => walk.format.render(walk, prompt, node, path)).filter((head) => head !== null)

function emitRecording(walk: Walk, node: PreparedNode, path: Path, record: RecordRequest): string {
  const made = tryTo(() => ({
    prompts: renderPrompts(walk, node, path, record.prompts),
    opened: openUpload(walk, node, path),
  }))
  if (made instanceof StepFailure) return failHere(walk, node, path, made)
  return walk.format.recording(walk, node, path, made.prompts, { ...record, ...made.opened }, emitter)
}

// ------------------------------------------------------------------------------------------------ ends and failures

/** A flow that was called goes on where it was called; the first flow's end is the end of the path. */
function endFlow(walk: Walk, path: Path, outputs: readonly PassedValue[]): string | null {
  const outside = leaveFlow(path, outputs)
  if (!outside) return null
  const { node } = outside
  const edge = node.edgeByPort.get('next')
  const back = change(outside.path, { port: 'next' })
  if (!edge) return endFlow(walk, back, [])
  // The return from a sub-flow with several ends is a join: inlined only while what follows is small.
  const isJoin = path.hasEmitted && path.at.flow.hasSeveralEnds && edge.target.steps > MAX_INLINED_STEPS
  return isJoin ? cut(walk, edge.target, back) : emitNext(walk, edge, back)
}

/** The step's `error` way, then that of each flow that called, then the fallback in this branch. */
function fail(walk: Walk, node: PreparedNode, path: Path, code: string, why: string): string | null {
  const message = redactMessage(walk, path, why)
  walk.failures.push({ nodeId: node.id, code, message })
  const error: Json = { message, code, node: node.title }
  let at: { node: PreparedNode; path: Path } | null = { node, path }
  while (at) {
    const edge: PreparedEdge | undefined =
      at.node.definition?.kind === 'studio' ? at.node.edgeByPort.get('error') : undefined
    if (edge) return emitNext(walk, edge, change(at.path, { vars: { ...at.path.vars, error }, port: 'error' }))
    at = unwind(at.path)
  }
  walk.trace.push({ nodeId: node.id, kind: 'fallback', from: path.from, port: path.port, detail: message })
  return walk.format.fallback(walk, path)
}

const failHere = (walk: Walk, node: PreparedNode, path: Path, { code, message }: StepFailure): string =>
  fail(walk, node, path, code, message) ?? walk.format.nothing(walk, node.id, path)

/** How a format goes on behind what it has written. */
const emitter: Emitter = { emitNext, endFlow, cut }

function toAnswer(walk: Walk, text: string): Answer {
  const { trace, modules, failures, warnings } = walk
  return {
    contentType: walk.format.contentType,
    body: textForKazoo(walk, text),
    loggedBody: () => textForLog(walk, text),
    trace,
    modules,
    failures,
    warnings,
    isWaiting: walk.addresses.length > 0,
    variables: walk.handedOver?.vars ?? {},
    loggedVariables: () => loggedVariables(walk),
    loggedLookUps: walk.lookUps.length === 0 ? null : () => loggedLookUps(walk),
  }
}
