import { expect, it } from 'vitest'
import { endOfValue, openValue } from './open-value.ts'

const atEnd = (text: string) => openValue(text, text.length)

it('begins with the braces and goes on with the path', () => {
  expect(atEnd('Hello {{')).toEqual({ from: 6, query: '' })
  expect(atEnd('Hello {{ ')).toEqual({ from: 6, query: '' })
  expect(atEnd('{{caller.na')).toEqual({ from: 0, query: 'caller.na' })
  expect(atEnd('{{ a }} and {{ vars.b')).toEqual({ from: 12, query: 'vars.b' })
  expect(atEnd('{{ sip["X-Pri')).toEqual({ from: 0, query: 'sip["X-Pri' })
})

it.each(['', 'Hello', '{', '{{ a }}', '{{ a ', '{{ a | ', '{{ This is a sentence', '{{\n', '{{  '])(
  'is over, or not begun, in %j',
  (text) => expect(atEnd(text)).toBeNull(),
)

it('is read at the cursor, not at the end of the text', () => {
  expect(openValue('Hi {{ ca, bye', 8)).toEqual({ from: 3, query: 'ca' })
  expect(openValue('Hi {{ ca, bye', 2)).toBeNull()
})

it('replaces the braces that close it', () => {
  expect(endOfValue('{{ ca }}, bye', 5)).toBe(8)
  expect(endOfValue('{{ ca, bye', 5)).toBe(5)
})
