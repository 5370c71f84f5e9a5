/** What the call log keeps of a request: all of it, but nothing sensitive, no token, and of refused ones only a part. */
import { MASKED, parseCallFacts } from '@callflow-studio/model'
import type { CallEntry } from '../calls/call-entry.ts'
import { decodeParams } from './decode-params.ts'
import { describeDamage } from './find-damaged.ts'
import { loggedRequest, masksOf, maskUploads, pathOf } from './logged-request.ts'
import type { PivotDeps } from './pivot-request.ts'
import { type Arrived, contentTypeOf, type RequestContext } from './request-context.ts'

export type LoggedOutcome = Pick<CallEntry, 'status' | 'error' | 'response'>

/** @param outcome what came of it; its `warnings` are those of the answer */
export function logEntryOf(
  call: RequestContext,
  deps: PivotDeps,
  at: Date,
  outcome: LoggedOutcome & Pick<CallEntry, 'state' | 'trace' | 'warnings' | 'variables' | 'lookUps'>,
): CallEntry {
  const { facts, continuation, start, damaged } = call
  const { status, state, error, response, trace, warnings, variables, lookUps } = outcome
  // Each field by name: copying them from other objects would cost as much as all else here.
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
    status,
    tookMs: tookMs(call),
    state,
    error,
    askedFor: continuation?.nodeId ?? null,
    request: loggedRequest(call, deps),
    response,
    trace,
    variables,
    lookUps,
    warnings: damaged.length === 0 ? warnings : [damageWarning(damaged), ...warnings],
    isRefused: false,
    isTest: false,
  }
}

/** Part of every answer to a request that could not be read whole. */
export const damageWarning = (damaged: readonly string[]): CallEntry['warnings'][number] => ({
  nodeId: null,
  message: describeDamage(damaged),
})

/**
 * The entry of a request that is refused before its flow runs. Of the call it says what the token says and, where the
 * request was not refused for being unreadable, who calls; `hop` is 0 without a token, and without a flow `flowId` is empty.
 * @param text the body as far as it was read; null: it was not looked into. It cannot be masked, so where the flow takes
 *   anything sensitive, or none is live, neither it nor the query is kept.
 */
export function refusedEntryOf(
  arrived: Arrived,
  deps: PivotDeps,
  text: string | null,
  outcome: LoggedOutcome,
): CallEntry {
  const { request, target, continuation, start } = arrived
  const owner = deps.flows.ownerOf(target.key)
  const caller = text === null ? callerOf(arrived) : NOBODY
  const isKept = text !== null && start !== null && !masksOf({ start, continuation }, deps).hasSensitive
  const keep = (part: string): string => shorten(maskUploads((deps.mask ?? String)(part)), MAX_KEPT)
  const path = owner ? shorten(pathOf(target), MAX_KEPT) : UNKNOWN_PATH
  const flowId = start?.flowId ?? owner?.id ?? ''
  return {
    callId: continuation?.callId ?? caller.callId,
    flowId,
    flowName: flowId === '' ? '' : deps.flows.nameOf(flowId),
    version: start?.version ?? 0,
    at: deps.now(),
    callerName: caller.callerName,
    callerNumber: caller.callerNumber,
    to: caller.to,
    hop: continuation ? continuation.hops + 1 : 0,
    tookMs: tookMs(arrived),
    state: 'error',
    askedFor: continuation?.nodeId ?? null,
    request: {
      method: request.method,
      url: isKept && target.query !== '' ? `${path}?${keep(target.query)}` : path,
      contentType: shorten(contentTypeOf(request), MAX_TYPE),
      body: isKept && text !== null ? keep(text) : '',
    },
    ...outcome,
    trace: [],
    variables: null,
    lookUps: null,
    warnings: isKept || !hasContent(arrived, text) ? [] : [NOT_KEPT],
    isRefused: true,
    isTest: false,
  }
}

/** A key that is not of this studio may be a secret of another one, or a part of one of ours. */
const UNKNOWN_PATH = `/pivot/${MASKED}`

const NOT_KEPT = { nodeId: null, message: 'What arrived is not kept: it could hold sensitive values.' }

const hasContent = ({ request: { body }, target }: Arrived, text: string | null): boolean =>
  target.query !== '' || (text === null ? typeof body === 'object' && body !== null && body.length > 0 : text !== '')

const NOBODY = { callId: '', callerName: '', callerNumber: '', to: '' }

/** Who calls, as far as the request says so; nobody where it cannot be read. */
function callerOf({ request, target }: Arrived): typeof NOBODY {
  const { body } = request
  if (typeof body === 'string') return NOBODY
  const decoded = decodeParams(target.query, contentTypeOf(request), body)
  if (!decoded.ok) return NOBODY
  const { callId, callerName, callerNumber, to } = parseCallFacts(decoded.params)
  const short = (text: string): string => shorten(text, MAX_FACT)
  return { callId: short(callId), callerName: short(callerName), callerNumber: short(callerNumber), to: short(to) }
}

const MAX_FACT = 200
const MAX_KEPT = 2000
const MAX_TYPE = 100

/** @param most characters */
export const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}…`

/** In milliseconds, to a hundredth. @param begun of `performance.now()` */
export const tookMs = ({ begun }: Pick<Arrived, 'begun'>): number => Math.round((performance.now() - begun) * 100) / 100
