/**
 * `/pivot` over HTTP. A thin rim: read the body, ask the heart, answer. Never a redirect, compression or a cookie, and the
 * connection is closed, since KAZOO's client queues other callers behind a busy one (pivot-protocol, HTTP client).
 */
import type { IncomingMessage } from 'node:http'
import { MASKED } from '@callflow-studio/model'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { UploadSealer } from '../continuation/upload-sealer.ts'
import {
  answerPivotRequest,
  MAX_BODY_BYTES,
  type PivotDeps,
  type PivotReply,
  type PivotRequest,
} from './answer-request.ts'
import { readBody } from './read-body.ts'
import { receiveUpload, type UploadDeps, uploadTokenIn } from './receive-upload.ts'
import { refuseAddress } from './refuse.ts'

export interface PivotRouteDeps extends PivotDeps, UploadDeps {
  uploadSealer: UploadSealer
  mask: (text: string) => string
  /** The call was answered, but what the log keeps of it could not be made. */
  onLogFailure: (error: unknown) => void
  keepAlive: boolean
  /** Whatever is no plain success: a refusal, a fallback, a text that was left out. */
  onTrouble: (
    trouble: { status: number; why: string; flowId?: string; nodeId?: string | null },
    request: { method: string; path: string },
  ) => void
}

type Env = { Bindings: HttpBindings }

export function createPivotRoute(deps: PivotRouteDeps): Hono<Env> {
  return new Hono<Env>().all('*', (context): Response | Promise<Response> => {
    const { incoming } = context.env
    const token = uploadTokenIn(incoming.method, incoming.url ?? '')
    if (token !== null) return receiveUpload(incoming, token, deps)
    return incoming.method === 'POST'
      ? readBody(incoming, MAX_BODY_BYTES).then((body) => answer(context, deps, body))
      : answer(context, deps, null)
  })
}

function answer(context: Context<Env>, deps: PivotRouteDeps, body: PivotRequest['body']): Response | Promise<Response> {
  const { incoming } = context.env
  const method = incoming.method ?? ''
  const url = incoming.url ?? ''
  const reply = answerPivotRequest(
    {
      method,
      url,
      headers: incoming.headers,
      body,
      remoteAddress: incoming.socket.remoteAddress ?? '',
      isTls: 'encrypted' in incoming.socket,
    },
    deps,
  )
  const finish = (made: PivotReply): Response => {
    tell(deps, made, method, url)
    return toResponse(made, deps.keepAlive && typeof body !== 'string')
  }
  return reply instanceof Promise ? reply.then(finish) : finish(reply)
}

/** Puts a request into the call log, and what was wrong with it into the server's log. */
export function tell(deps: PivotRouteDeps, reply: PivotReply, method: string, url: string): void {
  try {
    if (reply.makeEntry) deps.callLog.add(reply.makeEntry())
  } catch (error) {
    deps.onLogFailure(error) // a call is answered, whatever happens to its entry
  }
  if (reply.why !== null || reply.warnings.length > 0) report(deps, reply, method, url)
}

/** Puts a request into both logs that is refused outside of the heart. */
export function tellRefused(
  deps: PivotRouteDeps,
  { method = '', url = '', headers, socket }: IncomingMessage,
  refusal: { status: number; why: string },
): void {
  const request = { method, url, headers, body: null, remoteAddress: socket.remoteAddress ?? '', isTls: false }
  tell(deps, refuseAddress(request, deps, refusal), method, '/pivot/')
}

function report(
  { onTrouble, mask }: PivotRouteDeps,
  { status, why, answer, warnings, flowId }: PivotReply,
  method: string,
  url: string,
): void {
  const request = { method, path: withoutToken(url) }
  const flow = flowId === null ? {} : { flowId }
  if (!answer && why !== null) onTrouble({ status, why, ...flow }, request)
  for (const { nodeId, message } of [...(answer?.failures ?? []), ...warnings])
    onTrouble({ status, why: mask(message), nodeId, ...flow }, request)
}

/** `/pivot/:key/••••`: a token stands in no log. */
const withoutToken = (url: string): string =>
  (url.split('?', 1)[0] ?? '').replace(/^(\/pivot\/[^/]+\/).+$/, `$1${MASKED}`)

/** A plain object of headers goes to the socket as it is; `Headers`, which `context.body` makes, cost as much as a walk. */
function toResponse(reply: PivotReply, keepAlive: boolean): Response {
  const headers: Record<string, string> = {
    'Content-Type': reply.contentType,
    'Content-Length': String(Buffer.byteLength(reply.body)),
  }
  if (!keepAlive) headers.Connection = 'close'
  if (reply.allow !== undefined) headers.Allow = reply.allow
  return new Response(reply.body, { status: reply.status, headers })
}
