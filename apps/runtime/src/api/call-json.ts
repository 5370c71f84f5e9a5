/** Requests of the call log as the API shows them. */
import type { CallRequestDetail } from '@callflow-studio/model/api'
import { toCall } from '../calls/call-entry.ts'
import type { WorkerAnswers } from '../calls/worker-protocol.ts'
import { decodeParams } from '../pivot/decode-params.ts'

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
