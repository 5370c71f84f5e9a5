import type { IncomingMessage } from 'node:http'

/**
 * Reads a whole body, whether its length was announced or it comes in chunks.
 * @returns null as soon as it is larger than `most` bytes; the rest is not read.
 * @throws if the connection breaks
 */
export function readBody(incoming: IncomingMessage, most: number): Promise<Buffer | null> {
  if (Number(incoming.headers['content-length'] ?? 0) > most) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > most) {
        incoming.pause()
        resolve(null)
      } else chunks.push(chunk)
    })
    incoming.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    incoming.on('error', reject)
  })
}
