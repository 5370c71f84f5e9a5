import { type CallRequest, type CallWarning, callStateSchema, type TraceEntry } from '@callflow-studio/model/api'
import type { CallSummary } from '../store/call-store.ts'

/** One request of KAZOO and our answer, already masked: what the live list shows and the call log keeps. */
export interface CallEntry {
  /** Empty where it is not known. */
  callId: string
  /** Empty, like the name, where the request reached no flow; its version is 0 then. */
  flowId: string
  flowName: string
  version: number
  at: Date
  callerName: string
  callerNumber: string
  to: string
  /** 1 for a call's first request; 0 where a refused request does not tell which call it is of. */
  hop: number
  status: number
  tookMs: number
  state: CallRequest['state']
  error: string | null
  askedFor: string | null
  request: { method: string; url: string; contentType: string; body: string }
  response: { contentType: string; body: string }
  trace: readonly TraceEntry[]
  /** JSON texts; null where the flow has no variables, or made no look-up. */
  variables: string | null
  lookUps: string | null
  warnings: readonly CallWarning[]
  /** The request was refused before its flow ran. Anybody can send such requests, so only some of them are kept. */
  isRefused: boolean
  /** It is of *Test this URL*: no call, and not counted. */
  isTest: boolean
}

/**
 * The same as a row for the database, in the order of its columns: an array costs a fifth of an object or a JSON text on
 * its way to the thread that writes.
 */
export type CallTuple = [
  id: number,
  at: number,
  callId: string,
  flowId: string,
  flowName: string,
  version: number,
  callerName: string,
  callerNumber: string,
  to: string,
  hop: number,
  status: number,
  tookMs: number,
  state: string,
  error: string | null,
  warnings: string | null,
  isTest: number,
  askedFor: string | null,
  method: string,
  url: string,
  requestType: string,
  requestBody: string | null,
  responseType: string,
  responseBody: string | null,
  nodes: string,
  variables: string | null,
  lookUps: string | null,
]

/** Leaves who called and which steps ran; values are in bodies, in addresses, in variables, and in the words of a trace. */
export function dropBodies(row: CallTuple): void {
  for (const at of [REQUEST_BODY, RESPONSE_BODY, VARIABLES, LOOK_UPS] as const) row[at] = null
  row[URL] = row[URL].split('?', 1)[0] ?? ''
  const trace = JSON.parse(row[TRACE]) as TraceEntry[]
  row[TRACE] = JSON.stringify(trace.map(({ detail, ...entry }) => entry))
}

const [URL, TRACE, VARIABLES] = [18, 23, 24] as const
export const REQUEST_BODY = 20
export const RESPONSE_BODY = 22
export const LOOK_UPS = 25

export const toRow = (id: number, entry: CallEntry): CallTuple => [
  id,
  entry.at.getTime(),
  entry.callId,
  entry.flowId,
  entry.flowName,
  entry.version,
  entry.callerName,
  entry.callerNumber,
  entry.to,
  entry.hop,
  entry.status,
  entry.tookMs,
  entry.state,
  entry.error,
  entry.warnings.length === 0 ? null : JSON.stringify(entry.warnings),
  Number(entry.isTest),
  entry.askedFor,
  entry.request.method,
  entry.request.url,
  entry.request.contentType,
  entry.request.body,
  entry.response.contentType,
  entry.response.body,
  JSON.stringify(entry.trace),
  entry.variables,
  entry.lookUps,
]

/** What the live list shows of a row. */
export const toCallRequest = (row: CallTuple): CallRequest => ({
  id: String(row[0]),
  at: new Date(row[1]).toISOString(),
  callId: row[2],
  flowId: row[3],
  flowName: row[4],
  version: row[5],
  callerName: row[6],
  callerNumber: row[7],
  to: row[8],
  hop: row[9],
  status: row[10],
  tookMs: row[11],
  state: row[12] as CallRequest['state'],
  error: row[13],
  warnings: readWarnings(row[14]),
  isTest: row[15] === 1,
})

/** @param stored as a row holds them; null: none */
const readWarnings = (stored: string | null): CallWarning[] => (stored === null ? [] : JSON.parse(stored))

/** The same of what is stored. */
export const toCall = (row: CallSummary): CallRequest => ({
  id: String(row.id),
  callId: row.callId,
  flowId: row.flowId,
  flowName: row.flowName,
  version: row.version,
  at: new Date(row.at).toISOString(),
  callerName: row.callerName,
  callerNumber: row.callerNumber,
  to: row.called,
  hop: row.hop,
  status: row.status,
  tookMs: row.tookMs,
  state: callStateSchema.parse(row.state),
  error: row.error,
  warnings: readWarnings(row.warnings),
  isTest: row.isTest === 1,
})
