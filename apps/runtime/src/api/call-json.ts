/** Requests of the call log as the API shows them. */
import { type CallRequest, type CallRequestDetail, callStateSchema } from '@callflow-studio/model/api'
import { readWarnings } from '../calls/call-entry.ts'
import type { WorkerAnswers } from '../calls/worker-protocol.ts'
import { decodeParams } from '../pivot/decode-params.ts'

export type CallSummaryRow = WorkerAnswers['list'][number]

export const toCall = (row: CallSummaryRow): CallRequest => ({
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
})

/** Without its recordings. */
export function toDetail(row: NonNullable<WorkerAnswers['find']>): Omit<CallRequestDetail, 'recordings'> {
  const { requestBody: body, responseBody: answered } = row
  return {
    ...toCall(row),
    askedFor: row.askedFor,
    nodes: JSON.parse(row.nodes),
    variables: row.variables === null ? {} : JSON.parse(row.variables),
    lookUps: row.lookUps === null ? [] : JSON.parse(row.lookUps),
    request:
      body === null
        ? null
        : {
            method: row.method,
            url: row.url,
            contentType: row.requestType,
            params: paramsOf(row.url, row.requestType, body),
            body,
          },
    response:
      answered === null
        ? null
        : { status: row.status, contentType: row.responseType, body: answered, tookMs: row.tookMs },
  }
}

/** Nobody needs them until somebody looks, so they are read from the body only here. */
function paramsOf(url: string, contentType: string, body: string): Record<string, unknown> {
  const decoded = decodeParams(url.split('?')[1] ?? '', contentType, body === '' ? null : Buffer.from(body))
  return decoded.ok ? decoded.params : {}
}
