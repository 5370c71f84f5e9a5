import type { IncomingMessage } from 'node:http'

/** Up to here a body that is too large is read to its end and forgotten, since who still sends cannot hear the answer. */
const MOST_BYTES_READ = 1024 * 1024

/**
 * Reads a whole body, whether its length was announced or it comes in chunks.
 * @returns null if it is larger than `most` bytes
 * @throws if the connection breaks
 */
export function readBody(incoming: IncomingMessage, most: number): Promise<Buffer | null> {
  const mostRead = Math.max(most, MOST_BYTES_READ)
  if (Number(incoming.headers['content-length'] ?? 0) > mostRead) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= most) chunks.push(chunk)
      else if (size > mostRead) resolve(null)
    })
    incoming.on('end', () => {
      if (size > most) resolve(null)
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
    })
    incoming.on('error', reject)
  })
}
