/** What the call log keeps of a request: all of it, but nothing sensitive, no token, and of refused ones only a part. */
import type { CallEntry } from '../calls/call-entry.ts'
import type { PivotDeps } from './answer-request.ts'
import { type Arrived, type CallInHand, contentTypeOf } from './call-in-hand.ts'
import { describeDamage } from './find-damaged.ts'
import { loggedRequest, masksOf, maskUploads, pathOf } from './logged-request.ts'

export type Outcome = Pick<CallEntry, 'status' | 'error' | 'response'>

/** @param outcome what came of it; its `warnings` are those of the answer */
export function entryOf(
  call: CallInHand,
  deps: PivotDeps,
  at: Date,
  outcome: Outcome & Pick<CallEntry, 'state' | 'trace' | 'warnings'>,
): CallEntry {
  const { facts, continuation, start, damaged } = call
  const { status, state, error, response, trace, warnings } = outcome
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
    warnings: damaged.length === 0 ? warnings : [damageWarning(damaged), ...warnings],
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
  const keep = (part: string): string => shorten(maskUploads((deps.mask ?? String)(part)), MAX_KEPT)
  const path = shorten(pathOf(target), MAX_KEPT)
  const hasMore = text !== '' || target.query !== ''
  return {
    callId: continuation?.callId ?? '',
    flowId: start?.flowId ?? '',
    flowName: start ? deps.flows.nameOf(start.flowId) : '',
    version: start?.version ?? 0,
    at: deps.now(),
    callerName: '',
    callerNumber: '',
    to: '',
    hop: continuation ? continuation.hops + 1 : 0,
    tookMs: tookMs(arrived),
    state: 'error',
    askedFor: continuation?.nodeId ?? null,
    request: {
      method: request.method,
      url: isKept && target.query !== '' ? `${path}?${keep(target.query)}` : path,
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

const tookMs = ({ begun }: Arrived): number => Math.round((performance.now() - begun) * 100) / 100
