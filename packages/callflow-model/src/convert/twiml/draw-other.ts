/** Verbs that end the document, and Set. */
import type { ReadVerb } from '../../kazoo/twiml-text.ts'
import { toTemplate } from '../literal-text.ts'
import { asks, takeMethod } from './addresses.ts'
import { chainStep, drawStep, endPath, report, type TwimlDrawing } from './drawing.ts'
import { attributesOf, leaveOutContent, leaveOutText, leaveOutVerb, oneLine } from './left-out.ts'

export function drawRedirect(drawing: TwimlDrawing, verb: ReadVerb): void {
  const attributes = attributesOf(drawing, verb)
  for (const child of verb.nested) leaveOutVerb(drawing, child, 'Redirect takes an address only.')
  const step = asks(drawing, {
    address: oneLine(verb.text),
    method: takeMethod(attributes),
    what: oneLine(verb.text) ? 'The target of Redirect' : 'Redirect without a target',
    verb,
  })
  if (step) drawStep(drawing, step)
  endPath(drawing, 'Redirect before it ends the document.')
  attributes.finish()
}

/** @source docs/kazoo/protocol.md#accepted-twiml: busy is 486, all else 503 */
export function drawReject(drawing: TwimlDrawing, verb: ReadVerb): void {
  const attributes = attributesOf(drawing, verb)
  const reason = attributes.take('reason')
  const media = attributes.take('prompt')
  drawStep(drawing, {
    type: 'response',
    data: { code: reason === 'busy' ? 486 : 503, ...(media ? { media: toTemplate(media) } : {}) },
  })
  if (reason !== undefined && reason !== 'busy' && reason !== 'rejected')
    attributes.leaveOut('reason', 'it is neither rejected nor busy. The call is rejected.')
  leaveOutContent(drawing, verb)
  endPath(drawing, 'Reject before it ends the call.')
  attributes.finish()
}

export function drawHangup(drawing: TwimlDrawing, verb: ReadVerb): void {
  drawStep(drawing, { type: 'hangup', data: {} })
  leaveOutContent(drawing, verb)
  endPath(drawing, 'Hangup before it ends the call.')
  attributesOf(drawing, verb).finish()
}

/** An address has to stay short enough for any server. */
const MAX_SENT = 50

/** @source docs/kazoo/protocol.md#set: KAZOO sends what is set with each later request, under its own name */
export function drawSet(drawing: TwimlDrawing, verb: ReadVerb): void {
  attributesOf(drawing, verb).finish()
  leaveOutText(drawing, verb, 'Set takes Variable only.')
  const values = new Map<string, string>()
  for (const variable of verb.nested) {
    const { key, value } = variable.attributes
    if (variable.name !== 'Variable') leaveOutVerb(drawing, variable, 'Set takes Variable only.')
    else if (!key || value === undefined) leaveOutVerb(drawing, variable, 'Variable needs key and value.')
    else {
      if (values.has(key))
        report(drawing, variable.place, `${key} is set twice. The value “${values.get(key)}” was left out.`)
      values.set(key, value)
      const attributes = attributesOf(drawing, variable)
      attributes.take('key')
      attributes.take('value')
      attributes.finish()
      leaveOutContent(drawing, variable)
    }
  }
  if (values.size > 1)
    report(
      drawing,
      verb.place,
      `This Set has ${values.size} Variables, and KAZOO ends the call at more than one. Here, one step sets them.`,
      { severity: 'info' },
    )
  if (values.size === 0) {
    report(drawing, verb.place, 'Set was left out: it sets nothing.')
    return
  }
  for (const [key, value] of values)
    if (drawing.variables.size < MAX_SENT || drawing.variables.has(key)) drawing.variables.set(key, value)
    else report(drawing, verb.place, `${key} is not sent: an address carries ${MAX_SENT} variables at most.`)
  chainStep(drawing, {
    type: 'set_variables',
    data: { custom_application_vars: Object.fromEntries([...values].map(([key, value]) => [key, toTemplate(value)])) },
  })
}
