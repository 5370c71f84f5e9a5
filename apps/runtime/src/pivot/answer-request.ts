/**
 * The heart of `/pivot`: one request in, one answer out, synchronously (design 9). Preview and probe use it too, so what
 * they show is what KAZOO gets.
 */
import {
  type Answer,
  answerCall,
  type CallFacts,
  type Continuation,
  DEFAULT_FALLBACK,
  encodeRequest,
  type Fallback,
  isTwimlRequest,
  MASKED,
  maskParams,
  masksOfCall,
  parseCallFacts,
  type ResolvedFlow,
  type Services,
  writeResponse,
} from '@callflow-studio/model'
import type { CallEntry } from '../calls/call-entry.ts'
import { isBound } from '../continuation/is-bound.ts'
import type { Sealer } from '../continuation/sealer.ts'
import type { PublishedFlows } from '../flows/published-flows.ts'
import { type AddressHeaders, type AddressRules, baseUrlOf } from './address.ts'
import { decodeParams, type Params } from './decode-params.ts'

export interface PivotRequest {
  method: string
  /** Path and query as they were sent. */
  url: string
  headers: AddressHeaders
  /** Null for GET. */
  body: Buffer | null
  remoteAddress: string
  isTls: boolean
}

export interface PivotReply {
  status: number
  contentType: string
  body: string
  /** Why it is no 200, in words for the administrator. */
  why: string | null
  /** For 405. */
  allow?: string
  /** Null where there is no flow to answer with. */
  answer: Answer | null
  /** What the call log keeps; null where the request belongs to no flow. */
  entry: CallEntry | null
}

export interface PivotDeps {
  flows: Pick<PublishedFlows, 'byKey' | 'resolve' | 'nameOf' | 'epoch'>
  sealer: Sealer
  rules: AddressRules
  now: () => Date
  /** Where the call begins instead of the start; for previews. */
  startAt?: string | undefined
  /** What a call may ask of the world. */
  services: Services
  /** Calls of flows that ask other servers wait for it; not in previews. */
  turn?: () => Promise<void>
  /** Masks secrets in what is logged of a call that made look-ups: servers echo what they were sent. */
  mask?: (text: string) => string
  /** False: `entry` is not made; for previews. */
  isLogged: boolean
}

/** Answers may be 64 KiB, and so may requests. */
export const MAX_BODY_BYTES = 64 * 1024

/**
 * @returns a promise only where a flow makes look-ups; it never rejects
 * @throws never, as long as the flow was compiled by the model
 */
export function answerPivotRequest(request: PivotRequest, deps: PivotDeps): PivotReply | Promise<PivotReply> {
  const begun = performance.now()
  const target = parseTarget(request.url)
  if (!target) return refuse(404, 'There is nothing at this address.')
  if (request.method !== 'GET' && request.method !== 'POST')
    return { ...refuse(405, 'KAZOO asks by GET or POST.'), allow: 'GET, POST' }
  const live = deps.flows.byKey(target.key)
  if (target.token === null && !live) return refuse(404, 'No published flow has this key.')
  return deps.turn && live?.flow.looksUp
    ? deps.turn().then(() => answerTarget(request, target, live, deps, begun))
    : answerTarget(request, target, live, deps, begun)
}

