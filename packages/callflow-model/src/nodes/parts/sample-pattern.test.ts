import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fitsPattern } from './compare.ts'
import { sampleOf } from './sample-pattern.ts'

it.each([
  '^\\d{4}$',
  '^(30|40)\\d{3}$',
  '[1-9]',
  '^\\+49(?:30|40)[0-9]+$',
  '^v[0-9]{2}$',
  'a|b',
  '^[^0-9]x?$',
  '(?i:yes)',
])('a text that %s matches', (pattern) => {
  const samples = sampleOf(pattern)
  expect(samples.some((sample) => fitsPattern(pattern, sample, { isWhole: false }))).toBe(true)
})

it('any text is read to its end', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'()[]{}|*+?^$.\\dab1,') }), (text) => {
      expect(sampleOf(text).length).toBeLessThanOrEqual(8)
    }),
  ))
