/** Another company's server, as small as a test needs it. */
import { once } from 'node:events'
import { createServer } from 'node:http'

export interface WebService {
  host: string
  url: string
  /** "POST /calls {…}", in the order in which they came. */
  seen: string[]
  close: () => void
}

/** @param replies JSON by path */
export async function startWebService(replies: Record<string, unknown>): Promise<WebService> {
  const seen: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    seen.push([request.method, request.url, body].filter(Boolean).join(' '))
    const reply = replies[request.url ?? '']
    response.writeHead(reply === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(reply ?? { message: 'not found' }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const host = `127.0.0.1:${address.port}`
  return { host, url: `http://${host}`, seen, close: () => server.close() }
}
