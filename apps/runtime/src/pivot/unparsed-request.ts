/**
 * Requests whose address Node's HTTP parser refuses, so that no route ever sees them. KAZOO sends such by GET: it escapes
 * no names, and Erlang up to 22 lets raw bytes and spaces in an address pass. They are refused like any other request
 * that cannot be read, and are in the call log; what is not meant for `/pivot` gets what Node would say.
 * @source kz_http_util:json_to_querystring/1
 */
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { answerPivotRequest } from './answer-request.ts'
import type { PivotReply } from './pivot-request.ts'
import { type PivotRouteDeps, tell } from './route.ts'

/** As Node reports it; `rawPacket` is what came last, `bytesParsed` how much of it was understood. */
export interface ParserError extends Error {
  code?: string
  bytesParsed?: number
  rawPacket?: Buffer
}

/** For `clientError` of a server. */
export async function refuseUnparsed(error: ParserError, socket: Duplex, deps: PivotRouteDeps): Promise<void> {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const asked = addressOf(error)
  if (!asked) {
    finish(socket, `${statusLine(STATUSES[error.code ?? ''] ?? 400)}Connection: close\r\n\r\n`)
    return
  }
  const reply = await answerPivotRequest({ ...asked, headers: {}, body: 'bad address', sender: {}, isTls: false }, deps)
  tell(deps, reply, asked.method, asked.url)
  finish(socket, written(reply))
}

/** @returns null where it is not the address that is wrong, or it is none of `/pivot` */
function addressOf({ rawPacket, bytesParsed = 0 }: ParserError): { method: string; url: string } | null {
  const line = rawPacket?.subarray(0, rawPacket.indexOf('\r\n'))
  if (!line || bytesParsed > line.length) return null
  const [, method, url] = REQUEST_LINE.exec(line.toString('utf8')) ?? []
  return method === undefined || url === undefined ? null : { method, url }
}

const REQUEST_LINE = /^(GET|POST) (\/pivot\/.*) HTTP\/1\.[01]$/s

/** Other than 400, as Node answers by itself. */
const STATUSES: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

const statusLine = (status: number): string => `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`

const written = ({ status, contentType, body }: PivotReply): string =>
  [
    statusLine(status),
    `Content-Type: ${contentType}\r\n`,
    `Content-Length: ${Buffer.byteLength(body)}\r\n`,
    `Connection: close\r\n\r\n${body}`,
  ].join('')

const finish = (socket: Duplex, text: string): void => void socket.end(text, () => socket.destroy())
