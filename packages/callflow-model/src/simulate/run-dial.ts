/**
 * `Dial`: KAZOO hangs up the caller when it is over and then makes a request, unless its own timer was first.
 * @source docs/kazoo/protocol.md#dial; kzt_twiml_dial.erl, kzt_receiver.erl:385-570
 */
import { type DialTarget, dialTarget, isHangupKey } from '../kazoo/check-dial.ts'
import { plainText, type ReadVerb } from '../kazoo/twiml-text.ts'
import type { CallerAction, SimulatedChoice } from '../nodes/contract/simulation.ts'
import { canRing } from '../nodes/parts/account-documents.ts'
import { ringChoices, ringDurationMs } from '../nodes/parts/ring-ports.ts'
import { type Ended, ended } from './next.ts'
import { SAMPLE_LEG_ID } from './pivot-request.ts'
import { NEXT, type RunningVerb, stopsAt, type VerbExit, type VerbScope } from './verb-scope.ts'
import { integerOf, methodOf, secondsOf } from './verb-values.ts'

export function* runDial(verb: ReadVerb, scope: VerbScope): RunningVerb {
  const target = dialTarget(verb)
  if (target.kind === 'nobody') return NEXT
  if (target.kind === 'fails') return { kind: 'stops', why: target.why }
  if (target.kind === 'conference') return conference(target.verb, scope)
  const timeoutS = secondsOf(verb.attributes.timeout, 30)
  if (timeoutS === null) return stopsAt('a Dial rings for a second at least.')
  if (verb.attributes.callerId !== undefined) scope.call.facts.callerNumber = verb.attributes.callerId
  const failure = failureOf(verb, target, scope)
  if (failure !== null) return stopsAt(failure)
  scope.call.notes(target.kind === 'number' ? `Dials ${target.number}` : `Rings ${scope.call.title}`)
  const action = yield {
    kind: 'ring',
    text: `${scope.call.title} is ringing`,
    choices: choicesFor(target),
    timeoutMs: timeoutS * 1000,
  }
  if ('outcome' in action && action.outcome === NO_ENDPOINT) return stopsAt('no phone is registered.')
  if ('outcome' in action && action.outcome === NO_DEVICE) return stopsAt('the caller has no device of the account.')
  scope.state.collected = ''
  scope.state.gone = overBy(action, scope, timeoutS)
  const { action: address } = verb.attributes
  if (address === undefined) return NEXT
  const method = methodOf(verb)
  return method ? { kind: 'asks', address, method } : stopsAt('it does not know the method.')
}

/** What KAZOO crashes on before it rings; null if nothing. */
function failureOf({ attributes }: ReadVerb, target: DialTarget, { call }: VerbScope): string | null {
  const { account, version } = call
  if (target.kind === 'number') {
    if (isHangupKey(attributes.hangupOn) && attributes.record !== 'true') return 'it crashes on hangupOn.'
    return account && account.deviceId === undefined ? 'the caller has no device of the account.' : null
  }
  if (target.kind !== 'phones' || !account) return null
  if (attributes.strategy !== undefined) return 'it crashes on strategy.'
  const isRung = target.verbs.some((phone) =>
    canRing(account, phone.name === 'User' ? 'user' : 'device', plainText(phone), {
      countsEmptyUsers: version === '5.0-dev',
    }),
  )
  return isRung ? null : 'no phone is registered.'
}

const TIMER = 'timer'
const NO_ENDPOINT = 'no_endpoint'
const NO_DEVICE = 'no_device'

const choicesFor = ({ kind }: DialTarget): SimulatedChoice[] => [
  ...ringChoices(kind === 'number' ? 'carrier' : 'phones'),
  ...(kind === 'number' ? [{ key: NO_DEVICE, label: 'The caller has no device of the account' }] : []),
  { key: TIMER, label: 'No answer, and KAZOO’s own timer is first' },
]

/** Sets what the request says of it. @returns the end of the call where the caller is gone by then. */
function overBy(action: CallerAction, { call, state, reaches }: VerbScope, timeoutS: number): Ended | null {
  if ('hangup' in action) {
    state.callStatus = 'completed'
    state.dialStatus = 'failed'
    return ended('The caller has hung up.', 'caller')
  }
  const outcome = 'outcome' in action ? action.outcome : TIMER
  const isAnswered = outcome === 'answered'
  if (isAnswered) reaches()
  call.wait(isAnswered ? Math.min(timeoutS * 1000, 5000) : ringDurationMs(outcome, timeoutS * 1000))
  if (outcome === TIMER) {
    call.notes('No answer')
    state.callStatus = 'no-answer'
    return null
  }
  state.dialLeg = SAMPLE_LEG_ID
  state.callStatus = isAnswered ? 'completed' : (STATUS[outcome] ?? 'failed')
  state.dialStatus = isAnswered ? 'completed' : 'no-answer'
  call.notes(isAnswered ? 'Answered, and they have talked' : labelOf(outcome))
  if ('outcome' in action && action.by === 'caller') return ended('The caller has hung up.', 'caller')
  call.notes('KAZOO hangs up the caller, and then asks what follows')
  return ended('The call is hung up: after a Dial nothing more is heard.')
}

const STATUS: Record<string, string> = {
  ORIGINATOR_CANCEL: 'completed',
  NORMAL_CLEARING: 'completed',
  NO_ANSWER: 'no-answer',
  USER_BUSY: 'busy',
  CALL_REJECTED: 'busy',
}

const labelOf = (outcome: string): string =>
  ringChoices('phones').find(({ key }) => key === outcome)?.label ??
  ringChoices('carrier').find(({ key }) => key === outcome)?.label ??
  outcome

/** Nothing follows a conference, with an `action` or without. */
function conference({ attributes }: ReadVerb, { call, reaches }: VerbScope): VerbExit {
  const most = integerOf(attributes.maxParticipants, 40)
  if (most <= 2 || most > 40) return stopsAt('it crashes on maxParticipants.')
  call.answer()
  reaches()
  call.notes(`The caller is in ${call.title}`)
  return { kind: 'ended', why: 'The caller is in the conference until they hang up.', end: 'kept' }
}
