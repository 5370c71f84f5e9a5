import type { IncomingMessage } from 'node:http'

/** Up to here a body that is too large is read to its end and forgotten, since who still sends cannot hear the answer. */
const MAX_BYTES_READ = 1024 * 1024

/** Lets what is still under way of a refused body run out, up to a limit, so that its sender gets to hear the answer. */
export function drain(incoming: IncomingMessage): Promise<void> {
  if (incoming.complete || Number(incoming.headers['content-length'] ?? 0) > MAX_BYTES_READ) return Promise.resolve()
  return new Promise((resolve) => {
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > MAX_BYTES_READ) resolve()
    })
    for (const event of ['end', 'error', 'close']) incoming.on(event, () => resolve())
    incoming.resume()
  })
}

/**
 * Reads a whole body, whether its length was announced or it comes in chunks.
 * @returns what kept it from being read: it is larger than `most` bytes, or the connection broke
 */
export function readBody(incoming: IncomingMessage, most: number): Promise<Buffer | 'too large' | 'broken'> {
  const maxRead = Math.max(most, MAX_BYTES_READ)
  if (Number(incoming.headers['content-length'] ?? 0) > maxRead) return Promise.resolve('too large')
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= most) chunks.push(chunk)
      else if (size > maxRead) resolve('too large')
    })
    incoming.on('end', () => {
      if (size > most) resolve('too large')
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
    })
    incoming.on('error', () => resolve('broken')) // the sender is gone, or sends chunks that are none
  })
}
