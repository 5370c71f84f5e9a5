import type { z } from 'zod'
import type { wireRequestSchema } from '../api/index.ts'
import type { Format } from '../kazoo/formats.ts'

export type WireRequest = z.infer<typeof wireRequestSchema>

/** Where and how a `pivot` asks. */
export interface PivotTarget {
  voiceUrl: string
  method: 'get' | 'post'
  reqFormat: Format
  bodyFormat: 'form' | 'json'
  /** How long KAZOO waits for the answer: 5 s if left out. */
  timeoutMs?: number
  /** The asking `pivot` has a `cdr_url`. */
  hasCdrUrl?: boolean
}
