/** `/api/calls`: what KAZOO asked and what it got. */
import { nodeTypes } from '@callflow-studio/model'
import {
  type CallRequest,
  type CallRequestDetail,
  callStateSchema,
  type callsDeletedSchema,
} from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { readWarnings } from '../calls/call-entry.ts'
import { deleteCalls } from '../calls/delete-calls.ts'
import type { WorkerAnswers } from '../calls/worker-protocol.ts'
import { ADMINISTRATOR } from '../changes/actor.ts'
import { decodeParams } from '../pivot/decode-params.ts'
import type { ApiDeps } from './api-deps.ts'
import { limitWaiting } from './limit-waiting.ts'
import { ApiProblem, notFound } from './problem.ts'
import { readQuery } from './read-query.ts'
import { toRecording } from './recording-routes.ts'

const querySchema = z.object({
  before: z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .optional(),
  limit: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(500))
    .default(100),
  flow: z.string().optional(),
  callId: z.string().optional(),
  state: callStateSchema.optional(),
  q: z.string().optional(),
})

const removeSchema = z.object({
  callId: z.string().min(1).optional(),
  number: z.string().min(1).optional(),
  flow: z.string().min(1).optional(),
})

/** Proxies close a stream that is silent for a minute. */
const HEARTBEAT_MS = 15_000
/** Counts follow the calls so often at most. */
const COUNTS_EVERY_MS = 1000
/** Who was away for longer reads the list anew. */
const MOST_MISSED = 500

export function createCallRoutes({
  callLog,
  change,
  recordings,
  onCallsDeleted,
}: Pick<ApiDeps, 'callLog' | 'change' | 'recordings' | 'onCallsDeleted'>): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>()
    .get('/', async (context) => {
      const { q, callId, flow, ...query } = readQuery(context, querySchema)
      const found =
        q === undefined || q.trim() === ''
          ? toPage(await callLog.list({ ...query, flowId: flow, callId }), query.limit)
          : await callLog.search({ ...query, flowId: flow, text: q, kindTitles: KIND_TITLES })
      const { rows, next, searchedTo } = found
      return context.json({
        calls: rows.map(toCall),
        next: next === null ? null : String(next),
        searchedTo: searchedTo === null ? null : new Date(searchedTo).toISOString(),
        log: callLog.status(),
      })
    })
    .delete('/', async (context) => {
      const { callId, number, flow } = readQuery(context, removeSchema)
      if (callId === undefined && number === undefined && flow === undefined)
        throw new ApiProblem(400, 'Say whose calls to delete.', { detail: 'Give callId, number or flow.' })
      const filter = { callId, number, flowId: flow }
      const deleted = await deleteCalls({ callLog, change }, ADMINISTRATOR, filter).catch((error: Error) => {
        throw new ApiProblem(503, 'The call log cannot be written.', { detail: error.message })
      })
      onCallsDeleted(deleted)
      return context.json({ deleted } satisfies z.input<typeof callsDeletedSchema>)
    })
    .get('/stats', (context) => context.json(callLog.counts.total()))
    .get('/stream', (context) => {
      context.header('Cache-Control', 'no-store')
      context.header('X-Accel-Buffering', 'no') // a proxy that buffers would hold calls back
      const lastSeen = /^\d{1,16}$/.exec(context.req.header('last-event-id') ?? '')?.[0]
      return streamSSE(context, async (stream) => {
        // A browser that does not read is cut off, connects again, and says which call it saw last.
        const write = limitWaiting(
          (text) => stream.write(text),
          () => context.env.outgoing.destroy(),
        )
        const send = (call: CallRequest): void => write(`data: ${JSON.stringify(call)}\nid: ${call.id}\n\n`)
        /** What comes while the log is read waits, so that the order is kept. */
        let waiting: CallRequest[] | null = []
        let end = (): void => {}
        const ended = new Promise<void>((resolve) => {
          end = resolve
        })
        const stop = callLog.feed.watch({ onCall: (call) => (waiting ? waiting.push(call) : send(call)), onEnd: end })
        stream.onAbort(end)
        await stream.write(': here\n\n') // so that the browser knows at once that it is connected
        const missed = lastSeen === undefined ? [] : await callLog.list({ after: Number(lastSeen), limit: MOST_MISSED })
        for (const row of missed.reverse()) send(toCall(row))
        const newest = missed.at(-1)?.id ?? 0
        for (const call of waiting) if (Number(call.id) > newest) send(call)
        waiting = null
        const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS)
        let counts = ''
        const counting = setInterval(() => {
          const now = JSON.stringify(callLog.counts.total())
          if (now !== counts) write(`event: stats\ndata: ${now}\n\n`)
          counts = now
        }, COUNTS_EVERY_MS)
        await ended
        clearInterval(heartbeat)
        clearInterval(counting)
        stop()
      })
    })
    .get('/:id', async (context) => {
      const id = context.req.param('id')
      const row = /^\d{1,16}$/.test(id) ? await callLog.find(Number(id)) : null
      if (!row) throw notFound('The call')
      const kept = await recordings.list(row.callId)
      return context.json({ ...toDetail(row), recordings: kept.map(toRecording) })
    })
}

type Summary = WorkerAnswers['list'][number]

/** Steps without a name are found by the title of their kind. */
const KIND_TITLES = Object.fromEntries(nodeTypes.map(({ type, title }) => [type, title]))

const toPage = (rows: Summary[], limit: number): WorkerAnswers['search'] => ({
  rows,
  next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
  searchedTo: null,
})

const toCall = (row: Summary): CallRequest => ({
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

function toDetail(row: NonNullable<WorkerAnswers['find']>): Omit<CallRequestDetail, 'recordings'> {
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
