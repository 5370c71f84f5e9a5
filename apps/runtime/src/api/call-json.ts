/** Requests of the call log as the API shows them. */
import {
  type CallRequestDetail,
  type CallSummary,
  callOutcomeSchema,
  type callSummariesQuerySchema,
  type Traffic,
} from '@callflow-studio/model/api'
import type { z } from 'zod'
import { toCall } from '../calls/call-entry.ts'
import type { WorkerAnswers } from '../calls/worker-protocol.ts'
import { decodeParams } from '../pivot/decode-params.ts'
import type { CallRow, CallsQuery, TrafficRow } from '../store/call-store.ts'

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

export const toSummary = (row: CallRow): CallSummary => ({
  id: String(row.id),
  key: row.key,
  callId: row.callId,
  lastId: String(row.lastId),
  flowId: row.flowId,
  flowName: row.flowName,
  version: row.version,
  at: new Date(row.at).toISOString(),
  lastAt: new Date(row.lastAt).toISOString(),
  callerName: row.callerName,
  callerNumber: row.callerNumber,
  to: row.called,
  requests: row.requests,
  slowestMs: row.slowestMs,
  status: row.status,
  outcome: callOutcomeSchema.parse(row.outcome),
  error: row.error,
  hasWarning: row.hasWarning === 1,
})

type CallFilterQuery = Omit<z.output<typeof callSummariesQuerySchema>, 'before' | 'limit'>

/** A filter of calls, as a query of the API says it. */
export const toCallsFilter = ({
  flow,
  version,
  caller,
  outcome,
  slow,
  failed,
  from,
  to,
  q,
}: CallFilterQuery): Omit<CallsQuery, 'endedBefore' | 'before' | 'limit'> => ({
  flowId: flow,
  version,
  caller,
  outcome,
  slow,
  failed,
  from: from === undefined ? undefined : Date.parse(from),
  to: to === undefined ? undefined : Date.parse(to),
  text: q === undefined || q.trim() === '' ? undefined : q,
})

const emptyStep = (nodeId: string): Traffic['steps'][number] => ({
  nodeId,
  calls: 0,
  unreported: 0,
  ended: 0,
  errors: 0,
  ms: 0,
})

export function toTraffic(rows: readonly TrafficRow[]): Traffic {
  const traffic: Traffic = { calls: 0, failed: 0, steps: [], exits: [] }
  const steps = new Map<string, Traffic['steps'][number]>()
  for (const { kind, nodeId, port, calls, ms } of rows) {
    if (kind === 'call') traffic.calls = calls
    else if (kind === 'failed') traffic.failed = calls
    else if (kind === 'exit') traffic.exits.push({ nodeId, port, calls })
    else {
      const step = steps.get(nodeId) ?? emptyStep(nodeId)
      steps.set(nodeId, step)
      if (kind === 'step') Object.assign(step, { calls, ms })
      else if (kind === 'sent') step.unreported = calls
      else if (kind === 'end') step.ended = calls
      else if (kind === 'error') step.errors = calls
    }
  }
  traffic.steps = [...steps.values()]
  return traffic
}
