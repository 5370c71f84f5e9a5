/**
 * `/pivot` over HTTP. A thin rim: read the body, ask the heart, answer. Never a redirect, compression or a cookie, and the
 * connection is closed, since KAZOO's client queues other callers behind a busy one (pivot-protocol, HTTP client).
 */
import { MASKED } from '@callflow-studio/model'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { CallLog } from '../calls/call-log.ts'
import type { UploadSealer } from '../continuation/upload-sealer.ts'
import { answerPivotRequest, MAX_BODY_BYTES, type PivotDeps, type PivotReply } from './answer-request.ts'
import { readBody } from './read-body.ts'
import { receiveUpload, type UploadDeps, uploadTokenIn } from './receive-upload.ts'

export interface PivotRouteDeps extends PivotDeps, UploadDeps {
  uploadSealer: UploadSealer
  mask: (text: string) => string
  callLog: Pick<CallLog, 'add'>
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
    const token = uploadTokenIn(incoming.url ?? '')
    if (token !== null) return receiveUpload(incoming, token, deps)
    return incoming.method === 'POST'
      ? readBody(incoming, MAX_BODY_BYTES).then((body) => {
          if (body === 'broken') return broken(context, deps)
          return answer(context, deps, body === 'too large' ? TOO_LARGE : body)
        })
      : answer(context, deps, null)
  })
}

/** Stands for any body over the limit: what it held does not matter. */
const TOO_LARGE = Buffer.alloc(MAX_BODY_BYTES + 1)

/** Nobody hears this answer, but the administrator sees that somebody asked. */
function broken({ env: { incoming } }: Context<Env>, { onTrouble }: PivotRouteDeps): Response {
  const why = 'The connection broke before the request was whole.'
  onTrouble({ status: 400, why }, { method: incoming.method ?? '', path: withoutToken(incoming.url ?? '') })
  return Response.json({ error: why }, { status: 400, headers: { Connection: 'close' } })
}

function answer(context: Context<Env>, deps: PivotRouteDeps, body: Buffer | null): Response | Promise<Response> {
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
    return toResponse(made, deps.keepAlive && body !== TOO_LARGE)
  }
  return reply instanceof Promise ? reply.then(finish) : finish(reply)
}

function tell(deps: PivotRouteDeps, reply: PivotReply, method: string, url: string): void {
  if (reply.entry) deps.callLog.add(reply.entry)
  if (reply.why !== null || (reply.answer && reply.answer.warnings.length > 0)) report(deps, reply, method, url)
}

function report(
  { onTrouble, mask }: PivotRouteDeps,
  { status, why, answer, entry }: PivotReply,
  method: string,
  url: string,
): void {
  const request = { method, path: withoutToken(url) }
  const flow = entry ? { flowId: entry.flowId } : {}
  if (!answer) onTrouble({ status, why: why ?? '', ...flow }, request)
  else
    for (const { nodeId, message } of [...answer.failures, ...answer.warnings])
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
