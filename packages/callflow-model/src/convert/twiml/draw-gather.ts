/** Gather: a question. Keys pressed lead to the application, silence to the next verb. */
import type { ReadVerb } from '../../kazoo/twiml-text.ts'
import { asks, takeMethod } from './addresses.ts'
import { isEndless, isPrompt, promptSteps } from './draw-prompts.ts'
import { chainStep, drawStep, report, type Step, type TwimlDrawing } from './drawing.ts'
import { type Attributes, attributesOf, leaveOutText, leaveOutVerb } from './left-out.ts'
import { takeNumber } from './values.ts'

/** As many as a question of the studio takes. */
const MAX_DIGITS = 100
const DEFAULT_TIMEOUT_S = 5
const VARIABLE = 'digits'

/**
 * @source docs/kazoo/protocol.md#gather: `timeout` restarts at every key; without `action` KAZOO requests the present
 *   address
 */
export function drawGather(drawing: TwimlDrawing, verb: ReadVerb): void {
  const attributes = attributesOf(drawing, verb)
  const { prompt, before, silenceMs } = promptsOf(drawing, verb)
  for (const step of before) chainStep(drawing, step)
  const timeoutMs = (takeNumber(attributes, 'timeout', 1) ?? DEFAULT_TIMEOUT_S) * 1000
  const id = drawStep(drawing, {
    type: 'input.digits',
    data: {
      prompt,
      variable: VARIABLE,
      minDigits: 1,
      maxDigits: maxDigitsOf(drawing, verb, attributes),
      ...terminatorOf(attributes),
      timeoutMs: timeoutMs + silenceMs,
      interdigitTimeoutMs: timeoutMs,
      attempts: 1,
    },
  })
  drawing.mayHoldKeys = true
  drawPressed(drawing, verb, attributes, id)
  drawing.mayHoldKeys = false // callers who get further have pressed nothing
  drawing.open = [[id, 'timeout']]
  attributes.finish()
}

/** A question has one prompt: others are steps before it, and a pause at the end is waited for in the question. */
function promptsOf(
  drawing: TwimlDrawing,
  verb: ReadVerb,
): { prompt: Record<string, unknown>; before: Step[]; silenceMs: number } {
  leaveOutText(drawing, verb, 'Gather speaks only what is in Say.')
  const before: Step[] = []
  for (const child of verb.nested) {
    if (isPrompt(child.name)) before.push(...promptSteps(drawing, child))
    else leaveOutVerb(drawing, child, 'Gather takes Say, Play and Pause.')
  }
  let silenceMs = 0
  for (let last = before.at(-1); last?.type === 'sleep'; last = before.at(-1)) {
    silenceMs += Number(last.data.duration) * 1000
    before.pop()
  }
  const last = before.at(-1)
  if (!last || isEndless(last) || last.data.terminators !== undefined || last.data.engine !== undefined)
    return { prompt: { type: 'tts', text: '' }, before, silenceMs }
  const { loop_count: times, ...asked } = last.data
  before.pop()
  if (Number(times) > 1)
    before.push({ type: 'play', data: { ...asked, ...(Number(times) > 2 ? { loop_count: Number(times) - 1 } : {}) } })
  return { prompt: { type: last.type === 'play' ? 'media' : 'tts', ...asked }, before, silenceMs }
}

/** Without `numDigits` a Gather takes any number of keys. */
function maxDigitsOf(drawing: TwimlDrawing, { place }: ReadVerb, attributes: Attributes): number {
  const wanted = takeNumber(attributes, 'numDigits', 1)
  if (wanted !== undefined && wanted <= MAX_DIGITS) return wanted
  if (wanted !== undefined) attributes.leaveOut('numDigits', `a question takes ${MAX_DIGITS} digits at most.`)
  else
    report(drawing, place, `Gather takes any number of digits, a question ${MAX_DIGITS} at most.`, { severity: 'info' })
  return MAX_DIGITS
}

/** KAZOO's collect_dtmf always has a key that ends the entry, `#` if none is given. */
function terminatorOf(attributes: Attributes): { terminator?: string } {
  const keys = attributes.take('finishOnKey')
  if (keys === undefined || /^[0-9*#]$/.test(keys)) return keys === undefined ? {} : { terminator: keys }
  if (keys === '')
    attributes.leaveOut(
      'finishOnKey',
      'a question always has a key that ends it. Here it is #, which is not part of the digits.',
    )
  else attributes.leaveOut('finishOnKey', 'a question ends with one key.')
  const first = keys.match(/[0-9*#]/)?.[0]
  return first === undefined ? {} : { terminator: first }
}

/** What was pressed is sent in the address: the body of a Callflow JSON request holds it under another name. */
function drawPressed(drawing: TwimlDrawing, verb: ReadVerb, attributes: Attributes, id: string): void {
  const method = takeMethod(attributes)
  const address = attributes.take('action')
  const step = asks(drawing, {
    address,
    method,
    what: address ? 'action of Gather' : 'Gather without action',
    verb,
    parameters: { Digits: `{{ vars.${VARIABLE} | url_encode }}` },
  })
  if (!step) return
  drawStep(drawing, step, [[id, 'next']])
  report(
    drawing,
    verb.place,
    `The digits are sent to ${address || 'the address of this document'} as Digits in the query string, no longer in the body. Draw the steps that use them after the exit Entered.`,
    { severity: 'info' },
  )
}
