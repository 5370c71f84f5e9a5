import { expect, it } from 'vitest'
import { jsonDraft, keepJsonDraft } from './json-drafts.ts'

it('a broken text waits for its step until the data is changed elsewhere', () => {
  const data = { a: 1 }
  expect(jsonDraft('n1', data)).toBeUndefined()
  keepJsonDraft('n1', { text: '{"a": ', of: data })
  expect(jsonDraft('n1', data)).toBe('{"a": ')
  expect(jsonDraft('n2', data)).toBeUndefined()
  expect(jsonDraft('n1', { a: 1 })).toBeUndefined()
})
