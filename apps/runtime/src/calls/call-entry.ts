import type { CallRequest, TraceEntry } from '@callflow-studio/model/api'

/** One request of KAZOO and our answer, already masked: what the live list shows and the call log keeps. */
export interface CallEntry {
  callId: string
  flowId: string
  flowName: string
  version: number
  at: Date
  callerName: string
  callerNumber: string
  to: string
  /** 1 for a call's first request. */
  hop: number
  status: number
  tookMs: number
  state: CallRequest['state']
  error: string | null
  askedFor: string | null
  request: { method: string; url: string; contentType: string; body: string }
  response: { contentType: string; body: string }
  trace: readonly TraceEntry[]
}

/**
 * The same as a row for the database, in the order of its columns: an array costs a fifth of an object or a JSON text on
 * its way to the thread that writes.
 */
export type CallRow = [
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
  askedFor: string | null,
  method: string,
  url: string,
  requestType: string,
  requestBody: string | null,
  responseType: string,
  responseBody: string | null,
  nodes: string,
]

export const REQUEST_BODY = 18
export const RESPONSE_BODY = 20

export const toRow = (id: number, entry: CallEntry): CallRow => [
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
  entry.askedFor,
  entry.request.method,
  entry.request.url,
  entry.request.contentType,
  entry.request.body,
  entry.response.contentType,
  entry.response.body,
  JSON.stringify(entry.trace),
]

/** What the live list shows of a row. */
export const toCallRequest = (row: CallRow): CallRequest => ({
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
})
