/** Recordings that the studio keeps, to play, download and delete. */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { Recording } from '@callflow-studio/model/api'
import type { RecordingRecord } from '../store/recording-store.ts'
import type { ApiDeps } from './api-deps.ts'
import { parseByteRange } from './byte-range.ts'
import type { Handlers } from './handlers.ts'
import { notFound } from './problem.ts'

export const recordingHandlers = ({
  recordings,
  onRecordingDeleted,
}: Pick<ApiDeps, 'recordings' | 'onRecordingDeleted'>) =>
  ({
    'recording.list': async ({ query }) => ({ recordings: (await recordings.list(query.callId)).map(toRecording) }),
    'recording.play': async ({ params, query, context }) => {
      const found = await recordings.find(params.id)
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
        'Content-Disposition': `${query.download ? 'attachment' : 'inline'}; filename="${fileName(row)}"`,
        'X-Content-Type-Options': 'nosniff',
      }
      if (range) headers['Content-Range'] = `bytes ${from}-${to}/${sizeBytes}`
      const body = Readable.toWeb(createReadStream(path, { start: from, end: to })) as ReadableStream<Uint8Array>
      return new Response(body, { status: range ? 206 : 200, headers })
    },
    'recording.delete': async ({ actor, params: { id } }) => {
      if (!(await recordings.delete(actor, id))) throw notFound('The recording')
      onRecordingDeleted(id)
    },
  }) satisfies Partial<Handlers>

export const toRecording = ({ deletedAt: _, kind, ...record }: RecordingRecord): Recording => ({
  ...record,
  kind: kind === 'wav' ? 'wav' : 'mp3',
  url: `/api/recordings/${record.id}`,
})

/** Of call, step and visit, in letters that every file system takes. */
const fileName = ({ callId, nodeId, visit, kind }: RecordingRecord): string =>
  `${[callId, nodeId, visit].map((part) => String(part).replace(/[^A-Za-z0-9._-]+/g, '_')).join('-')}.${kind}`
