/** The envelope around every answer of Crossbar. @source docs/kazoo/crossbar.md */
import type { Json } from '@callflow-studio/model'
import { z } from 'zod'
import type { FieldError } from './crossbar-error.ts'
import type { CrossbarResponse } from './request.ts'

export type JsonObject = { [key: string]: Json }

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const envelopeSchema = z.looseObject({
  data: z.json().optional(),
  status: z.enum(['success', 'error']),
  message: z.string().optional().catch(undefined),
  auth_token: z.string().optional().catch(undefined),
  revision: z.string().optional().catch(undefined),
  version: z.string().optional().catch(undefined),
  next_start_key: z.json().optional(),
  request_id: z.string().optional().catch(undefined),
})

export interface Envelope {
  isError: boolean
  data: Json
  /** The machine word of an error: `bad_identifier`; empty for success. */
  word: string
  authToken: string | null
  revision: string | null
  version: string | null
  /** Opaque; null on the last page. */
  nextStartKey: Json
  requestId: string | null
}

/** @returns null for anything that is not Crossbar's: an HTML page of a proxy, another service, broken JSON */
export function readEnvelope({ headers, body }: CrossbarResponse): Envelope | null {
  if (!/\bjson\b/i.test(headers['content-type'] ?? '')) return null
  const parsed = envelopeSchema.safeParse(parseJson(body))
  if (!parsed.success) return null
  const { data, status, message, auth_token, revision, version, next_start_key, request_id } = parsed.data
  return {
    isError: status === 'error',
    data: data ?? null,
    word: message ?? '',
    authToken: auth_token ?? null,
    revision: revision ?? null,
    version: version ?? null,
    nextStartKey: next_start_key ?? null,
    requestId: request_id ?? null,
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined // the caller says that this is no answer of Crossbar
  }
}

/** @returns one entry for each path and rule in the `data` of a validation error; empty where it has another shape */
export function fieldErrorsIn(data: Json): FieldError[] {
  if (!isJsonObject(data)) return []
  return Object.entries(data).flatMap(([path, rules]) =>
    isJsonObject(rules)
      ? Object.entries(rules).map(([rule, detail]) => ({ path: path.replaceAll('%2E', '.'), rule, ...wordsOf(detail) }))
      : [],
  )
}

function wordsOf(detail: Json | undefined): { message: string; value: Json } {
  if (!isJsonObject(detail)) return { message: typeof detail === 'string' ? detail : '', value: null }
  const { message, value, cause, target } = detail
  return { message: typeof message === 'string' ? message : '', value: value ?? cause ?? target ?? null }
}
