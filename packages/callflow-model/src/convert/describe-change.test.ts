import { describe, expect, it } from 'vitest'
import { compareDocuments } from '../document/compare-documents.ts'
import { emptyDocument, type FlowDocument } from '../document/flow-document.ts'
import { describeChange, describeChanges } from './describe-change.ts'

describe('the words for a change', () => {
  it('use the label and the unit that the inspector shows', () => {
    expect(describeChange('user', { path: 'timeout', before: 30, after: 20 })).toEqual({
      label: 'Ring for',
      before: '30 s',
      after: '20 s',
    })
    expect(describeChange('input.menu', { path: 'timeoutMs', before: 5000, after: 2500 })).toEqual({
      label: 'Wait for first key',
      before: '5 s',
      after: '2.5 s',
    })
  })

  it('say which entry of a list, and use words for choices and yes or no', () => {
    expect(describeChange('input.menu', { path: 'choices.1.digits', before: '3', after: '0' }).label).toBe(
      'Choices 2, digits',
    )
    expect(describeChange('user', { path: 'strategy', before: 'single', after: 'simultaneous' })).toMatchObject({
      before: 'In turn',
      after: 'At once',
    })
    expect(describeChange('user', { path: 'can_call_self', before: undefined, after: true })).toMatchObject({
      before: null,
      after: 'Yes',
    })
  })

  it('name a prompt by its own label', () => {
    expect(describeChange('input.menu', { path: 'prompt.text', before: 'Press 3', after: 'Press 0' })).toEqual({
      label: 'Text',
      before: 'Press 3',
      after: 'Press 0',
    })
  })

  it('go by the field itself where the type does not know it', () => {
    expect(describeChange('some_module', { path: 'max_calls', before: 1, after: 2 }).label).toBe('Max calls')
  })
})

describe('the words for changes of a step', () => {
  const weekly = (...lines: [days: string[], from: string, to: string][]) =>
    lines.map(([days, from, to]) => ({ days, from, to }))
  const WEEK = ['mo', 'tu', 'we', 'th', 'fr']
  const changesOf = (
    type: string,
    before: Record<string, unknown>,
    after: Record<string, unknown>,
    nameOf?: (id: string) => string | undefined,
  ) => {
    const step = (data: Record<string, unknown>): FlowDocument => ({
      ...emptyDocument(),
      nodes: [{ id: 'n', type, position: { x: 0, y: 0 }, data }],
      edges: [],
    })
    const [change] = compareDocuments(step(before), step(after)).steps
    return describeChanges(type, change?.fields ?? [], before, after, nameOf).map(
      ({ label, before: was, after: is }) => `${label}: ${was} → ${is}`,
    )
  }

  it('say opening hours as people do, for any change', () => {
    const before = { weekly: weekly([WEEK, '09:00', '17:00']), holidays: [] }
    expect(changesOf('logic.schedule', before, { ...before, weekly: weekly([WEEK, '09:00', '18:00']) })).toEqual([
      'Open: Mon–Fri 9–17 → 9–18',
    ])
    expect(
      changesOf('logic.schedule', before, {
        weekly: weekly([['mo', 'we'], '09:00', '12:00'], [WEEK, '09:00', '17:00'], [['sa'], '10:00', '10:00']),
        holidays: [{ date: '12-25', name: 'Christmas' }, { date: '2027-01-01' }],
      }),
    ).toEqual([
      'Open: null → Mon, Wed 9–12',
      'Open: null → Sat all day',
      'Special days: null → Christmas (25 December): closed all day',
      'Special days: null → 1 January 2027: closed all day',
    ])
  })

  it('say special days as people do, and what is none by its parts', () => {
    const before = { weekly: [], holidays: [{ date: '12-24' }, { date: '12-25', name: 'Christmas' }] }
    const half = { date: '12-24', open: [{ from: '09:00', to: '13:00' }] }
    expect(changesOf('logic.schedule', before, { ...before, holidays: [half] })).toEqual([
      'Special days: 24 December: closed all day → open 9–13',
      'Special days: Christmas (25 December): closed all day → null',
    ])
    const added = [
      { date: '2026-12-27', to: '2027-01-03' },
      { rule: { nth: 4, weekday: 'th', month: 11, plusDays: 1 }, name: 'Brown Friday' },
      { rule: { nth: 'last', weekday: 'mo', month: 5 } },
      { date: '2026-11-29', open: [{ from: '12:00', to: '18:00' }], otherwise: 'closed' },
      { date: '12-26', open: 'none' },
    ]
    expect(changesOf('logic.schedule', { weekly: [], holidays: [] }, { weekly: [], holidays: added })).toEqual([
      'Special days: null → 27 December 2026 – 3 January 2027: closed all day',
      'Special days: null → Brown Friday (Day after the fourth Thursday of November): closed all day',
      'Special days: null → Last Monday of May: closed all day',
      'Special days: null → 29 November 2026: open 12–18, else Closed',
      'Special days: null → 12-26 none',
    ])
  })

  it('name the lists and the switch, not their ids', () => {
    const names: Record<string, string> = { l1: 'Holidays, Bavaria', s1: 'Night service' }
    const before = { weekly: [], holidays: [] }
    expect(changesOf('logic.schedule', before, { ...before, lists: ['l1'], switch: 's1' }, (id) => names[id])).toEqual([
      'Shared lists: null → Holidays, Bavaria',
      'Switch: null → Night service',
    ])
  })

  it('name the entries that a list has gained or lost, not the whole of it', () => {
    const before = {
      choices: [
        { digits: '1', label: 'Sales' },
        { digits: '2', label: 'Service' },
      ],
    }
    expect(changesOf('input.menu', before, { choices: [...before.choices, { digits: '3', label: 'Fax' }] })).toEqual([
      'Choices: null → 3 Fax',
    ])
    expect(changesOf('input.menu', before, { choices: [before.choices[1]] })).toEqual(['Choices: 1 Sales → null'])
  })

  it('are those of each field elsewhere', () =>
    expect(changesOf('user', { id: 'x', timeout: 30 }, { id: 'x', timeout: 20 })).toEqual(['Ring for: 30 s → 20 s']))
})
