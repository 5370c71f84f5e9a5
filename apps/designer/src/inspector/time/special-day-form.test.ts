import { localDay, type SpecialDay } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { comingDays, kindOf, repeat, shownDate, sortDays, toKind, withoutGaps } from './special-day-form.ts'

const today = localDay('UTC', new Date('2026-11-25T12:00:00Z'))

describe('the form of a special day', () => {
  it('shows a day of every year in the year in which it comes next', () => {
    expect(shownDate('12-25', today)).toBe('2026-12-25')
    expect(shownDate('01-01', today)).toBe('2027-01-01')
    expect(shownDate('02-29', today)).toBe('2028-02-29')
    expect(shownDate('2026-12-25', today)).toBe('2026-12-25')
  })

  it('keeps name and hours when the kind of day changes', () => {
    const day: SpecialDay = { date: '12-24', name: 'Christmas Eve', open: [{ from: '09:00', to: '13:00' }] }
    const range = withoutGaps(toKind(day, 'range'))
    expect(range).toEqual({ ...day, to: '' })
    const rule = withoutGaps(toKind(range, 'rule'))
    expect(rule).toEqual({ name: day.name, open: day.open, rule: { nth: 4, weekday: 'th', month: 11 } })
    expect([day, range, rule].map(kindOf)).toEqual(['day', 'range', 'rule'])
    expect(withoutGaps(toKind(rule, 'day'))).toEqual({ name: day.name, open: day.open, date: '' })
  })

  it('repeats a range every year, over the new year too, and the other way round', () => {
    const fixed = { date: '2026-12-24', to: '2027-01-03' }
    expect(repeat(fixed, true, today)).toEqual({ date: '12-24', to: '01-03' })
    expect(repeat({ date: '12-24', to: '01-03' }, false, today)).toEqual(fixed)
    expect(repeat({ date: '', to: '' }, true, today)).toEqual({ date: '', to: '' })
  })

  it('sorts by what comes next, with days that are over last', () => {
    const days = [
      { date: '2025-12-25' },
      { date: '01-01' },
      { rule: { nth: 4, weekday: 'th', month: 11 } },
      { date: '12-25' },
    ]
    expect(sortDays(days, today).map(({ date }) => date)).toEqual([undefined, '12-25', '01-01', '2025-12-25'])
    const sorted = sortDays(days, today)
    expect(sortDays(sorted, today)).toBe(sorted)
  })
})

it('lists a coming day once where two lists hold it', () => {
  const newYear = { date: '01-01', name: 'New Year' }
  const days = [newYear, { date: '12-25', name: 'Christmas Day' }, { ...newYear }]
  expect(comingDays(days, today).map(({ day }) => day.name)).toEqual(['Christmas Day', 'New Year'])
})
