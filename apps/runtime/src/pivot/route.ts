/**
 * `/pivot` over HTTP. A thin rim: read the body, ask the heart, answer. The connection is closed, since KAZOO's client queues
 * other callers behind a busy one (docs/kazoo/protocol.md#kazoos-http-client).
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { MASKED } from '@callflow-studio/model'
import type { CallEntry } from '../calls/call-entry.ts'
import { RECEIPT_HEADER } from '../calls/probes.ts'
import type { UploadSealer } from '../continuation/upload-sealer.ts'
import { answerPivotRequest, MAX_BODY_BYTES } from './answer-request.ts'
import type { PivotDeps, PivotReply } from './pivot-request.ts'
import { jsonReply, sendReply } from './plain-reply.ts'
import { readBody } from './read-body.ts'
import { receiveUpload, type UploadDeps, uploadTokenIn } from './receive-upload.ts'
import { refuseAddress } from './refuse.ts'

export interface PivotRouteDeps extends PivotDeps, UploadDeps {
  uploadSealer: UploadSealer
  mask: (text: string) => string
  /** The call was answered, but what the log keeps of it could not be made. */
  onLogFailure: (error: unknown) => void
  /** A request could not be answered at all. */
  onFailure: (error: unknown, request: { method: string; path: string }) => void
  /** What is sent with the answer to *Test this URL*; null for any other request. */
  receiptOf: (callId: string) => string | null
  keepAlive: boolean
  /** What is not a plain success: a refusal, a fallback, a text that was left out. */
  onProblem: (
    problem: { status: number; why: string; flowId?: string; nodeId?: string | null },
    request: { method: string; path: string },
  ) => void
}

export function createPivotRoute(deps: PivotRouteDeps): RequestListener {
  return (incoming, outgoing) => {
    answer(incoming, outgoing, deps).catch((error: unknown) => sendFailure(incoming, outgoing, deps, error))
  }
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, deps: PivotRouteDeps): Promise<void> {
  const { method = '', url = '', headers, socket } = incoming
  const uploadToken = uploadTokenIn(method, url)
  if (uploadToken !== null) {
    sendReply(outgoing, await receiveUpload(incoming, uploadToken, deps), false)
    return
  }
  const body = method === 'POST' ? await readBody(incoming, MAX_BODY_BYTES) : null
  const answered = answerPivotRequest(
    { method, url, headers, body, sender: socket, isTls: 'encrypted' in socket },
    deps,
  )
  const reply = answered instanceof Promise ? await answered : answered
  const entry = tell(deps, reply, method, url)
  const receipt = entry && deps.receiptOf(entry.callId)
  if (receipt) outgoing.setHeader(RECEIPT_HEADER, receipt)
  sendReply(outgoing, reply, deps.keepAlive && typeof body !== 'string')
}

/** KAZOO runs the `_` of its pivot node at once, which is the flow's fallback. */
function sendFailure(incoming: IncomingMessage, outgoing: ServerResponse, deps: PivotRouteDeps, error: unknown): void {
  const { method = '', url = '' } = incoming
  tellRefused(deps, incoming, { status: 500, why: 'The studio failed here. Its log says why.' })
  deps.onFailure(error, { method, path: withoutToken(url) })
  if (outgoing.headersSent) outgoing.destroy()
  else sendReply(outgoing, jsonReply(500, { error: 'The studio failed here.' }), false)
}

/**
 * Puts a request into the call log, and what was wrong with it into the server's log.
 * @returns what the call log was given
 */
export function tell(deps: PivotRouteDeps, reply: PivotReply, method: string, url: string): CallEntry | null {
  let entry: CallEntry | null = null
  try {
    entry = reply.makeEntry?.() ?? null
    if (entry) deps.callLog.add(entry)
  } catch (error) {
    deps.onLogFailure(error) // a call is answered, even if its entry is lost
  }
  if (reply.why !== null || reply.warnings.length > 0) report(deps, reply, method, url)
  return entry
}

/** Puts a request into both logs that is refused outside of the heart. */
export function tellRefused(
  deps: PivotRouteDeps,
  { method = '', url = '', headers, socket }: IncomingMessage,
  refusal: { status: number; why: string },
): void {
  const request = { method, url, headers, body: null, sender: socket, isTls: false }
  tell(deps, refuseAddress(request, deps, refusal), method, '/pivot/')
}

function report(
  { onProblem, mask }: PivotRouteDeps,
  { status, why, answer, warnings, flowId }: PivotReply,
  method: string,
  url: string,
): void {
  const request = { method, path: withoutToken(url) }
  const flow = flowId === null ? {} : { flowId }
  if (!answer && why !== null) onProblem({ status, why, ...flow }, request)
  for (const { nodeId, message } of [...(answer?.failures ?? []), ...warnings])
    onProblem({ status, why: mask(message), nodeId, ...flow }, request)
}

/** `/pivot/:key/••••`: a token stands in no log. */
const withoutToken = (url: string): string =>
  (url.split('?', 1)[0] ?? '').replace(/^(\/pivot\/[^/]+\/).+$/, `$1${MASKED}`)
