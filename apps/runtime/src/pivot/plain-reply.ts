/**
 * What is sent under `/pivot`, written to Node's response as it is (decision 0034): a framework's request and response cost
 * a call as much as its whole walk.
 */
import type { ServerResponse } from 'node:http'

export interface PlainReply {
  status: number
  contentType: string
  body: string
  /** For 405. */
  allow?: string
}

/** @param allow for 405 */
export const jsonReply = (status: number, body: object, allow?: string): PlainReply => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
  ...(allow === undefined ? {} : { allow }),
})

/** Never a redirect, compression or a cookie. */
export function sendReply(outgoing: ServerResponse, reply: PlainReply, keepAlive: boolean): void {
  const headers: Record<string, string | number> = {
    'Content-Type': reply.contentType,
    'Content-Length': Buffer.byteLength(reply.body),
  }
  if (!keepAlive) headers.Connection = 'close'
  if (reply.allow !== undefined) headers.Allow = reply.allow
  outgoing.writeHead(reply.status, headers).end(reply.body)
}
