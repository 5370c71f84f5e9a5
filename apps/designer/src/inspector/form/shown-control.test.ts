import { describe, expect, it } from 'vitest'
import { shownControl } from './shown-control.ts'

describe('a value that its form cannot show', () => {
  it('is shown as JSON instead, so that nothing overwrites it', () => {
    expect(shownControl('endpoints', '{{ vars.phones }}')).toBe('json')
    expect(shownControl('group', ['a'])).toBe('json')
    expect(shownControl('key-values', null)).toBe('json')
    expect(shownControl('text', { a: 1 })).toBe('json')
    expect(shownControl('number', [1])).toBe('json')
    expect(shownControl('switch', { a: 1 })).toBe('json')
  })

  it('is left to its form where that can show it', () => {
    expect(shownControl('endpoints', [])).toBe('endpoints')
    expect(shownControl('group', {})).toBe('group')
    expect(shownControl('number', '{{ vars.wait }}')).toBe('number')
    expect(shownControl('text', 5)).toBe('text')
    expect(shownControl('switch', true)).toBe('switch')
    expect(shownControl('switch', '{{ vars.on }}')).toBe('switch')
    expect(shownControl('endpoints', undefined)).toBe('endpoints')
    expect(shownControl('http-body', { type: 'json' })).toBe('http-body')
  })
})
