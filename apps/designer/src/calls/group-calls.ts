/** One row a call: the requests of one Call-ID, together. */
import { type CallRequest, type CallSummary, SLOW_MS } from '@callflow-studio/model/api'

export interface Call {
  summary: CallSummary
  /** In the order in which KAZOO asked. */
  requests: readonly [CallRequest, ...CallRequest[]]
  first: CallRequest
  last: CallRequest
}

/**
 * @param requests in any order, and maybe twice
 * @returns calls by when they began, latest first
 */
export function groupCalls(requests: readonly CallRequest[]): Call[] {
  const byKey = new Map<string, Map<string, CallRequest>>()
  for (const request of requests) {
    const key = keyOf(request)
    const known = byKey.get(key) ?? new Map<string, CallRequest>()
    byKey.set(key, known.set(request.id, request))
  }
  return [...byKey.values()]
    .map((known) => toCall([...known.values()]))
    .sort((a, b) => b.first.at.localeCompare(a.first.at))
}

export const keyOf = (request: CallRequest): string => request.callId || `request ${request.id}`

function toCall(unsorted: CallRequest[]): Call {
  const sorted = unsorted.sort((a, b) => a.at.localeCompare(b.at) || a.hop - b.hop)
  const [first, ...rest] = sorted
  if (!first) throw new Error('A call has at least one request.')
  const summary = rest.reduce(addRequest, addRequest(null, first))
  return { summary, requests: [first, ...rest], first, last: sorted.at(-1) ?? first }
}

/** A call with one more request, or of its first one. */
export function addRequest(call: CallSummary | null, request: CallRequest): CallSummary {
  const { id, callId, at, version, status, tookMs } = request
  const before = call ?? {
    id,
    key: keyOf(request),
    callId,
    flowId: request.flowId,
    flowName: request.flowName,
    at,
    callerName: request.callerName,
    callerNumber: request.callerNumber,
    to: request.to,
    requests: 0,
    slowestMs: 0,
    outcome: null,
    error: null,
    hasWarning: false,
  }
  return {
    ...before,
    lastId: id,
    lastAt: at,
    version,
    status,
    requests: before.requests + 1,
    slowestMs: Math.max(before.slowestMs, tookMs),
    outcome: outcomeAfter(before.outcome, request),
    error: request.error ?? before.error,
    hasWarning: before.hasWarning || request.warnings.length > 0,
  }
}

function outcomeAfter(
  before: CallSummary['outcome'] | null,
  { hop, state, isTest }: CallRequest,
): CallSummary['outcome'] {
  if (isTest) return 'test'
  if (before === 'refused' || before === 'error') return before
  if (before === null && hop === 0) return 'refused'
  return state
}

/** A call is over when no request has come for so long, though its last answer asks for one. */
export const withEnd = (call: CallSummary, now: number, endsAfterMs: number): CallSummary =>
  call.outcome === 'waiting' && now - Date.parse(call.lastAt) > endsAfterMs ? { ...call, outcome: 'ended' } : call

/** After this long without a request the caller is in a long step, such as a talk, or has hung up: nobody tells which. */
const QUIET_AFTER_MS = 10 * 60 * 1000

/** How long a call that goes on has been without a request, in ms; null while that is nothing to speak of. */
export function quietFor({ outcome, lastAt }: CallSummary, now: number): number | null {
  const ms = now - Date.parse(lastAt)
  return outcome === 'waiting' && ms >= QUIET_AFTER_MS ? ms : null
}

/** A request that was refused before anything of its call was known: there is nobody who calls. */
export const isRefused = ({ outcome }: CallSummary): boolean => outcome === 'refused'

export const isSlow = ({ slowestMs }: CallSummary): boolean => slowestMs > SLOW_MS
