import { describe, expect, it } from 'vitest'
import { readJson } from './read-json.ts'

describe('JSON of other servers', () => {
  it.each([
    ['{"id": 12345678901234567890}', { id: '12345678901234567890' }],
    [
      '[9007199254740991, 9007199254740993, -9007199254740993]',
      [9007199254740991, '9007199254740993', '-9007199254740993'],
    ],
    ['{"a": {"b": [10000000000000000001]}}', { a: { b: ['10000000000000000001'] } }],
    ['12345678901234567890', '12345678901234567890'],
    [
      '{"a": 1234567890.1234567890, "b": 1e300, "c": "12345678901234567890", "d": 7}',
      { a: 1234567890.1234567, b: 1e300, c: '12345678901234567890', d: 7 },
    ],
  ])('%s', (text, value) => expect(readJson(text)).toEqual(value))

  it('is read however deep it is nested', () => {
    const deep = 50_000
    expect(readJson(`${'['.repeat(deep)}12345678901234567${']'.repeat(deep)}`)).toBeInstanceOf(Array)
  })

  it('throws for what is none', () => expect(() => readJson('1234567890123456x')).toThrow(SyntaxError))
})
