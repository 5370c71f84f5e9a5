import { type Send, SendError } from './transport/request.ts'

/**
 * Sends with the platform's own `fetch`, wherever it leads: for command lines and tests. A server passes connections that it
 * has checked.
 */
export const sendWithFetch: Send = async ({ url, method, headers, body, maxBytes, signal }) => {
  const response = await fetch(url, {
    method,
    headers,
    body: typeof body === 'string' || body === null ? body : new Uint8Array(body),
    redirect: 'manual',
    signal,
  }).catch((error: unknown) => {
    throw new SendError(wasSent(error) ? 'cut' : 'not-connected', 'There is no connection to KAZOO.')
  })
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > maxBytes) throw new SendError('too-large', 'KAZOO’s answer is too large.')
  return { status: response.status, headers: Object.fromEntries(response.headers), body: bytes }
}

const BEFORE_SENDING = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]

function wasSent(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return !BEFORE_SENDING.includes(code)
}
