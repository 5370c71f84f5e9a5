/**
 * Answers in TwiML: a row of verbs. Where KAZOO must come back there is a `Redirect`, or the `action` of a `Gather`, `Dial`
 * or `Record`. Nothing follows those for the case that the studio cannot be reached: TwiML has no place for it.
 * @source docs/design.md#twiml-flows; docs/kazoo/protocol.md#accepted-twiml
 */
import { MASKED } from '../compile/masks.ts'
import { type Verb, writeResponse, writeVerb } from '../kazoo/twiml-text.ts'
import { StepFailure } from '../nodes/contract/step-call.ts'
import { ANSWER, HANGUP, verbsOf, wholeSeconds } from '../nodes/parts/twiml.ts'
import { utf8Length } from '../templates/utf8-length.ts'
import { addTrace } from './add-trace.ts'
import {
  addFallbackModules,
  addModule,
  addressOf,
  failTooLarge,
  fallbackOf,
  MARK_END,
  MARK_START,
  MARKS,
  renderModule,
} from './emit.ts'
import type { AnswerFormat, Evaluation } from './evaluation.ts'
import { afterModule, change, type Path } from './path.ts'
import { uploadingAction } from './recordings.ts'

interface RenderedVerbs {
  verbs: readonly Verb[]
  /** Something sensitive is in it: the log shows none of it. */
  isHidden: boolean
}

const NOTHING = writeVerb(HANGUP)

