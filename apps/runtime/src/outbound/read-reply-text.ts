import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { MAX_RESPONSE_BYTES } from './connections.ts'

type Unpack = (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

const UNPACK: Record<string, Unpack> = {
  gzip: promisify(gunzip) as Unpack,
  'x-gzip': promisify(gunzip) as Unpack,
  deflate: promisify(inflate) as Unpack,
  br: promisify(brotliDecompress) as Unpack,
}

/**
 * The text of a reply, which is as limited unpacked as it was packed.
 * @throws the connection's or the unpacker's error
 */
export async function readReplyText(
  body: Readable & { arrayBuffer: () => Promise<ArrayBuffer> },
  encoding: string | string[] | undefined,
  contentType: string | null,
): Promise<string> {
  const bytes = Buffer.from(await body.arrayBuffer())
  const unpack = typeof encoding === 'string' ? UNPACK[encoding.trim().toLowerCase()] : undefined
  const plain = unpack && bytes.length > 0 ? await unpack(bytes, { maxOutputLength: MAX_RESPONSE_BYTES }) : bytes
  return decoderFor(contentType).decode(plain)
}

function decoderFor(contentType: string | null): TextDecoder {
  const charset = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1]
  try {
    return new TextDecoder(charset ?? 'utf-8')
  } catch {
    return new TextDecoder() // a charset that nobody knows: UTF-8 is the best guess
  }
}
