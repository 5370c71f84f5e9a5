/** `/api/recordings`: recordings that the studio keeps, to play, download and delete. */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { Recording } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { ADMINISTRATOR } from '../changes/actor.ts'
import type { RecordingRecord } from '../store/recording-store.ts'
import type { ApiDeps } from './api-deps.ts'
import { parseByteRange } from './byte-range.ts'
import { notFound } from './problem.ts'
import { readQuery } from './read-query.ts'

const listQuery = z.object({ callId: z.string().min(1) })
const fileQuery = z.object({ download: z.enum(['true', 'false']).optional() })

export function createRecordingRoutes({
  recordings,
  onRecordingDeleted,
}: Pick<ApiDeps, 'recordings' | 'onRecordingDeleted'>): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>()
    .get('/', async (context) => {
      const { callId } = readQuery(context, listQuery)
      return context.json({ recordings: (await recordings.list(callId)).map(toRecording) })
    })
    .get('/:id', async (context) => {
      const { download } = readQuery(context, fileQuery)
      const found = await recordings.find(context.req.param('id'))
      if (!found) throw notFound('The recording')
      const { row, path, mediaType, sizeBytes } = found
      const range = parseByteRange(context.req.header('range'), sizeBytes)
      if (range === 'unsatisfiable')
        return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${sizeBytes}` } })
      const { from, to } = range ?? { from: 0, to: sizeBytes - 1 }
      const headers: Record<string, string> = {
        'Content-Type': mediaType,
        'Content-Length': String(to - from + 1),
        'Accept-Ranges': 'bytes',
        'Content-Disposition': `${download === 'true' ? 'attachment' : 'inline'}; filename="${fileName(row)}"`,
        'X-Content-Type-Options': 'nosniff',
      }
      if (range) headers['Content-Range'] = `bytes ${from}-${to}/${sizeBytes}`
      const body = Readable.toWeb(createReadStream(path, { start: from, end: to })) as ReadableStream<Uint8Array>
      return new Response(body, { status: range ? 206 : 200, headers })
    })
    .delete('/:id', async (context) => {
      const id = context.req.param('id')
      if (!(await recordings.delete(ADMINISTRATOR, id))) throw notFound('The recording')
      onRecordingDeleted(id)
      return context.body(null, 204)
    })
}

export const toRecording = ({ deletedAt: _, kind, ...record }: RecordingRecord): Recording => ({
  ...record,
  kind: kind === 'wav' ? 'wav' : 'mp3',
  url: `/api/recordings/${record.id}`,
})

/** Of call, step and visit, in letters that every file system takes. */
const fileName = ({ callId, nodeId, visit, kind }: RecordingRecord): string =>
  `${[callId, nodeId, visit].map((part) => String(part).replace(/[^A-Za-z0-9._-]+/g, '_')).join('-')}.${kind}`