function answerTarget(
  request: PivotRequest,
  target: Target,
  live: ResolvedFlow | null,
  deps: PivotDeps,
  begun: number,
): PivotReply | Promise<PivotReply> {
  const opened = target.token === null ? null : deps.sealer.open(target.token)
  if (opened && !opened.ok && opened.why === 'foreign') return refuse(403, 'This studio did not make the token.')
  const continuation = opened?.continuation ?? null
  const start = continuation ? deps.flows.resolve(continuation.flowId, continuation.version, continuation.epoch) : live
  const refuseAsIs = (status: 400 | 413, why: string): PivotReply =>
    continuation && start?.flow.settings.format === 'twiml'
      ? sayFallback(start.flow.fallback, why)
      : refuse(status, why)
  if (request.body && request.body.length > MAX_BODY_BYTES) return refuseAsIs(413, 'The body is larger than 64 KiB.')
  const decoded = decodeParams(target.query, contentTypeOf(request), request.body)
  if (!decoded.ok) return refuseAsIs(400, decoded.why)

  const facts = parseCallFacts(decoded.params)
  if (!start) {
    const why = 'The flow that this call began with is gone.'
    return isTwimlRequest(facts.params) ? sayFallback(DEFAULT_FALLBACK, why) : refuse(404, why)
  }

  const call: CallInHand = {
    request,
    target,
    params: decoded.params,
    text: decoded.text,
    facts,
    continuation,
    start,
    begun,
  }
  if (opened && !opened.ok) return refuseCall(call, deps, 403, 'The token is older than 6 hours.')
  if (continuation && !isBound(continuation, facts))
    return refuseCall(call, deps, 403, 'The token belongs to another call.')
  const base = baseUrlOf(request.headers, request.remoteAddress, deps.rules, request.isTls)
  if (!base.ok) return refuseCall(call, deps, base.status, base.why)

  const epoch = continuation?.epoch ?? deps.flows.epoch()
  const prefix = `${base.url}/pivot/${target.key}/`
  const now = deps.now()
  const answer = answerCall({
    start,
    epoch,
    facts,
    continuation,
    startAt: continuation ? undefined : deps.startAt,
    now,
    seal: (state) => prefix + deps.sealer.seal(state),
    elapsedMs: () => performance.now() - begun,
    resolve: (flowId, version) => deps.flows.resolve(flowId, version, epoch),
    services: deps.services,
  })
  return answer instanceof Promise
    ? answer.then((made) => toReply(call, deps, now, made, deps.mask ?? asItIs))
    : toReply(call, deps, now, answer, asItIs)
}

const asItIs = (text: string): string => text

function toReply(
  call: CallInHand,
  deps: PivotDeps,
  now: Date,
  answer: Answer,
  mask: (text: string) => string,
): PivotReply {
  const [failure] = answer.failures
  const why = failure ? mask(failure.message) : null
  return {
    status: 200,
    contentType: answer.contentType,
    body: answer.body,
    why,
    answer,
    entry: entryOf(call, deps, now, {
      status: 200,
      state: failure ? 'error' : answer.isWaiting ? 'waiting' : 'handed_over',
      error: why,
      response: () => ({ contentType: answer.contentType, body: mask(answer.loggedBody()) }),
      trace: mask === asItIs ? answer.trace : answer.trace.map((entry) => maskTrace(entry, mask)),
    }),
  }
}

const maskTrace = (entry: Answer['trace'][number], mask: (text: string) => string): typeof entry =>
  entry.detail === undefined ? entry : { ...entry, detail: mask(entry.detail) }

interface Target {
  path: string
  query: string
  key: string
  token: string | null
}

/** `/pivot/:key` and `/pivot/:key/:token`, to the letter: a trailing slash is another address. */
function parseTarget(url: string): Target | null {
  const mark = url.indexOf('?')
  const path = mark === -1 ? url : url.slice(0, mark)
  const match = TARGET.exec(path)
  const key = match?.[1]
  if (key === undefined) return null
  return { path, query: mark === -1 ? '' : url.slice(mark + 1), key, token: match?.[2] ?? null }
}

const TARGET = /^\/pivot\/([^/]+)(?:\/([^/]+))?$/

const contentTypeOf = ({ headers }: PivotRequest): string => {
  const type = headers['content-type']
  return typeof type === 'string' ? type : ''
}

/** A refusal that no flow has to do with. KAZOO runs the `_` of its pivot node at once. */
const refuse = (status: number, why: string): PivotReply => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ error: why }),
  why,
  answer: null,
  entry: null,
})

interface CallInHand {
  request: PivotRequest
  target: Target
  params: Params
  /** The body as it came. */
  text: string
  facts: CallFacts
  continuation: Continuation | null
  start: ResolvedFlow
  begun: number
}

