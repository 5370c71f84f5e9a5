import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedRequest {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
  /** The connection it came over. */
  port: number | undefined
}

export interface WebServer {
  port: number
  host: string
  url: string
  /** What it was asked, in order. */
  seen: ReceivedRequest[]
  close: () => void
}

/** A server on this machine that remembers what it was asked. @param answer gets the number of the request too, from 1 */
export function serve(
  answer: (request: ReceivedRequest, response: ServerResponse, count: number) => unknown,
): Promise<WebServer> {
  const seen: ReceivedRequest[] = []
  const server = createServer((incoming, response) => {
    let body = ''
    incoming.on('data', (chunk) => {
      body += chunk
    })
    incoming.on('end', () => {
      const { method = '', url = '', headers, socket } = incoming
      const request = { method, url, headers, body, port: socket.remotePort }
      answer(request, response, seen.push(request))
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', 1024, () => {
      const { port } = server.address() as AddressInfo
      const close = (): void => {
        server.closeAllConnections()
        server.close()
      }
      resolve({ port, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}`, seen, close })
    })
  })
}

/** The host and port of a server that has just ended: it refuses connections. */
export async function closedHost(): Promise<string> {
  const { host, close } = await serve(() => undefined)
  close()
  return host
}
