/**
 * A small KAZOO: walks an answer module by module as `cf_exe` does (rules R1 to R14), lets the person at the sample
 * phone act where a module waits, and makes the next request at a `pivot`. Preview and flow tests use it against the
 * very code that answers KAZOO. It keeps nothing: the same input is the same call.
 */
import type { Preview, SampleCall, WaitingFor } from '../api/index.ts'
import { checkTwiml } from '../kazoo/check-twiml.ts'
import type { ReadVerb } from '../kazoo/twiml-text.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import { hostOf } from '../kazoo/web-address.ts'
import { checkCallflow } from '../nodes/check-callflow.ts'
import type { CallerAction, SimulatedCall, SimulatedChoice, SimulatedExit } from '../nodes/define-node.ts'
import { moduleNamed } from '../nodes/kazoo-module.ts'
import { kazooSteps } from '../nodes/kazoo-steps.ts'
import { nextAction, type Wanted, waitingFor } from './caller-actions.ts'
import { followTrace } from './follow-trace.ts'
import { encodePivotRequest, type PivotTarget, type WireRequest } from './pivot-request.ts'
import {
  type AnswerModule,
  childKeysOf,
  childOf,
  isDrawn,
  nodeIdOf,
  type Place,
  rootOf,
  type SimulatedReply,
} from './place.ts'
import { runVerb } from './run-verb.ts'
import { createLine, happens, type Line, spendTokens } from './simulated-line.ts'

export interface SimulationInput {
  call: SampleCall
  /** What the caller, and whoever is rung, does, in order. */
  does: readonly CallerAction[]
  startedAt: Date
  /** Whom KAZOO asks first, and what the asking `pivot` says of the format. */
  voiceUrl: string
  reqFormat?: 'kazoo' | 'twiml'
  /** Which KAZOO is simulated; `any` where left out. */
  profile?: KazooProfile
  /** Modules that the studio does not know are taken to be there: somebody drew them. */
  trustsUnknownModules?: boolean
  /** Answers a request; `at` is the time of the simulated call. A status of 0 is a connection that failed. */
  ask: (request: WireRequest, at: Date) => Promise<SimulatedReply>
  /** The name of a step; else the kind of its module. */
  titleOf?: (nodeId: string) => string | undefined
  /** What the keys mean while a step of the studio waits for digits. */
  choicesOf?: (nodeId: string) => SimulatedChoice[]
}

/** What became of the call. */
type Next =
  | { kind: 'run'; place: Place }
  | { kind: 'verb'; place: VerbPlace }
  | { kind: 'waiting'; for: WaitingFor }
  | { kind: 'ended'; why: string }

/** KAZOO's own limit (R7). */
const MAX_BRANCHES = 50
/** The studio gives up after 200 continuations; other servers may not. */
const MAX_REQUESTS = 250
const MAX_MODULES = 5000
/** R11: a connection that fails is noticed only when the callflow's own wait is over. */
const NO_REPLY_MS = 10_000

const stepByModule = new Map(kazooSteps.map((step) => [step.type, step]))

/**
 * Plays a call until it ends, or until it waits for something that `does` no longer holds.
 * @throws only what `ask` throws
 * @source kazoo-callflow-semantics; pivot-protocol
 */
export async function simulateCall(input: SimulationInput): Promise<Omit<Preview, 'diagnostics'>> {
  const line = createLine(input.call, input.does)
  happens(line, 'call', null, { text: `Calls ${phoneNumber(input.call.to)}` })
  const { voiceUrl, reqFormat = 'kazoo' } = input
  const first: PivotTarget = { voiceUrl, method: 'post', reqFormat, bodyFormat: 'json' }
  let next = await request(line, input, first, null)
  while (next.kind === 'run' || next.kind === 'verb')
    next = next.kind === 'run' ? await runModule(line, input, next.place) : await takeVerb(line, input, next.place)
  if (next.kind === 'ended') happens(line, 'end', null, { text: next.why })
  return {
    events: line.events,
    waitingFor: next.kind === 'waiting' ? next.for : null,
    exchanges: line.exchanges,
    ...(next.kind === 'ended' ? { ended: next.why } : {}),
    durationMs: line.atMs,
    silenceMs: line.silenceMs,
  }
}

