/** The call log: what KAZOO asked and what it got. */
import { toCall } from '../calls/call-entry.ts'
import { deleteCalls } from '../calls/delete-calls.ts'
import type { ApiDeps } from './api-deps.ts'
import { toCallsFilter, toDetail, toSummary, toTraffic } from './call-json.ts'
import { exportCsv, exportNdjson } from './export-calls.ts'
import type { Handlers } from './handlers.ts'
import { ApiProblem, notFound } from './problem.ts'
import { toRecording } from './recording-handlers.ts'
import { streamCalls } from './stream-calls.ts'

export function callHandlers({
  callLog,
  change,
  recordings,
  onCallsDeleted,
}: Pick<ApiDeps, 'callLog' | 'change' | 'recordings' | 'onCallsDeleted'>) {
  return {
    'call.list': async ({ query: { callId, flow, ...query } }) => {
      const rows = await callLog.list({ ...query, flowId: flow, callId })
      const last = rows.length === query.limit ? rows.at(-1) : undefined
      return { calls: rows.map(toCall), next: last ? String(last.id) : null, log: callLog.status() }
    },
    'call.listSummaries': async ({ query }) => {
      const { rows, next, pending } = await callLog.listCalls({
        ...toCallsFilter(query),
        before: query.before,
        limit: query.limit,
      })
      return {
        calls: rows.map(toSummary),
        next: next === null ? null : String(next),
        pending,
        log: callLog.status(),
      }
    },
    'call.exportCsv': ({ query, context }) => exportCsv(context, callLog, toCallsFilter(query)),
    'call.exportNdjson': ({ query, context }) => exportNdjson(context, callLog, toCallsFilter(query)),
    'call.traffic': async ({ params: { id }, query: { version, from, to } }) =>
      toTraffic(
        await callLog.traffic({
          flowId: id,
          version,
          from: from === undefined ? 0 : Date.parse(from),
          to: to === undefined ? Date.now() : Date.parse(to),
        }),
      ),
    'call.delete': async ({ actor, query: { callId, number, flow } }) => {
      if (callId === undefined && number === undefined && flow === undefined)
        throw new ApiProblem(400, 'Say whose calls to delete.', { detail: 'Give callId, number or flow.' })
      const filter = { callId, number, flowId: flow }
      const deleted = await deleteCalls({ callLog, change }, actor, filter).catch((error: Error) => {
        throw new ApiProblem(503, 'The call log cannot be written.', { detail: error.message })
      })
      onCallsDeleted(deleted)
      return { deleted }
    },
    'call.stats': async ({ query: { flow } }) => {
      await callLog.countOthers()
      if (flow === undefined) return callLog.counts.total()
      const { calls, errors } = callLog.counts.ofFlow(flow)
      return { callsToday: calls, errorsToday: errors, p95Ms: null }
    },
    'call.stream': ({ context }) => streamCalls(context, callLog),
    'call.show': async ({ params: { id } }) => {
      const row = /^\d{1,16}$/.test(id) ? await callLog.find(Number(id)) : null
      if (!row) throw notFound('The call')
      const kept = await recordings.list(row.callId)
      return { ...toDetail(row), recordings: kept.map(toRecording) }
    },
  } satisfies Partial<Handlers>
}