export const twimlFormat: AnswerFormat<RenderedVerbs> = {
  contentType: 'application/xml',

  render(evaluation, module, node, path) {
    const form = module.definition.forms?.twiml
    if (!form) throw new StepFailure('twiml.no-counterpart', `${module.definition.title} has no equivalent in TwiML.`)
    const head = renderModule(evaluation, module, node, path)
    if (!head) return null
    const { data } = JSON.parse(`${head.text.replace(MARKS, '')}}`)
    const verbs = verbsOf(form, data)
    if (verbs.length > 0) return { verbs, isHidden: head.text.includes(MARK_START) }
    if (module.definition.spoken && data.skip_module !== true)
      evaluation.log.warnings.push({ nodeId: node.id, message: 'The text was empty, so nothing was said.' })
    return null
  },

  step(evaluation, node, path, { verbs, isHidden }, emitter) {
    const form = node.module?.definition.forms?.twiml
    const { goesOn = 'next', mayPassOn = false } = form ?? {}
    const entry = addTrace(evaluation, path, { nodeId: node.id, kind: 'sent', from: path.from, port: path.port })
    const row: Row = { text: '', path: change(path, { from: entry }) }
    if (form?.needsAnsweredCall && !isAnswered(evaluation, path)) add(evaluation, row, node, ANSWER, false)
    if (form?.isFirstOnly && !isFirst(evaluation, path)) {
      add(evaluation, row, node, HANGUP, false)
      return row.text
    }
    if (goesOn === 'asks') {
      const address = addressOf(evaluation, node, path, { after: 'step', expected: null, attempt: 1 })
      if (address === null) return failTooLarge(evaluation, node.id, path)
      for (const verb of verbs) {
        const { attributes } = verb
        add(
          evaluation,
          row,
          node,
          { ...verb, attributes: { ...attributes, action: address, method: 'post' } },
          isHidden,
        )
      }
      if (mayPassOn) add(evaluation, row, node, redirect(address), false)
      return row.text
    }
    for (const verb of verbs) add(evaluation, row, node, verb, isHidden)
    if (goesOn === 'ends') return row.text
    const after = change(row.path, { port: '_' })
    const edge = node.edgeByPort.get('_')
    const rest = edge ? emitter.emitNext(evaluation, edge, after) : emitter.endFlow(evaluation, after, [])
    return row.text + (rest ?? twimlFormat.nothing(evaluation, null, after))
  },

  /**
   * `timeout` is the wait for the first key and restarts for each further one, and without a nested verb a key crashes the
   * `Gather`. Where nothing is pressed, no request is made: the next verb is a `Redirect` that says so.
   */
  question(evaluation, node, path, prompts, { expected, attempt, ...ask }) {
    const pressed = addressOf(evaluation, node, path, { after: 'question', expected, attempt })
    const silent = addressOf(evaluation, node, path, { after: 'silence', expected: null, attempt })
    if (pressed === null || silent === null) return failTooLarge(evaluation, node.id, path)
    const nested = prompts.flatMap(({ verbs }) => verbs)
    const row: Row = { text: '', path }
    const gather: Verb = {
      name: 'Gather',
      attributes: {
        action: pressed,
        method: 'post',
        timeout: wholeSeconds(Math.max(ask.timeoutMs, ask.interdigitTimeoutMs)),
        numDigits: ask.maxDigits,
        finishOnKey: ask.terminator,
      },
      content: nested.length > 0 ? nested : [ANSWER],
    }
    const isHidden = prompts.some((prompt) => prompt.isHidden)
    add(evaluation, row, node, gather, isHidden)
    add(evaluation, row, node, redirect(silent), false)
    return row.text
  },

  /** Silence makes no request here either. A `Record` does not answer the call, so something is played before it. */
  recording(evaluation, node, path, prompts, { id, uploadUrl, ...record }) {
    const recorded = addressOf(evaluation, node, path, { after: 'recording', expected: id, attempt: 1 })
    const silent = addressOf(evaluation, node, path, { after: 'silence', expected: null, attempt: 1 })
    if (recorded === null || silent === null) return failTooLarge(evaluation, node.id, path)
    const row: Row = { text: '', path }
    for (const { verbs, isHidden } of prompts) for (const verb of verbs) add(evaluation, row, node, verb, isHidden)
    if (prompts.length === 0) add(evaluation, row, node, ANSWER, false)
    const attributes = {
      action: uploadingAction(uploadUrl, recorded),
      method: 'post',
      maxLength: record.maxSeconds,
      timeout: record.silenceSeconds,
      finishOnKey: record.endKey ?? undefined, // left out: any key
      playBeep: String(record.hasBeep),
    }
    add(evaluation, row, node, { name: 'Record', attributes }, false)
    add(evaluation, row, node, redirect(silent), false)
    return row.text
  },

  continuation(evaluation, node, path, address) {
    const row: Row = { text: '', path }
    add(evaluation, row, node, redirect(address), false)
    return row.text
  },

  fallback(evaluation, path) {
    const { first, later, modules } = fallbackOf(path).texts.twiml
    const text = isFirst(evaluation, path) ? first : later
    evaluation.budget.bytes += text.length
    evaluation.log.handover ??= path
    addFallbackModules(evaluation, modules, path.parent, path.key)
    return text
  },

  nothing(evaluation, nodeId, path) {
    addModule(evaluation, nodeId, path, NOTHING.length)
    return NOTHING
  },

  whole: writeResponse,
  mask: (marked) => marked.replace(/^.<(\w+).*$/s, `<$1>${MASKED}</$1>`),
}

/** Whether nothing of this call stands before the next verb. */
const isFirst = ({ input }: Evaluation, path: Path): boolean => !path.hasEmitted && input.continuation === null

/** Whether a verb has answered the call for certain: a `Redirect` or `Gather` that KAZOO comes back from, or one in this answer. */
const isAnswered = ({ input: { continuation } }: Evaluation, path: Path): boolean =>
  path.hasEmitted || (continuation !== null && continuation.after !== 'step')

/** Verbs one after the other, and the path after the last. */
interface Row {
  text: string
  path: Path
}

function add(
  evaluation: Evaluation,
  row: Row,
  node: { id: string; changes: readonly string[]; lasts: 0 | 1 | 2 },
  verb: Verb,
  isHidden: boolean,
): void {
  const text = writeVerb(verb)
  if (isHidden) evaluation.secrets.hasMarks = true
  row.text += isHidden ? `${MARK_START}${text}${MARK_END}` : text
  row.path = afterModule(row.path, node, addModule(evaluation, node.id, row.path, utf8Length(text)), row.path.from)
}

const redirect = (address: string): Verb => ({ name: 'Redirect', attributes: { method: 'post' }, content: address })
