import { expect, it } from 'vitest'
import { holdsWord, toSearchTerms } from './search-terms.ts'

it('takes keys that were pressed out of the words', () => {
  expect(toSearchTerms('Sales press 1')).toEqual({ words: [{ text: 'sales', digits: null }], pressed: ['1'] })
  expect(toSearchTerms('pressed *12#').pressed).toEqual(['*12#'])
  expect(toSearchTerms('Press release').words.map(({ text }) => text)).toEqual(['press', 'release'])
})

it.each([
  ['+1 (415) 555-0100', '+14155550100'],
  ['415.555.0100', '+14155550100'],
  ['10.26.0.158', '829597750@10.26.0.158'],
])('finds %s in %s', (typed, logged) => {
  expect(toSearchTerms(typed).words.every((word) => holdsWord(logged, word))).toBe(true)
})
