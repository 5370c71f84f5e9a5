import { request } from 'node:http'

export interface Sent {
  method?: string
  headers?: Record<string, string>
  /** Several parts are sent as chunks, without a length. */
  body?: string | Buffer | string[]
}

export interface Received {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** A request to the letter: what `fetch` would not let through (Host, brackets, chunks) goes out as it is. */
export function send(url: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Received> {
  const [, host, port, path] = /^http:\/\/([^:/]+):(\d+)(.*)$/.exec(url) ?? []
  return new Promise((resolve, reject) => {
    const outgoing = request({ host, port, path, method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      )
      incoming.on('error', reject)
    })
    outgoing.on('error', reject)
    if (Array.isArray(body)) for (const part of body) outgoing.write(part)
    outgoing.end(Array.isArray(body) ? undefined : body)
  })
}
