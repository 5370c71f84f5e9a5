/** Answers of the fake, in Crossbar's envelope. @source docs/kazoo/crossbar.md */
import type { Json } from '@callflow-studio/model'
import type { JsonObject } from './account-data.ts'

export interface Reply {
  status: number
  /** `null` data with `isEmpty`: no body at all. */
  data: Json
  isEmpty?: boolean
  /** The machine word of an error. */
  word?: string
  revision?: string
  /** Beside `data`. */
  beside?: JsonObject
  headers?: Record<string, string>
  /** A file in place of the envelope. */
  file?: { contentType: string; bytes: Uint8Array | string }
}

/** path → rule → what is wrong */
export type FieldErrors = [path: string, rule: string, detail: JsonObject][]

export const ok = (data: Json, more: Partial<Reply> = {}): Reply => ({ status: 200, data, ...more })

export const systemError = (status: number, word: string, data: JsonObject = {}): Reply => ({ status, word, data })

export const notFound = (id: string): Reply =>
  systemError(404, 'bad_identifier', { message: 'bad identifier', cause: id })

/** The endpoint is unknown, or its module is not started. */
export const moduleOff = (): Reply => systemError(404, 'not_found', { message: 'not found' })

export const forbidden = (data: JsonObject = { message: 'forbidden' }): Reply => systemError(403, 'forbidden', data)

export const invalidMethod = (): Reply => systemError(405, 'invalid_method', { message: 'method not allowed' })

/** KAZOO 4 keeps one error of each path, the last; 5 keeps all. */
export function invalid(errors: FieldErrors, keepsAll: boolean): Reply {
  const data: { [path: string]: JsonObject } = {}
  for (const [path, rule, detail] of errors) data[path] = { ...(keepsAll ? data[path] : {}), [rule]: detail }
  return { status: 400, word: 'validation error', data }
}

export const refused = (path: string, rule: string, message: string, more: JsonObject = {}): FieldErrors[number] => [
  path,
  rule,
  { message, ...more },
]

/** @param request what the envelope repeats of it @returns the body's text; empty where the answer has none */
export function envelopeOf(
  reply: Reply,
  request: { requestId: string; token: string | null; version: string; now: number },
): string {
  const { status, data, word, revision, beside } = reply
  const isError = status >= 400
  return JSON.stringify({
    data,
    ...(isError ? { error: String(status), message: word ?? '' } : {}),
    status: isError ? 'error' : 'success',
    ...beside,
    ...(revision === undefined ? {} : { revision }),
    request_id: request.requestId,
    node: 'fakenode',
    timestamp: `${new Date(request.now).toISOString().slice(0, 19)}Z`,
    tokens: { consumed: 1, remaining: 99 },
    ...(request.token === null ? {} : { version: request.version, auth_token: request.token }),
  })
}
