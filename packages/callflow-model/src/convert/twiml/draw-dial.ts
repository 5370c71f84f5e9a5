/**
 * Dial: who is rung, and where a call goes that is not answered. All failures lead on, as Twilio and KAZOO document it; KAZOO's own
 * TwiML hangs up instead.
 * @source docs/kazoo/protocol.md#dial; docs/kazoo/semantics.md#ringing-modules, #resources-and-offnet
 */
import type { ReadVerb } from '../../kazoo/twiml-text.ts'
import { CARRIER_CAUSES } from '../../nodes/parts/ring-ports.ts'
import { toTemplate } from '../literal-text.ts'
import { type Asked, asks, takeMethod } from './addresses.ts'
import { drawConference } from './draw-conference.ts'
import { chainStep, drawStep, endPath, type OpenPort, report, type TwimlDrawing } from './drawing.ts'
import { type Attributes, attributesOf, leaveOutText, leaveOutVerb } from './left-out.ts'
import { whomToRing } from './whom-to-ring.ts'

/**
 * Why carriers fail, as far as KAZOO names it: it takes an exit of exactly that cause, else of the SIP code, and `_` never.
 * @source docs/kazoo/semantics.md#resources-and-offnet
 */
const CARRIER_FAILURES = [
  ...CARRIER_CAUSES,
  'NO_USER_RESPONSE',
  'RECOVERY_ON_TIMER_EXPIRE',
  'INVALID_NUMBER_FORMAT',
  'sip:480',
  'sip:500',
  'sip:503',
]

export function drawDial(drawing: TwimlDrawing, verb: ReadVerb, isLast: boolean): void {
  const attributes = attributesOf(drawing, verb)
  const [conference] = verb.nested.filter(({ name }) => name === 'Conference')
  if (conference) drawRoom(drawing, verb, conference, attributes)
  else drawRinging(drawing, verb, attributes, isLast)
  attributes.finish()
}

function drawRoom(drawing: TwimlDrawing, verb: ReadVerb, conference: ReadVerb, attributes: Attributes): void {
  for (const child of verb.nested)
    if (child !== conference) leaveOutVerb(drawing, child, 'Dial connects to the conference.')
  leaveOutText(drawing, verb, 'Dial connects to the conference.')
  drawSettings(drawing, attributes)
  drawConference(drawing, conference)
  for (const name of ['action', 'method'])
    if (attributes.take(name) !== undefined) attributes.leaveOut(name, 'KAZOO sends no request after a conference.')
}

function drawRinging(drawing: TwimlDrawing, verb: ReadVerb, attributes: Attributes, isLast: boolean): void {
  const rung = whomToRing(drawing, verb, attributes)
  const last = rung.pop()
  if (!last) {
    report(drawing, verb.place, 'Dial has no one to ring, and was left out.')
    return
  }
  drawSettings(drawing, attributes)
  for (const step of rung) drawing.open = portsOf(exitsOf(step.type, drawStep(drawing, step), false))
  const address = attributes.take('action')
  const exits = exitsOf(last.type, drawStep(drawing, last), address !== undefined)
  drawing.open = portsOf(exits)
  if (address !== undefined) drawAction(drawing, exits, { address, method: takeMethod(attributes), verb })
  if (address === undefined && isLast) return
  sayAnswered(drawing, verb, address)
  if ([...rung, last].some(({ type }) => type === 'resources')) sayCarrier(drawing, verb)
}

const portsOf = (exits: readonly Exit[]): OpenPort[] => exits.flatMap(({ ports }) => ports)

function sayAnswered(drawing: TwimlDrawing, { place }: ReadVerb, address: string | undefined): void {
  const after = 'No step follows an answered call: KAZOO ends the call with the conversation.'
  report(drawing, place, address === undefined ? after : `${after} ${address} is requested only after a failed call.`)
}

function sayCarrier(drawing: TwimlDrawing, { place }: ReadVerb): void {
  const message = `When a call to a number fails, KAZOO takes the exit of that reason. ${CARRIER_FAILURES.length} exits are connected; for any other reason, the call ends.`
  report(drawing, place, message, { severity: 'info' })
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

function drawAction(drawing: TwimlDrawing, exits: readonly Exit[], asked: Omit<Asked, 'what' | 'parameters'>): void {
  let isSaid = false
  for (const { status, ports } of exits) {
    const notes = drawing.notes.length
    const step = asks(drawing, { ...asked, what: 'action of Dial', parameters: { DialCallStatus: status } })
    if (isSaid) drawing.notes.length = notes
    isSaid = true
    if (step) drawStep(drawing, step, ports)
  }
  endPath(drawing, 'Dial before it has an action, which decides what follows.')
}

/** What holds for all that a Dial rings is set by steps before it. */
function drawSettings(drawing: TwimlDrawing, attributes: Attributes): void {
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
