/** Recordings of callers that the studio keeps. */
import { z } from 'zod'

export const recordingSchema = z.object({
  id: z.string(),
  flowId: z.string(),
  version: z.int(),
  /** The step that recorded it. */
  nodeId: z.string(),
  callId: z.string(),
  /** The request of the call whose answer began it, from 1. */
  visit: z.int(),
  kind: z.enum(['mp3', 'wav']),
  sizeBytes: z.int(),
  /** As far as KAZOO or the file tell. */
  durationMs: z.int().nullable(),
  createdAt: z.iso.datetime(),
  /** Where it is played (`GET`, with `Range`) and deleted (`DELETE`); `?download=true` makes it a download. */
  url: z.string(),
})
export type Recording = z.infer<typeof recordingSchema>

/** `GET /api/recordings?callId`: those of one call, oldest first. */
export const recordingListSchema = z.object({ recordings: z.array(recordingSchema) })
