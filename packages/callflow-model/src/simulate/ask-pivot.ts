/**
 * R11: what KAZOO makes of a request and of its answer. A request that fails goes on at `_`; an answer that cannot be
 * parsed is hung up; an answer that is refused is silence, and `_` is never taken.
 * @source docs/kazoo/semantics.md#r11; docs/kazoo/protocol.md#the-exchange; docs/kazoo/versions.md#pivot
 */
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'
import { readTwiml } from '../kazoo/twiml-text.ts'
import { hostOf } from '../kazoo/web-address.ts'
import type { AnswerModule } from '../nodes/contract/simulated-account.ts'
import type { PivotTarget } from '../nodes/contract/simulation.ts'
import { refusalOf } from './check-answer.ts'
import { continueAt } from './continue-at.ts'
import { crashes, endOfAnswer } from './end-of-answer.ts'
import { waitsInSilence } from './experience.ts'
import { followTrace } from './follow-trace.ts'
import { waitDuringRequest } from './moments.ts'
import { ended, type Next, type SimulationInput, titleIn } from './next.ts'
import { encodePivotRequest } from './pivot-request.ts'
import { nodeIdOf, type Place, rootOf, type SimulatedReply } from './place.ts'
import { recordEvent, type SimulatedLeg } from './simulated-leg.ts'
import { noteRequest } from './value-log.ts'

/** The studio gives up after 200 continuations; other servers may not. */
const MAX_REQUESTS = 250
const REQUEST_TIMEOUT_MS = 5000
/** The callflow's own wait, which 5.0-dev goes on with after a failure that it only logs. */
const CALLFLOW_WAIT_MS = 10_000

/** @param place the asking module; null for a callflow's own `pivot` that is not known, and for TwiML. */
export async function askPivot(
  leg: SimulatedLeg,
  input: SimulationInput,
  target: PivotTarget,
  place: Place | null,
): Promise<Next> {
  if (leg.requests.length >= MAX_REQUESTS)
    return ended(`The preview ends: KAZOO has asked ${MAX_REQUESTS} times.`, 'too-long')
  const sent = encodePivotRequest(target, { ...leg, facts: leg.facts })
  const { voiceUrl: url, method } = target
  leg.twiml.target = target
  leg.twiml.collected = undefined // they travel once
  const request = { url, method, params: sent.params, isSent: true, waitedMs: 0 }
  leg.requests.push(request)
  if (hasBrackets(target, sent.url)) {
    request.isSent = false
    return failed(leg, input, 'KAZOO cannot send this GET: its address holds brackets. Use POST', place)
  }
  const atMs = leg.atMs
  const reply = await input.ask(sent, new Date(input.startedAt.getTime() + Math.round(atMs)))
  if (reply.waitingFor) return { kind: 'waiting', for: reply.waitingFor }
  const { status, contentType, body, tookMs, nodes, variables } = reply
  leg.exchanges.push({ atMs, request: sent, response: { status, contentType, body, tookMs }, nodes, variables })
  noteRequest(leg, sent.params)
  recordEvent(leg, 'request', null, { text: `Request ${leg.exchanges.length}` })
  const failure = failureOf(leg, input, target, reply)
  if (failure && !place && leg.twiml.isRunning && leg.version !== '5') return silentFailure(leg, failure.what)
  if (!waitDuringRequest(leg, input, failure?.afterMs ?? tookMs, failure?.restartsMs ?? null)) {
    recordEvent(leg, 'caller', null, { text: 'Hangs up' })
    return ended('The caller has hung up.', 'caller')
  }
  const waitedMs = leg.atMs - atMs
  request.waitedMs = waitedMs
  leg.silenceMs += waitedMs
  if (leg.twiml.gone === null) waitsInSilence(leg.experience, waitedMs)
  if (failure) return failed(leg, input, failure.what, place)
  const next = isTwiml(reply) ? takeTwiml(leg, input, reply) : takeCallflow(leg, input, reply)
  leg.asked = null
  return next
}

/** Erlang's newer HTTP client refuses its own GET where values are nested: `Digits[pin]=12`. */
const hasBrackets = ({ method, voiceUrl }: PivotTarget, url: string): boolean =>
  method === 'get' && url.slice(voiceUrl.length).includes('[')

interface Failure {
  what: string
  afterMs: number
  /** How long KAZOO waits from a key on that is pressed meanwhile; null where that changes nothing. */
  restartsMs: number | null
}

