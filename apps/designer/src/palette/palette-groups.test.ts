import { describe, expect, it } from 'vitest'
import { findSteps, groupsOf, usedMost } from './palette-groups.ts'

const titles = (steps: readonly { title: string }[]): string[] => steps.map(({ title }) => title)

describe('the palette', () => {
  it('offers the steps used most in their own order', () => {
    expect(titles(usedMost())).toEqual([
      'Say text',
      'Menu',
      'Opening hours',
      'Ring a group',
      'Ring a user',
      'Voicemail',
    ])
  })

  it('lists every step that can be drawn under one category, and no second start or fallback', () => {
    const listed = groupsOf().flatMap(({ steps }) => steps)
    expect(new Set(listed).size).toBe(listed.length)
    expect(listed.map(({ type }) => type)).not.toContain('start')
    expect(listed.map(({ type }) => type)).not.toContain('error')
    expect(listed.map(({ type }) => type)).toContain('ring_group')
  })
})

describe('finding a step', () => {
  it('knows titles, KAZOO’s module names and other words for it', () => {
    expect(titles(findSteps('say'))[0]).toBe('Say text')
    expect(findSteps('ring_group')[0]?.type).toBe('ring_group')
    expect(titles(findSteps('IVR'))).toContain('Menu')
    expect(titles(findSteps('hunt group'))).toContain('Ring a group')
  })

  it('finds nothing for words that no step has', () => {
    expect(findSteps('ivr2')).toEqual([])
  })
})
