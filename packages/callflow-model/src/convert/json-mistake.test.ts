import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeJsonMistake } from './json-mistake.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('where a text stops being JSON', () => {
  it.each([
    ['{\n  "text": }', 'Line 2, column 11: "}" stands where a value should be.'],
    ['{"a": 1', 'Line 1, column 8: the text ends where a comma, or the end of the list or object should be.'],
    ['', 'Line 1, column 1: the text ends where a value should be.'],
    ['hello', 'Line 1, column 1: "h" stands where a value should be.'],
    ['{"a": 1,}', 'Line 1, column 9: "}" stands where a name in double quotes should be.'],
    ["{'a': 1}", 'Line 1, column 2: "\'" stands where a name in double quotes or } should be.'],
    ['[1]\n\n]', 'Line 3, column 1: "]" stands where the end of the text should be.'],
    ['{"a" 1}', 'Line 1, column 6: "1" stands where a colon should be.'],
    ['["a\nb"]', 'Line 1, column 2: "\\"" stands where a value or ] should be.'],
  ])('%j', (text, words) => expect(describeJsonMistake(text)).toBe(words))

  it('is nowhere in JSON, and somewhere in anything else', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc
            .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"', 'a', '1', '-', '0', '.', 'e', ' ', 'null', '\\'))
            .map((parts) => parts.join('')),
          fc
            .tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 }))
            .map(
              ([text, at, more]) => text.slice(0, at % (text.length + 1)) + more + text.slice(at % (text.length + 1)),
            ),
        ),
        (text) => {
          expect(describeJsonMistake(text) === null).toBe(isJson(text))
        },
      ),
      { numRuns: 500 },
    ))
})
