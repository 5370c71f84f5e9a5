/** What a file is, by its first bytes: what a request says of it may be wrong. */

export type AudioKind = 'mp3' | 'wav'

export const MEDIA_TYPES: Record<AudioKind, string> = { mp3: 'audio/mpeg', wav: 'audio/wav' }

/** As many bytes from the beginning of a file as tell what it is. */
export const HEAD_BYTES = 36

/**
 * @param head the first `HEAD_BYTES` of the file, or all of a shorter one
 * @returns null for what is neither MP3 nor WAV
 */
export function audioKindOf(head: Buffer): AudioKind | null {
  if (head.length >= 12 && head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WAVE')
    return 'wav'
  if (head.length >= 10 && head.toString('latin1', 0, 3) === 'ID3') return 'mp3'
  return isMpegFrame(head) ? 'mp3' : null
}

/** Eleven bits set, then version, layer, bit rate and sample rate, each with values that are reserved. */
function isMpegFrame(head: Buffer): boolean {
  const [sync = 0, layer = 0, rates = 0] = head
  return (
    head.length >= 4 &&
    sync === 0xff &&
    (layer & 0xe0) === 0xe0 &&
    (layer & 0x18) !== 0x08 &&
    (layer & 0x06) === 0x02 && // layer III
    (rates & 0xf0) !== 0xf0 &&
    (rates & 0x0c) !== 0x0c
  )
}

/** @returns how long a WAV file plays, as its header tells; null where that cannot be told from the beginning. */
export function wavDurationMs(head: Buffer, sizeBytes: number): number | null {
  if (audioKindOf(head) !== 'wav' || head.length < 32 || head.toString('latin1', 12, 16) !== 'fmt ') return null
  const bytesPerSecond = head.readUInt32LE(28)
  return bytesPerSecond === 0 ? null : Math.round((Math.max(0, sizeBytes - WAV_HEADER_BYTES) / bytesPerSecond) * 1000)
}

const WAV_HEADER_BYTES = 44
