import { describe, expect, it } from 'vitest'
import { CONTROLS } from '../controls.ts'
import type { Control } from './form-fields.ts'
import { shownControl } from './shown-control.ts'

/** The kind whose control shows a value. */
const shown = (asked: Control, value: unknown): string => {
  const kind = shownControl(CONTROLS, asked, value)
  return kind === CONTROLS[asked] ? asked : kind === CONTROLS.json ? 'json' : 'another'
}

describe('a value that its form cannot show', () => {
  it('is shown as JSON instead, so that nothing overwrites it', () => {
    expect(shown('endpoints', '{{ vars.phones }}')).toBe('json')
    expect(shown('group', ['a'])).toBe('json')
    expect(shown('key-values', null)).toBe('json')
    expect(shown('text', { a: 1 })).toBe('json')
    expect(shown('number', [1])).toBe('json')
    expect(shown('switch', { a: 1 })).toBe('json')
  })

  it('is left to its form where that can show it', () => {
    expect(shown('endpoints', [])).toBe('endpoints')
    expect(shown('group', {})).toBe('group')
    expect(shown('number', '{{ vars.wait }}')).toBe('number')
    expect(shown('text', 5)).toBe('text')
    expect(shown('switch', true)).toBe('switch')
    expect(shown('switch', '{{ vars.on }}')).toBe('switch')
    expect(shown('endpoints', undefined)).toBe('endpoints')
    expect(shown('http-body', { type: 'json' })).toBe('http-body')
  })
})
