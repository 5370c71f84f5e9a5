/** A call log of the studio, and the stream that brings new requests. */
import {
  type CallRequest,
  type CallRequestDetail,
  type CallSummariesAnswer,
  type CallSummary,
  SLOW_MS,
} from '@callflow-studio/model/api'
import { onTestFinished } from 'vitest'
import type { OutputOf } from '../api/client.ts'
import { groupCalls } from '../calls/group-calls.ts'
import { studioInfo } from './sample-answers.ts'
import { type Answers, type ApiRequest, serveApi } from './serve-api.ts'

/** A request of a call that began at 9:00 UTC on a day long past; give it the present where the call is to be open. */
export const callRequest = (id: string, more: Partial<CallRequest> = {}): CallRequest => ({
  id,
  callId: 'call-1',
  flowId: 'f1',
  flowName: 'Front desk',
  version: 4,
  at: `2026-01-05T09:00:${id.padStart(2, '0')}.000Z`,
  callerName: 'Alice Example',
  callerNumber: '+14155550100',
  to: '+14155550142',
  hop: Number(id),
  status: 200,
  tookMs: 4,
  state: 'handed_over',
  error: null,
  warnings: [],
  isTest: false,
  ...more,
})

/** The same with its bodies. */
export const callDetail = (id: string, more: Partial<CallRequestDetail> = {}): CallRequestDetail => ({
  ...callRequest(id),
  request: {
    method: 'POST',
    url: 'https://studio.example/pivot/f1/key',
    contentType: 'application/json',
    params: { 'Call-ID': 'call-1' },
    body: '{"Call-ID":"call-1"}',
  },
  response: { status: 200, contentType: 'application/json', body: '{"module":"tts"}', tookMs: 4 },
  nodes: [],
  askedFor: null,
  variables: {},
  lookUps: [],
  recordings: [],
  ...more,
})

type RequestList = OutputOf<'call.list'>

const FINE = { setAside: null, problem: null }

export const callList = (calls: readonly CallRequest[], more: Partial<RequestList> = {}): RequestList => ({
  calls: [...calls],
  next: null,
  log: FINE,
  ...more,
})

/** The calls of these requests, as the log lists them. */
export const summaryList = (
  requests: readonly CallRequest[],
  more: Partial<CallSummariesAnswer> = {},
): CallSummariesAnswer => ({
  calls: summariesOf(requests),
  next: null,
  pending: 0,
  log: FINE,
  ...more,
})

const summariesOf = (requests: readonly CallRequest[]): CallSummary[] =>
  groupCalls(requests.map(withoutBodies)).map(({ summary }) => summary)

function withoutBodies(detail: CallRequest & Partial<CallRequestDetail>): CallRequest {
  const { request, response, nodes, askedFor, variables, lookUps, recordings, ...one } = detail
  return one
}

/** Serves a log with these requests, and of one call with all its details. @returns the requests that were sent */
export function serveCalls(details: readonly CallRequestDetail[], more: Answers = {}): readonly ApiRequest[] {
  return serveApi({
    'GET /calls': ({ path }: ApiRequest) => {
      const callId = new URLSearchParams(path.split('?')[1]).get('callId')
      return callList(details.filter((detail) => callId === null || detail.callId === callId))
    },
    'GET /calls/summaries': ({ path }: ApiRequest) => summaryList(matching(details, path)),
    'GET /studio': studioInfo,
    'GET /calls/stats': { callsToday: 1284, errorsToday: 1, p95Ms: 6.2 },
    'GET /flows': { flows: [] },
    'GET /recordings': { recordings: [] },
    ...Object.fromEntries(details.map((detail) => [`GET /calls/${detail.id}`, detail])),
    ...more,
  })
}

/** What the server would let through. */
function matching(details: readonly CallRequestDetail[], path: string): CallRequestDetail[] {
  const query = new URLSearchParams(path.split('?')[1])
  const outcome = query.get('outcome')
  const [slow, failed] = [query.has('slow'), query.has('failed')]
  const wanted = summariesOf(details).filter(
    (call) =>
      (outcome === null || call.outcome === outcome) &&
      (!(slow || failed) ||
        (slow && call.slowestMs > SLOW_MS) ||
        (failed && ['error', 'refused'].includes(call.outcome))),
  )
  const keys = new Set(wanted.map(({ key }) => key))
  return details.filter((detail) => keys.has(detail.callId || `request ${detail.id}`))
}

/** Stands for the stream of calls in one test: a browser cannot answer its own `EventSource`. */
export function openCallStream() {
  const before = globalThis.EventSource
  const open = new Set<EventTarget>()
  globalThis.EventSource = class extends EventTarget {
    onopen: ((event: Event) => void) | null = null
    onerror: ((event: Event) => void) | null = null
    onmessage: ((event: MessageEvent) => void) | null = null
    constructor() {
      super()
      open.add(this)
      this.addEventListener('open', (event) => this.onopen?.(event))
      this.addEventListener('error', (event) => this.onerror?.(event))
      this.addEventListener('message', (event) => this.onmessage?.(event as MessageEvent))
    }
    close() {
      open.delete(this)
    }
  } as unknown as typeof EventSource
  onTestFinished(() => {
    globalThis.EventSource = before
  })
  const tell = (event: () => Event): void => {
    for (const stream of open) stream.dispatchEvent(event())
  }
  return {
    /** How many pages listen. */
    listeners: () => open.size,
    connect: () => tell(() => new Event('open')),
    lose: () => tell(() => new Event('error')),
    bring: (request: CallRequest) => tell(() => new MessageEvent('message', { data: JSON.stringify(request) })),
    /** @param stats what the foot of the list counts */
    count: (stats: unknown) => tell(() => new MessageEvent('stats', { data: JSON.stringify(stats) })),
  }
}