function failureOf(
  leg: SimulatedLeg,
  input: SimulationInput,
  target: PivotTarget,
  reply: SimulatedReply,
): Failure | null {
  const { status, tookMs } = reply
  const limitMs = target.timeoutMs ?? REQUEST_TIMEOUT_MS
  if (status === 0 || tookMs > limitMs) {
    const what = status === 0 ? 'The connection failed' : `KAZOO got no answer for ${limitMs / 1000} s`
    if (leg.version !== '5.0-dev') return { what, afterMs: Math.min(tookMs, limitMs), restartsMs: null }
    const others = status === 0 ? 'at once' : 'then'
    const differs = (input.profile ?? 'any') === 'any' ? `; KAZOO 4.3 and 5 go on ${others}` : ''
    return {
      what: `${what}. KAZOO 5.0-dev goes on after 10 s${differs}`,
      afterMs: CALLFLOW_WAIT_MS,
      restartsMs: CALLFLOW_WAIT_MS,
    }
  }
  if (reply.isUnreadable)
    return { what: 'KAZOO cannot read the answer: it is not UTF-8', afterMs: tookMs, restartsMs: null }
  if (status === 200 || status === 206) return null
  return { what: `KAZOO got status ${status}`, afterMs: tookMs, restartsMs: null }
}

function failed(leg: SimulatedLeg, input: SimulationInput, what: string, place: Place | null): Next {
  const nodeId = place ? nodeIdOf(place) : null
  recordEvent(leg, 'failure', nodeId, { text: what })
  if (place) return continueAt(leg, input, place, '_')
  if (leg.twiml.isRunning) return ended(`${what}, and after TwiML there is no fallback: KAZOO hangs up.`)
  return ended(`${what}. KAZOO’s own callflow continues after its pivot.`, 'own-callflow')
}

/** XML, or no type at all, is TwiML; JSON is a callflow; anything else is tried as TwiML first. */
function isTwiml({ contentType, body }: SimulatedReply): boolean {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  if (type === 'application/json') return false
  return type === '' || /^(text|application)\/xml$/.test(type) || body.trimStart().startsWith('<')
}

/**
 * @source docs/kazoo/protocol.md#accepted-twiml: after the first good TwiML answer nothing is left to fall back to (5:
 *   pivot_call.erl:892)
 */
function silentFailure(leg: SimulatedLeg, what: string): Next {
  recordEvent(leg, 'failure', null, { text: what })
  if (leg.twiml.gone === null) waitsInSilence(leg.experience, Number.POSITIVE_INFINITY)
  return ended(`${what}, and after TwiML there is no fallback: callers hear silence.`, 'silence')
}

function takeTwiml(leg: SimulatedLeg, input: SimulationInput, reply: SimulatedReply): Next {
  if (reply.body === '') return endOfAnswer(leg, 'KAZOO hangs up: the answer is empty.')
  const read = readTwiml(reply.body)
  if (!read.ok) return endOfAnswer(leg, `KAZOO hangs up: the answer is not XML. ${read.message}`)
  const { name, nested: verbs, hasContent } = read.root
  if (name !== 'Response') return endOfAnswer(leg, `KAZOO hangs up: the answer begins with ${name}, not Response.`)
  if (!hasContent) return crashes(leg, 'KAZOO crashes on an empty Response')
  leg.twiml.isRunning = true
  const trace = followTrace(leg, reply, -1, null, (id) => titleIn(input, id, id))
  return { kind: 'verb', place: { reply, verbs, index: 0, trace } }
}

/** What KAZOO cannot even parse. */
const UNPARSABLE: ReadonlySet<DiagnosticCode> = new Set(['answer.empty', 'answer.not-json'])

function takeCallflow(leg: SimulatedLeg, input: SimulationInput, reply: SimulatedReply): Next {
  const answer = parse(reply.body)
  const problem = refusalOf(reply.body, answer, {
    profile: input.profile ?? 'any',
    reachableHost: hostOf(input.voiceUrl),
    trustsUnknownModules: input.trustsUnknownModules ?? false,
  })
  if (problem && UNPARSABLE.has(problem.code)) return ended(`KAZOO hangs up: ${problem.message}`)
  if (problem)
    return ended(`KAZOO refuses the answer: the caller hears silence until they hang up. ${problem.message}`, 'silence')
  leg.twiml.isRunning = false
  const root = rootOf(reply, answer as AnswerModule)
  const trace = followTrace(leg, reply, -1, null, (id) => titleIn(input, id, id))
  return { kind: 'run', place: { ...root, trace } }
}

/** @returns undefined for what is no JSON, which KAZOO hangs up on as on nothing at all. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined // the answer comes from anywhere: what cannot be read is a case of its own, not a fault
  }
}
