/** Recordings of callers that the studio keeps. */
import { z } from 'zod'
import { callIdSchema, flag, idSchema, timeSchema } from './common.ts'
import type { Operation } from './operation.ts'

export const recordingSchema = z
  .object({
    id: idSchema,
    flowId: idSchema,
    version: z.int().meta({ examples: [4] }),
    /** The step that recorded it. */
    nodeId: z.string().meta({ examples: ['voicemail'] }),
    callId: callIdSchema,
    /** The request of the call whose answer began it, from 1. */
    visit: z.int().meta({ examples: [1] }),
    kind: z.enum(['mp3', 'wav']),
    sizeBytes: z.int().meta({ examples: [148_213] }),
    /** As far as KAZOO or the file tell. */
    durationMs: z
      .int()
      .nullable()
      .meta({ examples: [9200] }),
    createdAt: timeSchema,
    /** Where it is played (`GET`, with `Range`) and deleted (`DELETE`); `?download=true` makes it a download. */
    url: z.string().meta({ examples: ['/api/recordings/5b41'] }),
  })
  .meta({ id: 'Recording' })
export type Recording = z.infer<typeof recordingSchema>

export const recordingListQuerySchema = z.object({ callId: z.string().min(1) })
/** `download`: as an attachment, instead of something to play. */
export const recordingQuerySchema = z.object({ download: flag() })

/** Those of one call, oldest first. */
export const recordingListSchema = z.object({ recordings: z.array(recordingSchema) })

const readCalls = { permission: 'call.read', isChange: false } as const

export const recordingOperations = {
  'recording.list': {
    method: 'GET',
    path: '/recordings',
    title: 'List the recordings of a call',
    ...readCalls,
    query: recordingListQuerySchema,
    output: recordingListSchema,
  },
  'recording.play': {
    method: 'GET',
    path: '/recordings/:id',
    title: 'Play or download a recording',
    description: 'MP3 or WAV. `Range` is supported.',
    ...readCalls,
    query: recordingQuerySchema,
    output: { mediaType: 'audio/mpeg' },
  },
  'recording.delete': {
    method: 'DELETE',
    path: '/recordings/:id',
    title: 'Delete a recording',
    permission: 'call.delete',
    isChange: true,
    output: null,
  },
} as const satisfies Record<string, Operation>
