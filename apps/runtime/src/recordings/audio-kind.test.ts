import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mp3, wav } from '../testing/audio.ts'
import { audioKindOf, HEAD_BYTES, wavDurationMs } from './audio-kind.ts'

describe('what a file is', () => {
  it.each([
    ['a WAV file', wav(1), 'wav'],
    ['MP3 frames', mp3(1), 'mp3'],
    ['an MP3 file with tags', Buffer.from('ID3\x04\x00\x00\x00\x00\x00\x00'), 'mp3'],
    ['another RIFF file', Buffer.from('RIFF\0\0\0\0AVI LIST'), null],
    ['an MPEG frame of layer II', Buffer.from([0xff, 0xfd, 0x90, 0xc4]), null],
    ['a frame with reserved values', Buffer.from([0xff, 0xff, 0xff, 0xff]), null],
    ['a page', Buffer.from('<!doctype html><html>'), null],
    ['an Ogg file', Buffer.from('OggS\0\0\0\0\0\0\0\0'), null],
    ['nothing', Buffer.alloc(0), null],
  ])('%s', (_, bytes, kind) => expect(audioKindOf(bytes.subarray(0, HEAD_BYTES))).toBe(kind))

  it('is told of any bytes without failing', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const head = Buffer.from(bytes)
        expect([null, 'mp3', 'wav']).toContain(audioKindOf(head))
        expect(wavDurationMs(head, head.length) ?? 0).toBeGreaterThanOrEqual(0)
      }),
    ))

  it('says how long a WAV file plays, and nothing of other files', () => {
    expect(wavDurationMs(wav(2.5).subarray(0, HEAD_BYTES), wav(2.5).length)).toBe(2500)
    expect(wavDurationMs(mp3(3).subarray(0, HEAD_BYTES), 1251)).toBeNull()
  })
})
