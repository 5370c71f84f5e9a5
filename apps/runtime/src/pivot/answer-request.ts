/**
 * The heart of `/pivot`: one request in, one answer out, synchronously (docs/design.md#architecture). Preview and probe
 * use it too, so what they show is what KAZOO gets.
 */
import { randomUUID } from 'node:crypto'
import {
  type Answer,
  answerCall,
  type Continuation,
  DEFAULT_FALLBACK,
  formatOfRequest,
  formatTraits,
  parseCallFacts,
  type RecordingUploads,
  type ResolvedFlow,
} from '@callflow-studio/model'
import { isBound } from '../continuation/is-bound.ts'
import type { Opened } from '../continuation/sealer.ts'
import { baseUrlOf } from './address.ts'
import { decodeParams } from './decode-params.ts'
import { damageWarning, logEntryOf } from './log-entry.ts'
import { loggedState } from './logged-state.ts'
import type { PivotDeps, PivotReply, PivotRequest, UnreadBody } from './pivot-request.ts'
import {
  refuseAddress,
  refuseArrived,
  refuseCall,
  refuseForeign,
  refuseUnreadable,
  sayFallback,
  whyNotLive,
  withRefusedEntry,
} from './refuse.ts'
import { type Arrived, contentTypeOf, type RequestContext, type Target } from './request-context.ts'

/** Answers may be 64 KiB, and so may requests. */
export const MAX_BODY_BYTES = 64 * 1024

/** Requests of which there is nothing to read. */
const UNREAD = {
  'too large': { status: 413, why: 'The body is larger than 64 KiB.' },
  broken: { status: 400, why: 'The connection broke before the request was complete.' },
  'bad address': {
    status: 400,
    why: 'The address holds characters that must be percent-encoded. Let KAZOO send its requests by POST.',
  },
} as const satisfies Record<UnreadBody, { status: number; why: string }>

const DELETED =
  'The flow is in the trash, so the call got its fallback. Restore it, or remove its Pivot URL from KAZOO.'

/**
 * @returns a promise only where a flow makes look-ups, or is not in memory; it rejects where the database cannot be read
 * @throws never, as long as the flow was compiled by the model
 */
export function answerPivotRequest(request: PivotRequest, deps: PivotDeps): PivotReply | Promise<PivotReply> {
  const begun = performance.now()
  const target = parseTarget(request.url)
  if (!target) return refuseAddress(request, deps, { status: 404, why: 'There is nothing at this address.' })
  const loading = deps.flows.loadLive(target.key)
  return loading
    ? loading.then(() => answerAddressed(request, target, deps, begun))
    : answerAddressed(request, target, deps, begun)
}

function answerAddressed(
  request: PivotRequest,
  target: Target,
  deps: PivotDeps,
  begun: number,
): PivotReply | Promise<PivotReply> {
  const live = deps.flows.byKey(target.key)
  const arrived: Arrived = { request, target, continuation: null, start: live, begun }
  if (request.method !== 'GET' && request.method !== 'POST')
    return { ...refuseArrived(arrived, deps, { status: 405, why: 'KAZOO asks by GET or POST.' }), allow: 'GET, POST' }
  const deleted = live || target.token !== null ? null : deps.flows.inTrash(target.key)
  if (deleted) return answerTarget(request, target, deleted, deps, begun, DELETED)
  if (target.token === null && !live)
    return refuseArrived(arrived, deps, {
      status: 404,
      why: 'No published flow has this key.',
      loggedWhy: whyNotLive(deps.flows.ownerOf(target.key)),
    })
  return deps.yieldTurn && live?.flow.looksUp
    ? deps.yieldTurn().then(() => answerTarget(request, target, live, deps, begun))
    : answerTarget(request, target, live, deps, begun)
}

function answerTarget(
  request: PivotRequest,
  target: Target,
  live: ResolvedFlow | null,
  deps: PivotDeps,
  begun: number,
  onlyFallback?: string,
): PivotReply | Promise<PivotReply> {
  const opened = target.token === null ? null : deps.sealer.open(target.token)
  if (opened && !opened.ok && opened.why === 'foreign')
    return refuseForeign({ request, target, continuation: null, start: live, begun }, deps)
  const continuation = opened?.continuation ?? null
  const loading = continuation && loadOlder(continuation, deps)
  return loading
    ? loading.then(() => answerOpened(request, target, live, opened, deps, begun, onlyFallback))
    : answerOpened(request, target, live, opened, deps, begun, onlyFallback)
}

/** The versions that a call began with may have left memory. @returns null where all are there */
function loadOlder({ flowId, version, epoch, frames }: Continuation, { flows }: PivotDeps): Promise<unknown> | null {
  const loading = [{ flowId, version }, ...frames].flatMap((each) => flows.load(each.flowId, each.version, epoch) ?? [])
  return loading.length === 0 ? null : Promise.all(loading)
}

