import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJsonText, readLenientJson } from './read-json-text.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
const messageOf = (text: string): string => {
  const read = readJsonText(text)
  return read.ok ? '' : read.message
}

describe('JSON as people paste it', () => {
  it.each([
    ['{\n  "text": }', 'This is not valid JSON. Line 2, column 11: a value is missing.'],
    ['{"a" 1}', 'This is not valid JSON. Line 1, column 6: a colon is missing.'],
    ['', 'It is empty.'],
    [' \n', 'It is empty.'],
  ])('%j: %s', (text, words) => expect(messageOf(text)).toBe(words))

  it.each([
    '{"id": 12345678901234567890, "list": [-9007199254740993, 9007199254740991, 1e30]}',
    '{"id": 12345678901234567890, /* as shown */ "list": [-9007199254740993, 9007199254740991, 1e30,],}',
  ])('keeps the digits of whole numbers that a number cannot hold: %s', (text) =>
    expect(readLenientJson(text)).toMatchObject({
      ok: true,
      value: { id: '12345678901234567890', list: ['-9007199254740993', 9007199254740991, 1e30] },
      longNumbers: [
        { path: 'id', digits: '12345678901234567890' },
        { path: 'list.0', digits: '-9007199254740993' },
      ],
    }),
  )

  it('says where a form can put the cursor', () => {
    const placeOf = (text: string) => {
      const read = readJsonText(text)
      return read.ok || !read.problem ? null : [read.problem.at, read.problem.line, read.problem.column]
    }
    expect(placeOf('{\n  "a": 1\n  "b": 2\n}')).toEqual([13, 3, 3])
    expect(placeOf('{"a": 1')).toEqual([7, 1, 8])
    expect(placeOf('  ')).toBeNull()
  })

  it.each(['{"a": 1', 'hello', '{"a": 1,}', "{'a': 1}", '[1]\n\n]', '["a\nb"]', '{} // x'])(
    '%j names a place',
    (text) => expect(messageOf(text)).toMatch(/^This is not valid JSON. Line \d, column \d+: /),
  )

  it('names keys that stand twice, wherever they are', () => {
    const read = readJsonText('{"a":{"b":1,\n"b":2},"c":[{"d":1,"d":2}],"e":{"b":1}}')
    expect(read).toEqual({
      ok: true,
      value: { a: { b: 2 }, c: [{ d: 2 }], e: { b: 1 } },
      repeated: [
        { path: 'a.b', key: 'b', line: 2 },
        { path: 'c.0.d', key: 'd', line: 2 },
      ],
      longNumbers: [],
    })
  })

  it('is what JSON is, and nothing else', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc
            .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"', 'a', '1', '-', '0', '.', 'e', ' ', 'null', '\\'))
            .map((parts) => parts.join('')),
        ),
        (text) => {
          expect(readJsonText(text).ok).toBe(isJson(text))
        },
      ),
    ))
})