// ------------------------------------------------------------------------------------------------ modules

async function runModule(line: Line, input: SimulationInput, place: Place): Promise<Next> {
  if (++line.modules > MAX_MODULES) return ended('The preview ends: the call runs on and on.')
  if (!spendTokens(line)) return ended('KAZOO ends the call: more than some 20 quick steps in a row.') // R13
  const nodeId = nodeIdOf(place)
  const seen = line.events.length
  const { module, data } = place.module
  const step = stepByModule.get(module) ?? moduleNamed(module)
  const title = titleIn(input, nodeId, step.title)
  let exit: SimulatedExit
  if (data.skip_module === true)
    exit = { kind: 'continue' } // R8
  else {
    const takesKeys = step.changes(data).includes('digits.default')
    const call = callFor(line, nodeId, title, { childKeys: childKeysOf(place), mayAsk: !isDrawn(place), takesKeys })
    const running = step.simulate(data, call)
    const done = 'kind' in running ? { exit: running } : drive(line, input, running, nodeId)
    if ('kind' in done) return done
    exit = done.exit
  }
  // A step without a word must still be seen on the way of the call; a continuation is no step.
  if (line.events.length === seen && exit.kind !== 'pivot' && nodeId !== null)
    happens(line, 'step', nodeId, { text: title })
  return takeExit(line, input, place, exit)
}

/** Runs a module or a verb until it is through, or until nobody does anything any more. */
function drive<E>(
  line: Line,
  input: SimulationInput,
  running: Generator<Wanted, E, CallerAction>,
  nodeId: string | null,
): { exit: E } | Next {
  let turn = running.next()
  while (!turn.done) {
    const action = nextAction(line, turn.value, nodeId)
    if (!action) {
      const choices = nodeId === null ? [] : (input.choicesOf?.(nodeId) ?? [])
      return { kind: 'waiting', for: waitingFor(turn.value, nodeId, choices) }
    }
    if ('hangup' in action) return hangsUp(line, nodeId)
    turn = running.next(action)
  }
  return { exit: turn.value }
}

/** The simulated KAZOO, as one module or verb sees it. @param takesKeys keys pressed meanwhile stop what is played (V1) */
function callFor(
  line: Line,
  nodeId: string | null,
  title: string,
  { childKeys, mayAsk, takesKeys }: { childKeys: readonly string[]; mayAsk: boolean; takesKeys: boolean },
): SimulatedCall {
  return {
    title,
    childKeys,
    collections: line.collections,
    custom: line.custom,
    studioRecording: line.studioRecording,
    hears: (kind, text, durationMs) => {
      happens(line, kind, nodeId, { text })
      line.atMs += takesKeys ? listen(line, durationMs) : durationMs
    },
    notes: (text) => {
      happens(line, 'note', nodeId, { text })
    },
    answer: () => {},
    mayAsk,
    wait: (durationMs) => {
      line.atMs += durationMs
    },
  }
}

/** V1: keys pressed while a prompt plays stop it, and go into the collection `default`. */
function listen(line: Line, durationMs: number): number {
  if (line.typedAhead === '') return durationMs
  line.collections.set('default', (line.collections.get('default') ?? '') + line.typedAhead)
  line.typedAhead = ''
  return Math.min(durationMs, 300)
}

/** R10. */
function hangsUp(line: Line, nodeId: string | null): Next {
  happens(line, 'caller', nodeId, { text: 'Hangs up' })
  return ended('The caller has hung up.')
}

// ------------------------------------------------------------------------------------------------ verbs

