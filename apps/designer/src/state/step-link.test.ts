import { expect, it } from 'vitest'
import { editorSearch, readEditorSearch } from './step-link.ts'

it('names the step and the preview, and nothing where there is nothing to name', () => {
  expect(editorSearch('n3', true)).toBe('?step=n3&preview')
  expect(editorSearch(null, true)).toBe('?preview')
  expect(editorSearch(null, false)).toBe('')
})

it('is read back for any id of the step', () => {
  expect(readEditorSearch(editorSearch("a&b=c 'd'", false))).toEqual({ step: "a&b=c 'd'", isPreview: false })
  expect(readEditorSearch('?from=mail&preview')).toEqual({ step: null, isPreview: true })
})
