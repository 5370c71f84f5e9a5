import { type CrossbarRequest, type CrossbarResponse, type Send, SendError } from '@callflow-studio/crossbar'
import { request as send } from 'undici'
import { createHostRules } from './allowed-hosts.ts'
import { createConnections } from './connections.ts'
import { failureOf } from './failure.ts'
import { createResolver } from './resolve-host.ts'

/** The list of a large account, with room. */
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024

/** Requests to KAZOO's API, over connections that lead only where look-ups may go too. */
export interface KazooSender {
  send: Send
  close: () => Promise<void>
}

/** @param allowedHosts what ALLOWED_HOSTS lists */
export function createKazooSender(allowedHosts: readonly string[]): KazooSender {
  const connections = createConnections(createHostRules(allowedHosts), createResolver(), MAX_RESPONSE_BYTES)
  return {
    send: (request) =>
      sendOnce(request).catch((error: unknown) => {
        if (error instanceof SendError || request.signal.aborted) throw error
        throw toSendError(error, new URL(request.url))
      }),
    close: () => connections.destroy(),
  }

  async function sendOnce({
    url,
    method,
    headers,
    body,
    maxBytes,
    signal,
  }: CrossbarRequest): Promise<CrossbarResponse> {
    const response = await send(url, { dispatcher: connections, method, headers, body, signal })
    const bytes = await response.body.bytes()
    if (bytes.length > maxBytes) throw new SendError('too-large', 'KAZOO’s answer is too large.')
    return { status: response.statusCode, headers: oneEach(response.headers), body: bytes }
  }
}

/** What may have reached KAZOO, where no answer came: everything but what never had a connection. */
function toSendError(error: unknown, url: URL): SendError {
  const { code, message, isConnected } = failureOf(error, url, 0)
  if (code === 'look-up.refused-host') return new SendError('refused-host', message)
  if (code === 'look-up.too-large') return new SendError('too-large', 'KAZOO’s answer is too large.')
  return new SendError(isConnected ? 'cut' : 'not-connected', message)
}

const oneEach = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), [value].flat().join(', ')]],
    ),
  )
