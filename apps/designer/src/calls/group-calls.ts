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
  state: 'waiting' | 'handed_over' | 'error'
  hasWarning: boolean
}

export interface CallFilter {
  state: 'waiting' | 'handed_over' | 'error' | null
  isSlow: boolean
  isError: boolean
  text: string
}

/** Slower than this is marked: every millisecond of ours is silence on the line. */
export const SLOW_MS = 1000

/** @returns calls by when they began, latest first. Requests may come in any order, and twice. */
export function groupCalls(requests: readonly CallRequest[]): Call[] {
  const byKey = new Map<string, Map<string, CallRequest>>()
  for (const request of requests) {
    const key = keyOf(request)
    const known = byKey.get(key) ?? new Map<string, CallRequest>()
    byKey.set(key, known.set(request.id, request))
  }
  return [...byKey]
    .map(([key, known]) => toCall(key, [...known.values()]))
    .sort((a, b) => b.first.at.localeCompare(a.first.at))
}

export const keyOf = (request: CallRequest): string => request.callId || `request ${request.id}`

function toCall(key: string, unsorted: CallRequest[]): Call {
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
    state: sorted.some(({ state }) => state === 'error') ? 'error' : last.state,
    hasWarning: sorted.some(({ warnings }) => warnings.length > 0),
  }
}

/** A request that was refused before anything of its call was known: there is nobody who calls. */
export const isRefused = ({ first }: Call): boolean => first.hop === 0

/** Slow and Errors add to each other: with both, a call that is either is shown. */
export function filterCalls(calls: readonly Call[], { state, isSlow, isError, text }: CallFilter): Call[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return calls.filter((call) => {
    if (state !== null && call.state !== state) return false
    if ((isSlow || isError) && !((isSlow && call.slowestMs > SLOW_MS) || (isError && call.state === 'error')))
      return false
    const { callerName, callerNumber, to, flowName, callId } = call.first
    const spoken = `${callerName} ${callerNumber} ${to} ${flowName} ${callId} ${call.last.error ?? ''}`.toLowerCase()
    return words.every((word) => spoken.includes(word))
  })
}
