/** What KAZOO keeps of its requests to Pivot servers: two or three documents each. @source docs/kazoo/crossbar.md, section 5 */
import { type JsonObject, UNIX_EPOCH_S } from './account-data.ts'
import { listReply } from './list-rows.ts'
import type { Reply } from './reply.ts'
import { newId } from './store.ts'

/** One request of KAZOO's, and what came of it. */
export interface DebugRequest {
  callId: string
  /** 1 where left out. */
  iteration?: number
  uri: string
  method?: 'get' | 'post'
  requestBody?: string
  /** null: no answer came. */
  response: { status: string; body: string; headers?: JsonObject } | null
  /** The answer was no JSON. */
  jsonErrors?: JsonObject
}

export interface Debug {
  add(accountId: string, request: DebugRequest): void
  list(accountId: string, query: URLSearchParams): Reply
  get(accountId: string, id: string, query: URLSearchParams): Reply
}

interface Kept extends JsonObject {
  call_id: string
  debug_id: string
  iteration: number
  created: number
}

/** @param now Unix milliseconds */
export function createDebug(now: () => number): Debug {
  const kept = new Map<string, Kept[]>()
  const of = (accountId: string): Kept[] => kept.get(accountId) ?? []
  const rowOf = (key: string, document: Kept, summary: JsonObject) => {
    return { key, summary, document, created: document.created, modified: document.created }
  }
  return {
    add(accountId, { callId, iteration = 1, uri, method = 'post', requestBody, response, jsonErrors }) {
      const date = new Date(now())
      const month = `${date.getUTCFullYear()}${String(date.getUTCMonth() + 1).padStart(2, '0')}`
      const base = (): Kept => ({
        id: newId(),
        call_id: callId,
        iteration,
        created: Math.floor(now() / 1000) + UNIX_EPOCH_S,
        node: 'kazoo_apps@fakenode',
        debug_id: `${month}-${callId}`,
      })
      const headers = { 'content-type': 'application/json' }
      const documents: Kept[] = [
        {
          ...base(),
          uri,
          method,
          req_headers: headers,
          ...(requestBody === undefined ? {} : { req_body: requestBody }),
        },
      ]
      if (response) {
        const { status, body, headers: own = headers } = response
        documents.push({ ...base(), resp_status_code: status, resp_headers: own, resp_body: body })
      }
      if (jsonErrors) documents.push({ ...base(), json_errors: jsonErrors, resp_body: response?.body ?? '' })
      kept.set(accountId, [...of(accountId), ...documents])
    },
    list(accountId, query) {
      const calls = new Map<string, Kept[]>()
      for (const document of of(accountId).filter(({ iteration }) => iteration === 1))
        calls.set(document.call_id, [...(calls.get(document.call_id) ?? []), document])
      const rows = [...calls].map(([callId, documents]) => {
        const [first] = documents
        return first ? rowOf(callId, first, toRow(first, documents)) : []
      })
      return listReply(rows.flat(), query, false)
    },
    get(accountId, id, query) {
      // What has a hyphen there is taken for a debug id.
      const isDebugId = id[6] === '-'
      const found = of(accountId).filter(({ call_id, debug_id }) => (isDebugId ? debug_id : call_id) === id)
      const rows = found.map((document, index) => rowOf(String(index).padStart(6, '0'), document, document))
      const order = new URLSearchParams(query)
      if (isDebugId) order.set('ascending', 'true')
      return listReply(rows, order, false)
    },
  }
}

/** The documents of a call's first request as one row; what is missing has no key. */
function toRow({ call_id, created, debug_id, node }: Kept, documents: readonly Kept[]): JsonObject {
  const request = documents.find(({ uri }) => uri !== undefined)
  const response = documents.find(({ resp_status_code: status }) => status !== undefined)
  return {
    call_id,
    created,
    iteration: 1,
    debug_id,
    ...(node === undefined ? {} : { node }),
    ...(request?.uri === undefined ? {} : { uri: request.uri }),
    ...(response?.resp_status_code === undefined ? {} : { status_code: response.resp_status_code }),
    has_schema_errors: false,
    has_json_errors: documents.some(({ json_errors }) => json_errors !== undefined),
  }
}
