/** The call log: what KAZOO asked and what it got. */
import { nodeTypes } from '@callflow-studio/model'
import { toCall } from '../calls/call-entry.ts'
import { deleteCalls } from '../calls/delete-calls.ts'
import type { WorkerAnswers } from '../calls/worker-protocol.ts'
import type { ApiDeps } from './api-deps.ts'
import { toDetail } from './call-json.ts'
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
    'call.list': async ({ query: { q, callId, flow, ...query } }) => {
      const found =
        q === undefined || q.trim() === ''
          ? toPage(await callLog.list({ ...query, flowId: flow, callId }), query.limit)
          : await callLog.search({ ...query, flowId: flow, text: q, kindTitles: KIND_TITLES })
      const { rows, next, searchedTo } = found
      return {
        calls: rows.map(toCall),
        next: next === null ? null : String(next),
        searchedTo: searchedTo === null ? null : new Date(searchedTo).toISOString(),
        log: callLog.status(),
      }
    },
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
    'call.stats': async () => {
      await callLog.countOthers()
      return callLog.counts.total()
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

/** Steps without a name are found by the title of their kind. */
const KIND_TITLES = Object.fromEntries(nodeTypes.map(({ type, title }) => [type, title]))

const toPage = (rows: WorkerAnswers['list'], limit: number): WorkerAnswers['search'] => ({
  rows,
  next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
  searchedTo: null,
})
