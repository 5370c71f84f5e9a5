/**
 * Dial: who is rung, and where a call goes that is not answered. All failures lead on, as Twilio and KAZOO document it; KAZOO's own
 * TwiML hangs up instead.
 * @source pivot-protocol, Dial; kazoo-callflow-semantics, ringing modules and resources
 */
import type { ReadVerb } from '../../kazoo/twiml-text.ts'
import { toTemplate } from '../literal-text.ts'
import { asks, takeMethod } from './addresses.ts'
import { drawConference } from './draw-conference.ts'
import { addStep, chainStep, type Drawing, endPath, type OpenPort, type Step, say } from './drawing.ts'
import { type Attributes, attributesOf, leaveOutText, leaveOutVerb, oneLine } from './left-out.ts'
import { field, takeBoolean, takeNumber } from './values.ts'

const PHONES: ReadonlyMap<string, string> = new Map([
  ['User', 'user'],
  ['Device', 'device'],
])

/**
 * Why carriers fail, as far as KAZOO names it: it takes an exit of exactly that cause, else of the SIP code, and `_` never.
 * @source kazoo-callflow-semantics, resources
 */
const CARRIER_FAILURES = [
  'NO_ANSWER',
  'USER_BUSY',
  'CALL_REJECTED',
  'NO_ROUTE_DESTINATION',
  'UNALLOCATED_NUMBER',
  'NORMAL_TEMPORARY_FAILURE',
  'NO_USER_RESPONSE',
  'RECOVERY_ON_TIMER_EXPIRE',
  'INVALID_NUMBER_FORMAT',
  'sip:480',
  'sip:500',
  'sip:503',
]

export function drawDial(drawing: Drawing, verb: ReadVerb, isLast: boolean): void {
  const attributes = attributesOf(drawing, verb)
  const [conference] = verb.nested.filter(({ name }) => name === 'Conference')
  if (conference) drawRoom(drawing, verb, conference, attributes)
  else drawRinging(drawing, verb, attributes, isLast)
  attributes.finish()
}

function drawRoom(drawing: Drawing, verb: ReadVerb, conference: ReadVerb, attributes: Attributes): void {
  for (const child of verb.nested)
    if (child !== conference) leaveOutVerb(drawing, child, 'Dial leads into the conference.')
  leaveOutText(drawing, verb, 'Dial leads into the conference.')
  drawSettings(drawing, attributes)
  drawConference(drawing, conference)
  for (const name of ['action', 'method'])
    if (attributes.take(name) !== undefined) attributes.leaveOut(name, 'after a conference KAZOO asks nothing.')
}

function drawRinging(drawing: Drawing, verb: ReadVerb, attributes: Attributes, isLast: boolean): void {
  const rung = whomToRing(drawing, verb, attributes)
  const last = rung.pop()
  if (!last) {
    say(drawing, verb.place, 'Dial has nobody to ring, and was left out.')
    return
  }
  drawSettings(drawing, attributes)
  for (const step of rung) drawing.open = portsOf(exitsOf(step.type, addStep(drawing, step), false))
  const method = takeMethod(attributes)
  const address = attributes.take('action')
  const exits = exitsOf(last.type, addStep(drawing, last), address !== undefined)
  drawing.open = portsOf(exits)
  if (address !== undefined)
    drawAction(drawing, exits, { address, method, place: verb.attributePlaces.get('action') ?? verb.place })
  if (address === undefined && isLast) return
  sayAnswered(drawing, verb, address)
  if ([...rung, last].some(({ type }) => type === 'resources')) sayCarrier(drawing, verb)
}

const portsOf = (exits: readonly Exit[]): OpenPort[] => exits.flatMap(({ ports }) => ports)

function sayAnswered(drawing: Drawing, { place }: ReadVerb, address: string | undefined): void {
  const after = 'After an answered call nothing follows: KAZOO ends the call when the conversation is over.'
  say(drawing, place, address === undefined ? after : `${after} ${address} is asked only after a call that failed.`)
}

function sayCarrier(drawing: Drawing, { place }: ReadVerb): void {
  const message = `KAZOO leaves a call to a number that failed at the exit of that very reason. ${CARRIER_FAILURES.length} are connected; for any other the call ends.`
  say(drawing, place, message, { severity: 'info' })
}