function answerOpened(
  request: PivotRequest,
  target: Target,
  live: ResolvedFlow | null,
  opened: Exclude<Opened, { why: 'foreign' }> | null,
  deps: PivotDeps,
  begun: number,
  onlyFallback?: string,
): PivotReply | Promise<PivotReply> {
  const continuation = opened?.continuation ?? null
  const start = continuation ? deps.flows.resolve(continuation.flowId, continuation.version, continuation.epoch) : live
  const arrived: Arrived = { request, target, continuation, start, begun }
  const body = request.body && request.body.length > MAX_BODY_BYTES ? 'too large' : request.body
  if (typeof body === 'string') return refuseUnreadable(arrived, deps, UNREAD[body], '')
  const decoded = decodeParams(target.query, contentTypeOf(request), body)
  if (!decoded.ok) return refuseUnreadable(arrived, deps, { status: 400, why: decoded.why }, decoded.text)

  const { params, text, damaged } = decoded
  const facts = parseCallFacts(params)
  if (!start) {
    const why = 'The flow that this call began with is gone.'
    const format = formatOfRequest(params)
    return formatTraits[format].keepsFallback
      ? refuseArrived(arrived, deps, { status: 404, why })
      : withRefusedEntry(sayFallback(DEFAULT_FALLBACK, format, why), arrived, deps, null, why)
  }

  const call: RequestContext = { request, target, params, text, damaged, facts, continuation, start, begun }
  if (opened && !opened.ok) return refuseCall(call, deps, 403, 'The token is older than 6 hours.')
  if (continuation && !isBound(continuation, facts))
    return refuseCall(call, deps, 403, 'The token belongs to another call.')
  const base = baseUrlOf(request.headers, request.sender, deps.rules, request.isTls)
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
    onlyFallback,
    now,
    keepsStates: deps.keepsStates ?? false,
    seal: (state) => prefix + deps.sealer.seal(state),
    elapsedMs: () => performance.now() - begun,
    resolve: (flowId, version) => deps.flows.resolve(flowId, version, epoch),
    services: deps.servicesOf(facts.callId),
    requestName: target.token ?? (facts.callId === '' ? null : `${target.key} ${facts.callId}`),
    recordings: recordingsAt(base.url, prefix, deps.uploadSealer),
  })
  return answer instanceof Promise
    ? answer.then((made) => toReply(call, deps, now, made, deps.mask ?? asItIs))
    : toReply(call, deps, now, answer, asItIs)
}

/** Anyone who can use the designer can play a recording; only KAZOO can upload one. */
const recordingsAt = (baseUrl: string, prefix: string, sealer: PivotDeps['uploadSealer']): RecordingUploads => ({
  open(source) {
    const id = randomUUID().replaceAll('-', '')
    return { id, uploadUrl: `${prefix}recordings/${sealer.seal({ id, ...source })}` }
  },
  urlOf: (id) => `${baseUrl}/api/recordings/${id}`,
})

const asItIs = (text: string): string => text

function toReply(
  call: RequestContext,
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
    warnings: call.damaged.length === 0 ? answer.warnings : [damageWarning(call.damaged), ...answer.warnings],
    flowId: call.start.flowId,
    makeEntry: deps.isLogged
      ? () =>
          logEntryOf(call, deps, now, {
            status: 200,
            state: failure ? 'error' : answer.isWaiting ? 'waiting' : 'handed_over',
            error: why,
            response: { contentType: answer.contentType, body: mask(answer.loggedBody()) },
            trace: mask === asItIs ? answer.trace : answer.trace.map((entry) => maskTrace(entry, mask)),
            warnings: answer.warnings,
            ...loggedState(answer, mask),
          })
      : null,
  }
}

const maskTrace = (entry: Answer['trace'][number], mask: (text: string) => string): typeof entry =>
  entry.detail === undefined ? entry : { ...entry, detail: mask(entry.detail) }

/**
 * `/pivot/:key` and `/pivot/:key/:token`, to the letter: a trailing slash is another address. After a TwiML `Record` the token
 * stands behind the address that the file is sent to.
 */
function parseTarget(url: string): Target | null {
  const mark = url.indexOf('?')
  const path = mark === -1 ? url : url.slice(0, mark)
  const match = TARGET.exec(path)
  const key = match?.[1]
  if (key === undefined) return null
  return { path, query: mark === -1 ? '' : url.slice(mark + 1), key, token: match?.[2] ?? null }
}

const TARGET = /^\/pivot\/([^/]+)(?:\/(?:recordings\/[^/]+\/)?([^/]+))?$/
