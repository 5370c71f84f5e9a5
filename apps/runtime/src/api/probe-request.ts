/** One request to the studio's public address, as KAZOO sends it, of which little is read. */
import { type Dispatcher, request } from 'undici'

/** KAZOO waits 5 s. */
const KAZOO_WAITS_MS = 5000
/** As much as an answer may have. */
const READ_BYTES = 64 * 1024

export interface ProbeTarget {
  /** What is asked. */
  url: string
  /** The host that is named to it. */
  host: string
}

export interface Probed {
  status: number
  headers: Headers
  /** The first 64 KiB of it. */
  body: string
  tookMs: number
}

/** @throws where no answer comes within 5 s */
export async function probeRequest({ url, host }: ProbeTarget, contentType: string, body: string): Promise<Probed> {
  const begun = performance.now()
  const answer = await request(url, {
    method: 'POST', // KAZOO follows a redirect, but drops all call data: none is followed
    headers: { host, 'content-type': contentType, 'accept-encoding': 'identity' },
    body,
    signal: AbortSignal.timeout(KAZOO_WAITS_MS),
  })
  const text = await readStart(answer.body)
  return { status: answer.statusCode, headers: toHeaders(answer), body: text, tookMs: performance.now() - begun }
}

async function readStart(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= READ_BYTES) break // leaving the loop closes the connection
  }
  return Buffer.concat(chunks).subarray(0, READ_BYTES).toString('utf8')
}

function toHeaders({ headers }: Dispatcher.ResponseData): Headers {
  const made = new Headers()
  for (const [name, value] of Object.entries(headers)) for (const one of [value ?? ''].flat()) made.append(name, one)
  return made
}