/** The steps that ring, one after the other. */
function whomToRing(drawing: Drawing, verb: ReadVerb, attributes: Attributes): Step[] {
  const timeout = field('timeout', takeNumber(attributes, 'timeout', 1))
  const isInTurn = takeOrder(attributes)
  const strategy = isInTurn ? { strategy: 'single' } : {}
  const phones: { type: string; id: string }[] = []
  const numbers: string[] = []
  if (verb.nested.length === 0) numbers.push(...dialledNumber(drawing, verb))
  else leaveOutText(drawing, verb, 'Dial rings what is nested in it.')
  for (const child of verb.nested) {
    const type = PHONES.get(child.name)
    if (type) phones.push({ type, id: toTemplate(oneLine(child.text)) })
    else if (child.name === 'Number') numbers.push(...dialledNumber(drawing, child))
    else if (child.name === 'Sip') numbers.push(...sipAddress(drawing, child))
    else leaveOutVerb(drawing, child, CANNOT_RING.get(child.name) ?? 'KAZOO does not know it in Dial.')
    if (type || child.name === 'Number' || child.name === 'Sip') {
      attributesOf(drawing, child).finish()
      for (const inner of child.nested) leaveOutVerb(drawing, inner, `${child.name} takes no other element.`)
    }
  }
  if (numbers.length + (phones.length > 0 ? 1 : 0) > 1 && !isInTurn)
    say(drawing, verb.place, 'A callflow rings numbers one after the other, not all at once.')
  if (isInTurn && phones.length === 1 && phones[0]?.type === 'device')
    attributes.leaveOut(verb.attributes.strategy ? 'strategy' : 'sequential', 'one phone has no order.')
  return [...phoneSteps(phones, { ...timeout, ...strategy }), ...numbers.map((to_did) => carrier(to_did, timeout))]
}

/** `sequential` is Twilio's name for it, `strategy` KAZOO's. */
function takeOrder(attributes: Attributes): boolean {
  const strategy = attributes.take('strategy')
  if (strategy !== undefined && strategy !== 'single' && strategy !== 'simultaneous')
    attributes.leaveOut('strategy', 'it is neither single nor simultaneous.')
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
function dialledNumber(drawing: Drawing, verb: ReadVerb): string[] {
  const text = oneLine(verb.text)
  if (/^sip:/i.test(text)) return sipAddress(drawing, verb)
  const number = text.replace(/[^\d+]/g, '')
  if (number === '') {
    if (text !== '') say(drawing, verb.place, `“${text}” in ${verb.name} was left out: it is not a number.`)
    return []
  }
  if (/[^\d+\s().-]/.test(text))
    say(drawing, verb.place, `“${text}” is dialled as “${number}”: KAZOO keeps digits and + only.`)
  return [number]
}

function sipAddress(drawing: Drawing, verb: ReadVerb): string[] {
  const address = oneLine(verb.text)
  if (address === '') return []
  say(drawing, verb.place, `${address} is dialled by a carrier. Check that one of yours takes SIP addresses.`)
  return [toTemplate(address)]
}

interface Exit {
  /** What the application is told as DialCallStatus. */
  status: 'busy' | 'no-answer' | 'failed'
  ports: OpenPort[]
}

/** The exits of a step that rings, by how it ends; phones have `_` for all that has no exit of its own. */
function exitsOf(type: string, id: string, isByStatus: boolean): Exit[] {
  const keys = type === 'resources' ? CARRIER_FAILURES : isByStatus ? ['USER_BUSY', 'NO_ANSWER', '_'] : ['_']
  const exits: Exit[] = (['busy', 'no-answer', 'failed'] as const).map((status) => ({ status, ports: [] }))
  for (const key of keys) {
    const status = key === 'USER_BUSY' ? 'busy' : NOT_ANSWERED.includes(key) ? 'no-answer' : 'failed'
    exits.find((exit) => exit.status === status)?.ports.push([id, key])
  }
  return exits.filter(({ ports }) => ports.length > 0)
}

const NOT_ANSWERED = ['NO_ANSWER', 'NO_USER_RESPONSE', 'sip:480']

function drawAction(
  drawing: Drawing,
  exits: readonly Exit[],
  asked: { address: string; method: string | undefined; place: ReadVerb['place'] },
): void {
  let isSaid = false
  for (const { status, ports } of exits) {
    const notes = drawing.notes.length
    const step = asks(drawing, { ...asked, what: 'action of Dial', parameters: { DialCallStatus: status } })
    if (isSaid) drawing.notes.length = notes
    isSaid = true
    if (step) addStep(drawing, step, ports)
  }
  endPath(drawing, 'Dial before it has an action, which decides what follows.')
}

/** What holds for all that a Dial rings is set by steps before it. */
function drawSettings(drawing: Drawing, attributes: Attributes): void {
  const callerId = attributes.take('callerId')
  if (callerId !== undefined || drawing.hasCallerId)
    chainStep(drawing, { type: 'set_cid', data: { caller_id_name: '', caller_id_number: toTemplate(callerId ?? '') } })
  drawing.hasCallerId = callerId !== undefined
  const record = attributes.take('record')
  if (record === undefined || record === 'false' || record === 'do-not-record') return
  const start = RECORD.get(record)
  if (start) chainStep(drawing, { type: 'record_call', data: { action: 'start', ...start } })
  else attributes.leaveOut('record', 'KAZOO does not know when to record.')
}

const RECORD: ReadonlyMap<string, Record<string, boolean>> = new Map([
  ['true', { record_on_bridge: true }],
  ['record-from-answer', { record_on_bridge: true }],
  ['record-from-answer-dual', { record_on_bridge: true }],
  ['record-from-ringing', {}],
  ['record-from-ringing-dual', {}],
])
