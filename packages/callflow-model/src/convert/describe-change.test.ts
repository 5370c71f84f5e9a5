import { describe, expect, it } from 'vitest'
import { compareDocuments } from '../document/compare-documents.ts'
import { flow } from '../testing/flow-builder.ts'
import { describeChange, describeChanges } from './describe-change.ts'

describe('the words for a change', () => {
  it('use the label and the unit that the inspector shows', () => {
    expect(describeChange('user', { path: 'timeout', before: 30, after: 20 })).toEqual({
      label: 'Ring for',
      before: '30 s',
      after: '20 s',
    })
    expect(describeChange('input.menu', { path: 'timeoutMs', before: 5000, after: 2500 })).toEqual({
      label: 'First key within',
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

describe('opening hours', () => {
  const weekly = [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }]
  const told = (before: Record<string, unknown>, after: Record<string, unknown>) => {
    const step = (data: Record<string, unknown>) => flow().step('h', 'logic.schedule', data).build()
    const [change] = compareDocuments(step(before), step(after)).steps
    return describeChanges('logic.schedule', change?.fields ?? [], before, after)
  }

  it('name only the days that came and went', () => {
    const [eve, day] = [{ date: '12-24' }, { date: '12-25', name: 'Christmas' }]
    const half = { ...eve, open: [{ from: '09:00', to: '13:00' }] }
    expect(told({ weekly, holidays: [eve, day] }, { weekly, holidays: [half, day] })).toEqual([
      { label: 'Special days', before: '24 December: closed all day', after: '24 December: open 9–13' },
    ])
    expect(told({ weekly, holidays: [eve, day] }, { weekly, holidays: [eve] })).toEqual([
      { label: 'Special days, removed', before: 'Christmas (25 December): closed all day', after: '' },
    ])
    expect(told({ weekly, holidays: [] }, { weekly, holidays: 'none' })[0]?.label).toBe('Special days')
  })

  it('are told as one reads them, once for all that changed in them', () => {
    const later = [{ days: ['mo', 'tu', 'we', 'th', 'sa'], from: '10:00', to: '18:30' }]
    expect(told({ weekly, holidays: [] }, { weekly: later, holidays: [] })).toEqual([
      { label: 'Open', before: 'Mon–Fri 9–17', after: 'Mon, Tue, Wed, Thu, Sat 10–18:30' },
    ])
  })

  it('name the lists and the switch, not their ids', () => {
    const [before, after] = [
      { weekly, holidays: [] },
      { weekly, holidays: [], lists: ['l1'], switch: 's1' },
    ]
    const step = (data: Record<string, unknown>) => flow().step('h', 'logic.schedule', data).build()
    const [change] = compareDocuments(step(before), step(after)).steps
    const names: Record<string, string> = { l1: 'Holidays, Bavaria', s1: 'Night service' }
    expect(describeChanges('logic.schedule', change?.fields ?? [], before, after, (id) => names[id])).toEqual([
      { label: 'Shared lists', before: null, after: 'Holidays, Bavaria' },
      { label: 'Switch', before: null, after: 'Night service' },
    ])
  })

  it('name their special days', () => {
    const holidays = [
      { date: '12-24', name: 'Christmas Eve', open: [{ from: '09:00', to: '13:00' }] },
      { date: '2026-12-27', to: '2027-01-03' },
      { rule: { nth: 4, weekday: 'th', month: 11, plusDays: 1 }, name: 'Brown Friday' },
      { rule: { nth: 'last', weekday: 'mo', month: 5 } },
      { date: '2026-11-29', open: [{ from: '12:00', to: '18:00' }], otherwise: 'closed' },
    ]
    expect(told({ weekly, holidays: [] }, { weekly, holidays })).toEqual([
      {
        label: 'Special days, added',
        before: '',
        after:
          'Christmas Eve (24 December): open 9–13; 27 December 2026 – 3 January 2027: closed all day; Brown Friday (Day after the fourth Thursday of November): closed all day; Last Monday of May: closed all day; 29 November 2026: open 12–18, else Closed',
      },
    ])
  })
})
