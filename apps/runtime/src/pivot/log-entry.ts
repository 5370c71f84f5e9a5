/** What the call log keeps of a request: all of it, but nothing sensitive, no token, and of refused ones only a part. */
import {
  type CallFacts,
  type Continuation,
  encodeRequest,
  isTwimlRequest,
  MASKED,
  maskParams,
  masksOfCall,
  type ResolvedFlow,
} from '@callflow-studio/model'
import type { CallEntry } from '../calls/call-entry.ts'
import type { PivotDeps, PivotRequest } from './answer-request.ts'
import type { Params } from './decode-params.ts'
import { describeDamage } from './find-damaged.ts'

/** What is known of a request from its address. */
export interface Target {
  path: string
  query: string
  key: string
  token: string | null
}

/** What is known once the token is opened, and before the parameters are read. */
export interface Arrived {
  request: PivotRequest
  target: Target
  continuation: Continuation | null
  /** Null where there is no flow to answer with. */
  start: ResolvedFlow | null
  begun: number
}

export interface CallInHand extends Arrived {
  start: ResolvedFlow
  params: Params
  /** The body as it came. */
  text: string
  /** Names of the parameters that could not be read whole. */
  damaged: readonly string[]
  facts: CallFacts
}

export type Outcome = Pick<CallEntry, 'status' | 'error' | 'response'>

/** @param outcome what came of it; its `warnings` are those of the answer */
export function entryOf(
  call: CallInHand,
  deps: PivotDeps,
  at: Date,
  outcome: Outcome & Pick<CallEntry, 'state' | 'trace' | 'warnings'>,
): CallEntry {
  const { facts, damaged } = call
  return {
    ...commonOf(call, deps, at),
    callId: facts.callId,
    callerName: facts.callerName,
    callerNumber: facts.callerNumber,
    to: facts.to,
    hop: (call.continuation?.hops ?? 0) + 1,
    request: loggedRequest(call, deps),
    ...outcome,
    warnings: damaged.length === 0 ? outcome.warnings : [damageWarning(damaged), ...outcome.warnings],
    isRefused: false,
  }
}

/** Part of every answer to a request that could not be read whole. */
export const damageWarning = (damaged: readonly string[]): CallEntry['warnings'][number] => ({
  nodeId: null,
  message: describeDamage(damaged),
})

/**
 * The entry of a request that is refused before its parameters are known. Of the call it says what the token says; without
 * one it belongs to no call (`callId` empty, `hop` 0), without a flow to no flow (`flowId` empty, `version` 0).
 * @param text the body as far as it was read. It cannot be masked, so where the flow takes anything sensitive, or none is
 *   known, neither it nor the query is kept.
 */
export function refusedEntryOf(arrived: Arrived, deps: PivotDeps, text: string, outcome: Outcome): CallEntry {
  const { request, target, continuation, start } = arrived
  const isKept = start !== null && !masksOf({ start, continuation }, deps).hasSensitive
  const keep = (part: string): string => shorten((deps.mask ?? String)(part), MAX_KEPT)
  const hasMore = text !== '' || target.query !== ''
  return {
    ...commonOf(arrived, deps, deps.now()),
    callId: continuation?.callId ?? '',
    callerName: '',
    callerNumber: '',
    to: '',
    hop: continuation ? continuation.hops + 1 : 0,
    state: 'error',
    request: {
      method: request.method,
      url: isKept && target.query !== '' ? `${pathOf(target)}?${keep(target.query)}` : pathOf(target),
      contentType: shorten(contentTypeOf(request), MAX_TYPE),
      body: isKept ? keep(text) : '',
    },
    ...outcome,
    trace: [],
    warnings:
      isKept || !hasMore
        ? []
        : [{ nodeId: null, message: 'What arrived is not kept: it could hold sensitive values.' }],
    isRefused: true,
  }
}

const MAX_KEPT = 2000
const MAX_TYPE = 100

const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}…`

const commonOf = ({ continuation, start, begun }: Arrived, deps: PivotDeps, at: Date) => ({
  flowId: start?.flowId ?? '',
  flowName: start ? deps.flows.nameOf(start.flowId) : '',
  version: start?.version ?? 0,
  at,
  askedFor: continuation?.nodeId ?? null,
  tookMs: Math.round((performance.now() - begun) * 100) / 100,
})

export const contentTypeOf = ({ headers }: PivotRequest): string => {
  const type = headers['content-type']
  return typeof type === 'string' ? type : ''
}

const pathOf = ({ path, key, token }: Target): string => (token === null ? path : `/pivot/${key}/${MASKED}`)

/** The request as it may be logged: sensitive values and the token are masked before anything is queued (design 9). */
function loggedRequest(call: CallInHand, deps: PivotDeps): CallEntry['request'] {
  const { request, target, params, text } = call
  const { method } = request
  const contentType = contentTypeOf(request)
  const path = pathOf(target)
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

function masksOf(
  { start, continuation }: { start: ResolvedFlow; continuation: Continuation | null },
  { flows }: PivotDeps,
): ReturnType<typeof masksOfCall> {
  const epoch = continuation?.epoch ?? flows.epoch()
  const find = (flowId: string, version: number | null) => flows.resolve(flowId, version, epoch)?.flow ?? null
  const waiting = (continuation?.frames ?? []).flatMap(({ flowId, version }) => find(flowId, version) ?? [])
  return masksOfCall([start.flow, ...waiting], (flowId) => find(flowId, null), continuation?.hidden)
}

/** Whether masking left everything as it was. */
const isSame = (masked: Params, params: Params): boolean =>
  Object.keys(params).every((name) => masked[name] === params[name] || !JSON.stringify(masked[name]).includes(MASKED))
