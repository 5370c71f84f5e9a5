import { nodeTypes } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { findSteps, firstOf, groupsOf, mostUsed } from './palette-groups.ts'

const titles = (steps: readonly { title: string }[]): string[] => steps.map(({ title }) => title)

describe('the palette', () => {
  it('offers the steps used most in their own order', () => {
    expect(titles(mostUsed())).toEqual(['Say text', 'Menu', 'Opening hours', 'Ring group', 'Ring a user', 'Voicemail'])
  })

  it('lists every step that can be drawn under one category, and no second start or fallback', () => {
    const listed = groupsOf().flatMap(({ steps }) => steps)
    expect(new Set(listed).size).toBe(listed.length)
    expect(listed.map(({ type }) => type)).not.toContain('start')
    expect(listed.map(({ type }) => type)).not.toContain('error')
    expect(listed.map(({ type }) => type)).toContain('ring_group')
  })
})

describe('a long palette', () => {
  it('cuts long groups, and not for one or two steps', () => {
    const [one] = nodeTypes
    const many = (count: number) => Array.from({ length: count }, () => one).filter((step) => step !== undefined)
    expect(firstOf(many(10))).toMatchObject({ hidden: 0 })
    expect(firstOf(many(17))).toMatchObject({ shown: { length: 8 }, hidden: 9 })
  })
})

describe('finding a step', () => {
  it('knows titles, KAZOO’s module names and other words for it', () => {
    expect(titles(findSteps('say'))[0]).toBe('Say text')
    expect(findSteps('ring_group')[0]?.type).toBe('ring_group')
    expect(titles(findSteps('IVR'))).toContain('Menu')
    expect(titles(findSteps('hunt group'))).toContain('Ring group')
  })

  it('puts what is called so before what only mentions it', () => {
    expect(titles(findSteps('DND'))[0]).toBe('Do not disturb')
    expect(titles(findSteps('hunt group'))[0]).toBe('Ring group')
    expect(titles(findSteps('ring group'))[0]).toBe('Ring group')
    expect(titles(findSteps('paging'))[0]).toBe('Page a group')
    expect(titles(findSteps('menu'))[0]).toBe('Menu')
    expect(titles(findSteps('park'))[0]).toBe('Park a call')
  })

  it('finds every KAZOO step by the name of its module, behind none but a step that is called so', () => {
    const modules = nodeTypes.filter(({ kind }) => kind === 'kazoo')
    expect(modules.filter(({ type }) => findSteps(type)[0]?.type !== type).map(({ type }) => type)).toEqual(['menu'])
    expect(findSteps('menu')[1]?.type).toBe('menu')
  })

  it('finds nothing for words that no step has', () => {
    expect(findSteps('ivr2')).toEqual([])
  })
})

it.each([
  ['loop', 'Set variables'],
  ['counter', 'Count or remember'],
  ['weekday', 'Opening hours'],
  ['hold music', 'Play audio'],
  ['moh', 'Queue (ACDC)'],
  ['password', 'Ask for digits'],
  ['gather', 'Ask for digits'],
  ['balance', 'Split calls'],
  ['sql', 'HTTP request'],
  ['lookup', 'HTTP request'],
  ['lamp', 'BLF / presence'],
  ['dial through', 'DISA'],
])('%s finds %s', (words, title) => expect(titles(findSteps(words))).toContain(title))
