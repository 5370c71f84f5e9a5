import { describe, expect, it } from 'vitest'
import { differingParts } from './text-difference.ts'

describe('two texts that differ', () => {
  it('stay whole while they are short', () => {
    expect(differingParts('30 s', '20 s')).toEqual(['30 s', '20 s'])
  })

  it('are cut to whole words around the difference', () => {
    const text = (key: number) =>
      `Welcome to Harbour Dental. To book or change an appointment, press 1. To speak to reception, press ${key}.`
    expect(differingParts(text(3), text(0))).toEqual(['…to reception, press 3.', '…to reception, press 0.'])
  })

  it('are cut at the end too, where much is new', () => {
    const [, after] = differingParts('', 'word '.repeat(40))
    expect(after.length).toBeLessThanOrEqual(61)
    expect(after.endsWith('word…')).toBe(true)
  })
})
