/** One row a call: the requests of one Call-ID, together. */
import type { CallRequest } from '@callflow-studio/model/api'

export interface Call {
  /** The Call-ID; requests without one are calls of their own. */
  key: string
  /** In the order in which KAZOO asked. */
  requests: readonly [CallRequest, ...CallRequest[]]
  first: CallRequest
  last: CallRequest
  slowestMs: number
  state: CallState
  hasWarning: boolean
}

/** ended: KAZOO cannot come back any more, since the token of the last answer has expired. */
type CallState = 'waiting' | 'handed_over' | 'ended' | 'error'

export interface CallListFilter {
  state: CallState | null
  isSlow: boolean
  isError: boolean
}

/** Slower than this is marked: every millisecond of ours is silence on the line. */
export const SLOW_MS = 1000

/** A token is good for so long (docs/design.md#tokens). */
const TOKEN_LIFETIME_MS = 6 * 60 * 60 * 1000

/**
 * @param now in milliseconds; decides which calls have ended
 * @returns calls by when they began, latest first. Requests may come in any order, and twice.
 */
export function groupCalls(requests: readonly CallRequest[], now: number): Call[] {
  const byKey = new Map<string, Map<string, CallRequest>>()
  for (const request of requests) {
    const key = keyOf(request)
    const known = byKey.get(key) ?? new Map<string, CallRequest>()
    byKey.set(key, known.set(request.id, request))
  }
  return [...byKey]
    .map(([key, known]) => toCall(key, [...known.values()], now))
    .sort((a, b) => b.first.at.localeCompare(a.first.at))
}

export const keyOf = (request: CallRequest): string => request.callId || `request ${request.id}`

function toCall(key: string, unsorted: CallRequest[], now: number): Call {
  const sorted = unsorted.sort((a, b) => a.at.localeCompare(b.at) || a.hop - b.hop)
  const [first, ...rest] = sorted
  if (!first) throw new Error('A call has at least one request.')
  const last = sorted.at(-1) ?? first
  return {
    key,
    requests: [first, ...rest],
    first,
    last,
    slowestMs: Math.max(...sorted.map(({ tookMs }) => tookMs)),
    state: sorted.some(({ state }) => state === 'error') ? 'error' : stateOf(last, now),
    hasWarning: sorted.some(({ warnings }) => warnings.length > 0),
  }
}

const stateOf = ({ state, at }: CallRequest, now: number): CallState =>
  state === 'waiting' && now - new Date(at).getTime() > TOKEN_LIFETIME_MS ? 'ended' : state

/** After this long without a request the caller is in a long step, such as a talk, or has hung up: nobody tells which. */
const QUIET_AFTER_MS = 10 * 60 * 1000

/** How long a call that goes on has been without a request, in ms; null while that is nothing to speak of. */
export function quietFor({ state, last }: Call, now: number): number | null {
  const ms = now - new Date(last.at).getTime()
  return state === 'waiting' && ms >= QUIET_AFTER_MS ? ms : null
}

/** A request that was refused before anything of its call was known: there is nobody who calls. */
export const isRefused = ({ first }: Call): boolean => first.hop === 0

/** Slow and Errors add to each other: with both, a call that is either is shown. */
export const filterCalls = (calls: readonly Call[], { state, isSlow, isError }: CallListFilter): Call[] =>
  calls.filter((call) => {
    if (state !== null && call.state !== state) return false
    return !(isSlow || isError) || (isSlow && call.slowestMs > SLOW_MS) || (isError && call.state === 'error')
  })

/**
 * The calls among those on screen that are found at once, while the log is searched for the others.
 * @param text each of its words must be part of who called, what was called, the flow, the Call-ID or the error
 */
export function searchShown(calls: readonly Call[], text: string): Call[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return calls.filter(({ first, last }) => {
    const { callerName, callerNumber, to, flowName, callId } = first
    const said = `${callerName} ${callerNumber} ${to} ${flowName} ${callId} ${last.error ?? ''}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
}