/** Where a simulated call is in a TwiML answer. */
interface VerbPlace {
  reply: SimulatedReply
  verbs: readonly ReadVerb[]
  index: number
  /** Index into the reply's trace of the step that this verb belongs to. */
  trace: number
}

const nodeOfVerb = ({ reply, index }: VerbPlace): string | null => reply.modules[index]?.nodeId ?? null

async function takeVerb(line: Line, input: SimulationInput, place: VerbPlace): Promise<Next> {
  const verb = place.verbs[place.index]
  if (!verb) return ended('The call ends: nothing follows here.')
  const nodeId = nodeOfVerb(place)
  const seen = line.events.length
  const title = titleIn(input, nodeId, verb.name)
  const call = callFor(line, nodeId, title, { childKeys: [], mayAsk: true, takesKeys: false })
  const done = drive(line, input, runVerb(verb, call), nodeId)
  if ('kind' in done) return done
  const { exit } = done
  // A step without a word must still be seen on the way of the call; a continuation is no step.
  const isStep = place.reply.nodes[place.trace]?.kind === 'sent'
  if (line.events.length === seen && isStep && nodeId !== null) happens(line, 'step', nodeId, { text: title })
  if (exit.kind === 'ended') return ended(exit.why)
  if (exit.kind === 'next') return nextVerb(line, input, place)
  line.dialStatus = exit.dialStatus ?? ''
  const { voiceUrl, method } = exit
  const next = await request(line, input, { voiceUrl, method, reqFormat: 'twiml', bodyFormat: 'json' }, null)
  line.dialStatus = ''
  return next
}

function nextVerb(line: Line, input: SimulationInput, place: VerbPlace): Next {
  const next = { ...place, index: place.index + 1 }
  const nodeId = nodeOfVerb(place)
  if (next.index >= place.verbs.length || nodeOfVerb(next) === nodeId) return { kind: 'verb', place: next }
  const last = line.events.findLast((event) => event.nodeId !== null || event.kind === 'request')
  const trace = followTrace(line, place.reply, place.trace, '_', (id) => titleIn(input, id, id))
  if (last && last.nodeId === nodeId && nodeId !== null) last.port = '_'
  return { kind: 'verb', place: { ...next, trace } }
}

// ------------------------------------------------------------------------------------------------ ways out

async function takeExit(line: Line, input: SimulationInput, place: Place, exit: SimulatedExit): Promise<Next> {
  switch (exit.kind) {
    case 'continue':
      return goOn(line, input, place, exit.key ?? '_')
    case 'attempt': {
      const key = exit.keys.find((candidate) => childOf(place, candidate)) // R5: exactly that child
      if (key !== undefined) return goOn(line, input, place, key)
      if (exit.otherwise === 'continue') return goOn(line, input, place, '_')
      return ended('The call ends: there is no way out for this.')
    }
    case 'stop':
    case 'hard-stop': // R12: they differ for what waits in KAZOO, which the studio cannot see
    case 'handed-away':
      return ended(exit.why)
    case 'branch':
      return branch(line, input, place, exit.why)
    case 'pivot':
      return request(line, input, exit, place)
  }
}

/** R2, R3: the child of that key, else `_`, else stop. */
function goOn(line: Line, input: SimulationInput, place: Place, wanted: string): Next {
  const key = childOf(place, wanted) ? wanted : '_'
  const child = childOf(place, key)
  if (!child) return ended('The call ends: nothing follows here.')
  const nodeId = nodeIdOf(place)
  const last = line.events.findLast((event) => event.nodeId !== null || event.kind === 'request')
  const trace = followTrace(line, place.reply, place.trace, key, (id) => titleIn(input, id, id))
  // The modules of one question belong to one step: between them no way out is taken.
  const isLeft = trace !== place.trace || nodeIdOf(child) !== nodeId
  if (isLeft && last && last.nodeId === nodeId && nodeId !== null) last.port = key
  return { kind: 'run', place: { ...child, trace } }
}

