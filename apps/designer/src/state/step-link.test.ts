import { expect, it } from 'vitest'
import { EDITOR_PARAMS, editorSearch } from './step-link.ts'

it('names the step and the preview, and nothing where there is nothing to name', () => {
  expect(editorSearch('n3', true)).toBe('?step=n3&preview')
  expect(editorSearch(null, true)).toBe('?preview')
  expect(editorSearch(null, false)).toBe('')
})

it('is read back whatever the id of the step is', () => {
  const params = new URLSearchParams(editorSearch('a&b=c d', false))
  expect([...params]).toEqual([[EDITOR_PARAMS.step, 'a&b=c d']])
})
