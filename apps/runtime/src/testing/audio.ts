/** Small sound files, made here: a tone as WAV, and the frames of an MP3. */

/** @param seconds of a tone of 440 Hz: 8,000 samples a second, 8 bits each */
export function wav(seconds: number): Buffer {
  const rate = 8000
  const samples = Buffer.from(
    Array.from(
      { length: Math.round(rate * seconds) },
      (_, at) => 128 + Math.round(90 * Math.sin((at / rate) * 880 * Math.PI)),
    ),
  )
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length, 40)
  return Buffer.concat([header, samples])
}

/** Silence as MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes a frame. */
export function mp3(frames: number): Buffer {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfb, 0x90, 0xc4])
  return Buffer.concat(Array.from({ length: frames }, () => frame))
}