/**
 * R6, R7: the module's own `_` waits until the other flow stops. That flow lies in KAZOO and cannot be looked into, so
 * it stops at once, and no more than one ever waits.
 */
function branch(line: Line, input: SimulationInput, place: Place, why: string): Next {
  happens(line, 'note', nodeIdOf(place), { text: why })
  if (++line.branches > MAX_BRANCHES) return ended(`KAZOO ends the call: more than ${MAX_BRANCHES} callflows.`)
  if (childOf(place, '_')) return goOn(line, input, place, '_')
  return ended('The call ends: that callflow has ended, and nothing follows here.')
}

const ended = (why: string): Next => ({ kind: 'ended', why })

// ------------------------------------------------------------------------------------------------ requests

/** R11. `place` is the asking module; null for the callflow's own `pivot`, which the studio did not send. */
async function request(line: Line, input: SimulationInput, target: PivotTarget, place: Place | null): Promise<Next> {
  if (line.exchanges.length >= MAX_REQUESTS) return ended(`The preview ends: KAZOO has asked ${MAX_REQUESTS} times.`)
  const sent = encodePivotRequest(target, line)
  const atMs = line.atMs
  const reply = await input.ask(sent, new Date(input.startedAt.getTime() + Math.round(atMs)))
  if (reply.waitingFor) return { kind: 'waiting', for: reply.waitingFor }
  const { status, contentType, body, tookMs, nodes, variables } = reply
  line.exchanges.push({ atMs, request: sent, response: { status, contentType, body, tookMs }, nodes, variables })
  happens(line, 'request', null, { text: `Request ${line.exchanges.length}` })
  const thinkingMs = status === 0 ? NO_REPLY_MS : tookMs
  line.atMs += thinkingMs
  line.silenceMs += thinkingMs
  if (status !== 200 && status !== 206) return failedRequest(line, input, status, place)
  if (/\bxml\b/i.test(contentType)) {
    const { verbs, problems } = checkTwiml(body)
    if (problems[0]) return ended(`KAZOO ends the call: ${problems[0].message}`)
    const trace = followTrace(line, reply, -1, null, (id) => titleIn(input, id, id))
    line.asked = null
    return { kind: 'verb', place: { reply, verbs, index: 0, trace } }
  }
  const answer = parse(body)
  const [problem] = checkCallflow(answer, {
    profile: input.profile ?? 'any',
    reachableHost: hostOf(input.voiceUrl),
    trustsUnknownModules: input.trustsUnknownModules ?? false,
  })
  if (problem) return ended(`KAZOO hangs up: ${problem.message}`)
  const root = rootOf(reply, answer as AnswerModule)
  const trace = followTrace(line, reply, -1, null, (id) => titleIn(input, id, id))
  line.asked = null
  return { kind: 'run', place: { ...root, trace } }
}

function failedRequest(line: Line, input: SimulationInput, status: number, place: Place | null): Next {
  const what = status === 0 ? 'KAZOO got no answer for 10 s' : `KAZOO got status ${status}`
  happens(line, 'failure', place ? nodeIdOf(place) : null, { text: what })
  if (place) return goOn(line, input, place, '_')
  if (line.exchanges.some(({ response }) => /\bxml\b/i.test(response.contentType)))
    return ended(`${what}, and after TwiML there is no fallback: callers hear silence.`)
  return ended(`${what}. What stands behind the pivot in KAZOO’s own callflow runs now.`)
}

/** @returns undefined for what is no JSON, which KAZOO hangs up on as on nothing at all. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined // the answer comes from anywhere: what cannot be read is a case of its own, not a fault
  }
}

// ------------------------------------------------------------------------------------------------ words

const titleIn = (input: SimulationInput, nodeId: string | null, otherwise: string): string =>
  (nodeId === null ? undefined : input.titleOf?.(nodeId)) || otherwise

/** `+1 415 555 0142`; other numbers as they are. */
const phoneNumber = (number: string): string => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3')