/**
 * Once KAZOO has had TwiML it has no fallback any more, and a refusal would be silence until the caller hangs up (design 8).
 */
const sayFallback = ({ twiml }: Fallback, why: string): PivotReply => ({
  ...refuse(200, why),
  contentType: 'application/xml',
  body: writeResponse(twiml.later),
})

/** Of the flow that the call began with, as in the answers: a sub-flow has none of its own. */
function fallbackOfCall({ start, continuation }: CallInHand, { flows }: PivotDeps): Fallback {
  const [first] = continuation?.frames ?? []
  const began = first && flows.resolve(first.flowId, first.version, continuation?.epoch ?? flows.epoch())
  return (began ?? start).flow.fallback
}

/** A refusal that stands in the call log too, since its flow is known. */
function refuseCall(call: CallInHand, deps: PivotDeps, refusal: number, why: string): PivotReply {
  const { format } = call.start.flow.settings
  const reply =
    format === 'twiml' && call.continuation ? sayFallback(fallbackOfCall(call, deps), why) : refuse(refusal, why)
  const { status } = reply
  const response = () => ({ contentType: reply.contentType, body: reply.body })
  return {
    ...reply,
    entry: entryOf(call, deps, deps.now(), { status, state: 'error', error: why, response, trace: [] }),
  }
}

function entryOf(
  call: CallInHand,
  deps: PivotDeps,
  at: Date,
  outcome: Pick<CallEntry, 'status' | 'state' | 'error' | 'trace'> & { response: () => CallEntry['response'] },
): CallEntry | null {
  if (!deps.isLogged) return null
  const { facts, continuation, start } = call
  return {
    callId: facts.callId,
    flowId: start.flowId,
    flowName: deps.flows.nameOf(start.flowId),
    version: start.version,
    at,
    callerName: facts.callerName,
    callerNumber: facts.callerNumber,
    to: facts.to,
    hop: (continuation?.hops ?? 0) + 1,
    askedFor: continuation?.nodeId ?? null,
    request: loggedRequest(call, deps),
    ...outcome,
    response: outcome.response(),
    tookMs: Math.round((performance.now() - call.begun) * 100) / 100,
  }
}

/** The request as it may be logged: sensitive values and the token are masked before anything is queued (design 9). */
function loggedRequest(call: CallInHand, deps: PivotDeps): CallEntry['request'] {
  const { request, target, params, text } = call
  const { method } = request
  const contentType = contentTypeOf(request)
  const path = target.token === null ? target.path : `/pivot/${target.key}/${MASKED}`
  const masked = mayHoldSecrets(params) ? maskParams(params, masksOf(call, deps)) : params
  if (masked === params || isSame(masked, params))
    return {
      method,
      url: target.query === '' ? path : `${path}?${target.query}`,
      contentType,
      body: text,
    }
  const bodyFormat = contentType.includes('json') ? 'json' : 'form'
  const again = encodeRequest(
    { voiceUrl: path, method: text === '' ? 'get' : 'post', reqFormat: 'kazoo', bodyFormat },
    masked,
  )
  return { method, url: again.url, contentType, body: again.body }
}

const mayHoldSecrets = (params: Params): boolean =>
  isTwimlRequest(params) || params.Digits !== undefined || params['Custom-Application-Vars'] !== undefined

function masksOf({ start, continuation }: CallInHand, { flows }: PivotDeps): ReturnType<typeof masksOfCall> {
  const epoch = continuation?.epoch ?? flows.epoch()
  const find = (flowId: string, version: number | null) => flows.resolve(flowId, version, epoch)?.flow ?? null
  const waiting = (continuation?.frames ?? []).flatMap(({ flowId, version }) => find(flowId, version) ?? [])
  return masksOfCall([start.flow, ...waiting], (flowId) => find(flowId, null), continuation?.hidden)
}

/** Whether masking left everything as it was. */
const isSame = (masked: Params, params: Params): boolean =>
  Object.keys(params).every((name) => masked[name] === params[name] || !JSON.stringify(masked[name]).includes(MASKED))
