/** What KAZOO kept of its requests to Pivot servers. @source docs/kazoo/crossbar.md */
import type { Json } from '@callflow-studio/model'
import type { JsonObject } from '../transport/envelope.ts'
import type { AccountScope } from './account-scope.ts'
import { isoFromGregorian, toGregorian } from './gregorian.ts'
import { readList } from './read-list.ts'

/** A call, by its first request. */
export interface PivotDebugRow {
  callId: string
  /** For `get`. */
  debugId: string
  /** Holds the caller's number and the secrets of the address: not for logs. null where KAZOO kept no request. */
  uri: string | null
  /** null where no answer came. */
  status: string | null
  node: string | null
  /** ISO 8601. */
  createdAt: string | null
}

/** One document: a request, a response, or an error. */
export interface PivotDebugEntry {
  callId: string
  /** 1 for the first request of the call. */
  iteration: number
  createdAt: string | null
  /** null where the document is about something else. */
  request: { uri: string; method: string; headers: Json; body: string | null } | null
  response: { status: string; headers: Json; body: string | null } | null
  /** What was wrong with the answer; null where nothing was. */
  errors: Json
}

export interface PivotDebug {
  /**
   * Newest first.
   * @param since ISO 8601, at most 31 days ago; this month where left out
   * @throws CrossbarError; `module-off` where KAZOO has not started it
   */
  list(since?: string): Promise<PivotDebugRow[]>
  /** All iterations, in the order in which KAZOO made them. */
  get(debugId: string): Promise<PivotDebugEntry[]>
}

const PATH = ['pivot', 'debug']

export const createPivotDebug = (scope: AccountScope): PivotDebug => ({
  async list(since) {
    const query = since === undefined ? {} : { created_from: String(toGregorian(Date.parse(since))) }
    const rows = (await readList(scope, PATH, query)).flatMap(toRow)
    return rows.sort((a, b) => ((a.createdAt ?? '') < (b.createdAt ?? '') ? 1 : -1))
  },
  get: async (debugId) =>
    (await readList(scope, [...PATH, debugId])).map(toEntry).sort((a, b) => a.iteration - b.iteration),
})

const text = (value: Json | undefined): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null

function toRow({ call_id, debug_id, uri, status_code, node, created }: JsonObject): PivotDebugRow[] {
  const callId = text(call_id)
  const debugId = text(debug_id)
  if (callId === null || debugId === null) return []
  const createdAt = isoFromGregorian(created)
  return [{ callId, debugId, uri: text(uri), status: text(status_code), node: text(node), createdAt }]
}

function toEntry(document: JsonObject): PivotDebugEntry {
  const { call_id, iteration, created, uri, method, req_headers, req_body } = document
  const { resp_status_code, resp_headers, resp_body, json_errors, schema_errors } = document
  const status = text(resp_status_code)
  return {
    callId: text(call_id) ?? '',
    iteration: Number(iteration) || 1,
    createdAt: isoFromGregorian(created),
    request:
      typeof uri === 'string'
        ? { uri, method: text(method) ?? '', headers: req_headers ?? null, body: text(req_body) }
        : null,
    response: status === null ? null : { status, headers: resp_headers ?? null, body: text(resp_body) },
    errors: json_errors ?? schema_errors ?? null,
  }
}
