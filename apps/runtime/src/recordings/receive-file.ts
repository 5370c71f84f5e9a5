/** Writes a request's body to disk: never whole in memory, and not under its final name before it is complete. */
import { open, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { type AudioKind, audioKindOf, HEAD_BYTES, wavDurationMs } from './audio-kind.ts'

export type ReceivedFile =
  | { ok: true; kind: AudioKind; sizeBytes: number; durationMs: number | null }
  | { ok: false; why: 'too large' | 'not audio' | 'broken' | 'too slow' }

/** A sender that says nothing for this long is gone. */
const MAX_SILENCE_MS = 30_000

/**
 * Writes a request's body to a new file, whether its length was announced or it comes in chunks. Nothing is left of a body that
 * is refused.
 * @throws where the disk does not take it
 */
export async function receiveFile(
  incoming: IncomingMessage,
  { path, maxBytes }: { path: string; maxBytes: number },
): Promise<ReceivedFile> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return { ok: false, why: 'too large' }
  const file = await open(path, 'wx', 0o600)
  let result: ReceivedFile = { ok: false, why: 'broken' }
  try {
    result = await writeBody(incoming, file, maxBytes)
    if (result.ok) await file.sync()
  } finally {
    await file.close()
    if (!result.ok) await rm(path, { force: true })
  }
  return result
}

async function writeBody(
  incoming: IncomingMessage,
  file: Awaited<ReturnType<typeof open>>,
  maxBytes: number,
): Promise<ReceivedFile> {
  let head = Buffer.alloc(0)
  let sizeBytes = 0
  let isSilent = false
  const silence = setTimeout(() => {
    isSilent = true
    incoming.destroy()
  }, MAX_SILENCE_MS)
  try {
    // Leaving the loop early must not close the connection: the answer still has to go out on it.
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      silence.refresh()
      sizeBytes += chunk.length
      if (sizeBytes > maxBytes) return { ok: false, why: 'too large' }
      if (head.length < HEAD_BYTES) {
        head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)])
        if (head.length === HEAD_BYTES && audioKindOf(head) === null) return { ok: false, why: 'not audio' }
      }
      await file.write(chunk)
    }
  } catch (error) {
    if (!incoming.complete) return { ok: false, why: isSilent ? 'too slow' : 'broken' } // the sender is gone
    throw error
  } finally {
    clearTimeout(silence)
  }
  if (!incoming.complete) return { ok: false, why: 'broken' }
  const kind = audioKindOf(head)
  if (kind === null) return { ok: false, why: 'not audio' }
  return { ok: true, kind, sizeBytes, durationMs: wavDurationMs(head, sizeBytes) }
}
