/** The fake over HTTP: reads requests, keeps a log of them, fails on command, and writes envelopes. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { isObject, isResource } from './account-data.ts'
import { VERSIONS } from './account-endpoints.ts'
import type { CallLog } from './call-log.ts'
import { documentReply } from './documents.ts'
import { type Fault, type Faults, replyOf } from './faults.ts'
import { envelopeOf, invalid, type Reply, refused, systemError } from './reply.ts'
import { route } from './route.ts'
import type { FakeRequest, FakeState } from './state.ts'
import { newId } from './store.ts'

const MAX_BODY_BYTES = 8_000_000

interface Served {
  state: FakeState
  faults: Faults
  log: CallLog
}

export const createHttpServer = (served: Served): Server =>
  createServer((incoming, response) => {
    void answer(served, incoming, response)
  })

async function answer({ state, faults, log }: Served, incoming: IncomingMessage, response: ServerResponse) {
  const call = log.begin(incoming)
  response.on('close', () => log.end(call))
  const bytes = await readBody(incoming)
  const { request, version, isBroken } = toRequest(incoming, bytes ?? new Uint8Array())
  if (isObject(request.body) && bytes && bytes.length > 0 && !isBroken) call.body = request.body
  const meant = faults.take(request.method, `/${request.segments.join('/')}`)
  for (const fault of meant) {
    if (typeof fault === 'object' && 'slowMs' in fault) await sleep(fault.slowMs, undefined, { ref: false })
    if (typeof fault === 'object' && 'meanwhile' in fault) fault.meanwhile()
  }
  if (meant.includes('cut-before')) return incoming.socket.destroy()
  const token = tokenOf(request)
  const own = (): Reply => {
    if (!bytes) return systemError(413, 'request entity too large')
    if (version !== 'v2') return systemError(410, 'gone', { message: 'gone' })
    if (isBroken) return invalid([refused('json', 'invalid', 'Invalid JSON in request body')], false)
    return route(state, request, token)
  }
  const planned = meant.map(replyOf).find((reply) => reply !== null)
  const reply = planned ?? afterFaults(state, request, meant, own())
  call.status = reply.status
  if (meant.includes('cut-after')) return incoming.socket.destroy()
  write(state, response, { requestId: call.headers['x-request-id'] ?? newId(), token }, reply)
}

/** What a cache or a pager that is broken makes of a good answer. */
function afterFaults(state: FakeState, { segments }: FakeRequest, meant: readonly Fault[], reply: Reply): Reply {
  if (meant.includes('repeat-key') && Array.isArray(reply.data))
    return { ...reply, beside: { ...reply.beside, next_start_key: 'c2FtZQ' } }
  const [, accountId = '', resource = '', id = ''] = segments
  const found = meant.includes('stale') && isResource(resource) ? state.store.find(accountId, resource, id) : null
  return found?.previous ? documentReply(state, { ...found, ...found.previous }) : reply
}

function write(
  state: FakeState,
  response: ServerResponse,
  { requestId, token }: { requestId: string; token: string | null },
  reply: Reply,
): void {
  const { status, file, isEmpty, headers } = reply
  const known = token !== null && state.tokens.accountOf(token) !== null ? token : null
  const version = VERSIONS[state.rules.version]
  const body = file?.bytes ?? (isEmpty ? '' : envelopeOf(reply, { requestId, token: known, version, now: state.now() }))
  response.writeHead(status, {
    ...(isEmpty ? {} : { 'content-type': file?.contentType ?? 'application/json' }),
    'x-request-id': requestId,
    ...headers,
  })
  response.end(body)
}

/** @returns null for one that is too large */
async function readBody(incoming: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += chunk.length
    if (size <= MAX_BODY_BYTES) chunks.push(chunk)
  }
  return size > MAX_BODY_BYTES ? null : Buffer.concat(chunks)
}

function toRequest(incoming: IncomingMessage, bytes: Uint8Array) {
  const url = new URL(incoming.url ?? '/', 'http://fake')
  const [version = '', ...segments] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent)
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]))
  const isJson = bytes.length > 0 && /json|^$/.test(headers['content-type'] ?? '')
  const parsed: unknown = isJson ? parse(bytes) : {}
  const body = isObject(parsed) ? parsed : {}
  const request: FakeRequest = {
    method: incoming.method ?? 'GET',
    segments,
    query: url.searchParams,
    headers,
    body,
    data: body.data ?? null,
    bytes,
  }
  return { request, version, isBroken: !isObject(parsed) }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString())
  } catch {
    return undefined // becomes KAZOO's own error
  }
}

function tokenOf({ headers, query, body }: FakeRequest): string | null {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
  const inBody = typeof body.auth_token === 'string' ? body.auth_token : null
  return headers['x-auth-token'] ?? bearer ?? query.get('auth_token') ?? inBody
}
