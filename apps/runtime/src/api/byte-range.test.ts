import { describe, expect, it } from 'vitest'
import { parseByteRange } from './byte-range.ts'

describe('the part of a file that a request asks for', () => {
  it.each([
    ['bytes=0-', { from: 0, to: 99 }],
    ['bytes=10-19', { from: 10, to: 19 }],
    ['bytes=90-500', { from: 90, to: 99 }],
    ['bytes=-10', { from: 90, to: 99 }],
    ['bytes=-500', { from: 0, to: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=20-10', null],
    ['bytes=0-1,5-6', null],
    ['items=0-1', null],
    ['bytes=-', null],
    [undefined, null],
  ])('%s', (header, part) => expect(parseByteRange(header, 100)).toEqual(part))

  it('is nothing of an empty file', () => expect(parseByteRange('bytes=0-', 0)).toBe('unsatisfiable'))
})
