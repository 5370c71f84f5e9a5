/** Who is rung by a Dial, as steps one after the other. @source docs/kazoo/protocol.md#dial */
import type { ReadVerb } from '../../kazoo/twiml-text.ts'
import { toTemplate } from '../literal-text.ts'
import { report, type Step, type TwimlDrawing } from './drawing.ts'
import { type Attributes, attributesOf, leaveOutText, leaveOutVerb, oneLine } from './left-out.ts'
import { field, takeBoolean, takeNumber } from './values.ts'

const PHONES: ReadonlyMap<string, string> = new Map([
  ['User', 'user'],
  ['Device', 'device'],
])

/** The steps that ring, one after the other. */
export function whomToRing(drawing: TwimlDrawing, verb: ReadVerb, attributes: Attributes): Step[] {
  const timeout = field('timeout', takeNumber(attributes, 'timeout', 1))
  const isInTurn = takeOrder(attributes)
  const strategy = isInTurn ? { strategy: 'single' } : {}
  const phones: { type: string; id: string }[] = []
  const numbers: string[] = []
  if (verb.nested.length === 0) numbers.push(...dialledNumber(drawing, verb))
  else leaveOutText(drawing, verb, 'Dial rings what is nested in it.')
  for (const child of verb.nested) {
    const type = PHONES.get(child.name)
    if (!type && child.name !== 'Number' && child.name !== 'Sip')
      leaveOutVerb(drawing, child, CANNOT_RING.get(child.name) ?? 'KAZOO does not know it in Dial.')
    else if (oneLine(child.text) === '') leaveOutVerb(drawing, child, 'it has no target.')
    else {
      if (type) phones.push({ type, id: toTemplate(oneLine(child.text)) })
      else numbers.push(...(child.name === 'Sip' ? sipAddress(drawing, child) : dialledNumber(drawing, child)))
      attributesOf(drawing, child).finish()
      for (const inner of child.nested) leaveOutVerb(drawing, inner, `${child.name} takes no other element.`)
    }
  }
  if (numbers.length + (phones.length > 0 ? 1 : 0) > 1 && !isInTurn)
    report(drawing, verb.place, 'A callflow rings numbers one after the other, not all at once.')
  if (isInTurn && phones.length === 1 && phones[0]?.type === 'device')
    attributes.leaveOut(verb.attributes.strategy ? 'strategy' : 'sequential', 'there is only one phone.')
  return [...phoneSteps(phones, { ...timeout, ...strategy }), ...numbers.map((to_did) => carrier(to_did, timeout))]
}

/** `sequential` is Twilio's name for it, `strategy` KAZOO's. */
function takeOrder(attributes: Attributes): boolean {
  const strategy = attributes.take('strategy')
  if (strategy !== undefined && strategy !== 'single' && strategy !== 'simultaneous')
    attributes.leaveOut('strategy', 'it must be single or simultaneous.')
  return takeBoolean(attributes, 'sequential') === true || strategy === 'single'
}

const CANNOT_RING: ReadonlyMap<string, string> = new Map([
  ['Queue', 'use the step Queue (ACDC).'],
  ['Client', 'KAZOO has no browser clients. Ring a user or device.'],
])

const carrier = (to_did: string, timeout: Record<string, number>): Step => ({
  type: 'resources',
  data: { to_did, ...timeout },
})

function phoneSteps(phones: readonly { type: string; id: string }[], settings: Record<string, unknown>): Step[] {
  const [first, second] = phones
  if (!first) return []
  if (second) {
    const endpoints = phones.map(({ type, id }) => ({ endpoint_type: type, id }))
    return [{ type: 'ring_group', data: { endpoints, ...settings } }]
  }
  const { strategy, ...others } = settings
  return [
    {
      type: first.type,
      data: { id: first.id, ...others, ...(first.type === 'user' ? field('strategy', strategy) : {}) },
    },
  ]
}

/** Only digits and `+` survive in KAZOO. */
function dialledNumber(drawing: TwimlDrawing, verb: ReadVerb): string[] {
  const text = oneLine(verb.text)
  if (/^sip:/i.test(text)) return sipAddress(drawing, verb)
  const number = text.replace(/[^\d+]/g, '')
  if (number === '') {
    if (text !== '') report(drawing, verb.place, `“${text}” in ${verb.name} was left out: it is not a number.`)
    return []
  }
  if (/[^\d+\s().-]/.test(text))
    report(drawing, verb.place, `“${text}” is dialled as “${number}”: KAZOO keeps digits and + only.`)
  return [number]
}

function sipAddress(drawing: TwimlDrawing, verb: ReadVerb): string[] {
  const address = oneLine(verb.text)
  report(drawing, verb.place, `${address} is dialled by a carrier. Check that one of yours accepts SIP addresses.`)
  return [toTemplate(address)]
}
