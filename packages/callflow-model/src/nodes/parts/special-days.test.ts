import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { Schedule, SpecialDay } from '../contract/opening-hours.ts'
import { stateAt } from './schedule.ts'
import { dayProblems, isHolidayDate, nextOccurrence, specialDayOn, WEEKDAYS } from './special-days.ts'

const day = (date: string) => Temporal.PlainDate.from(date)
const nameOn = (date: string, ...lists: SpecialDay[][]) => specialDayOn(lists, day(date))?.name ?? null

describe('a special day', () => {
  const thanksgiving: SpecialDay = { rule: { nth: 4, weekday: 'th', month: 11 }, name: 'Thanksgiving' }

  it.each([
    [{ date: '2026-12-25' }, ['2026-12-25'], ['2027-12-25', '2026-12-24']],
    [{ date: '12-25' }, ['2026-12-25', '2031-12-25'], ['2026-12-26']],
    [
      { date: '2026-12-24', to: '2027-01-03' },
      ['2026-12-24', '2026-12-31', '2027-01-03'],
      ['2026-12-23', '2027-01-04'],
    ],
    [{ date: '12-24', to: '01-03' }, ['2026-12-24', '2027-01-03', '2030-01-01'], ['2026-12-23', '2027-01-04']],
    [{ date: '02-20', to: '02-29' }, ['2027-02-28', '2028-02-29'], ['2027-03-01']],
    [thanksgiving, ['2026-11-26', '2027-11-25'], ['2026-11-19', '2026-12-24']],
    [{ rule: { nth: 'last', weekday: 'mo', month: 5 } }, ['2026-05-25', '2027-05-31'], ['2026-05-18']],
    [{ rule: { nth: 4, weekday: 'th', month: 11, plusDays: 1 } }, ['2026-11-27'], ['2026-11-26']],
    [{ rule: { nth: 1, weekday: 'mo', month: 1, plusDays: -7 } }, ['2026-12-28'], ['2027-01-04']],
  ] satisfies [SpecialDay, string[], string[]][])('falls on %j', (entry, on, off) => {
    expect(on.filter((date) => specialDayOn([[entry]], day(date)) === null)).toEqual([])
    expect(off.filter((date) => specialDayOn([[entry]], day(date)) !== null)).toEqual([])
  })

  it('by a rule falls on the weekday that a calendar of the year shows', () => {
    const anyRule = fc.record({
      nth: fc.constantFrom<number | 'last'>(1, 2, 3, 4, 'last'),
      weekday: fc.constantFrom(...WEEKDAYS),
      month: fc.integer({ min: 1, max: 12 }),
      plusDays: fc.integer({ min: -31, max: 31 }),
    })
    fc.assert(
      fc.property(anyRule, fc.integer({ min: 2024, max: 2040 }), (rule, year) => {
        // The platform's own calendar, day by day.
        const days = Array.from({ length: 31 }, (_, index) => new Date(Date.UTC(year, rule.month - 1, index + 1)))
          .filter((at) => at.getUTCMonth() === rule.month - 1)
          .filter((at) => at.getUTCDay() === (WEEKDAYS.indexOf(rule.weekday) + 1) % 7)
        const base = rule.nth === 'last' ? days.at(-1) : days[rule.nth - 1]
        const wanted = new Date((base?.getTime() ?? 0) + rule.plusDays * 86_400_000).toISOString().slice(0, 10)
        expect(specialDayOn([[{ rule }]], day(wanted))).not.toBeNull()
        expect(nextOccurrence({ rule }, day(wanted))).toEqual({ from: wanted, to: wanted })
      }),
    )
  })

  it('of one day counts before a range, one of a year before one of every year, and then the first', () => {
    const list: SpecialDay[] = [
      { date: '12-20', to: '01-06', name: 'every winter' },
      { date: '2026-12-20', to: '2027-01-06', name: 'this winter' },
      { date: '12-31', name: 'every New Year’s Eve' },
      { date: '2026-12-31', name: 'this New Year’s Eve' },
      { date: '2026-12-31', name: 'said twice' },
    ]
    expect(nameOn('2026-12-31', list)).toBe('this New Year’s Eve')
    expect(nameOn('2027-12-31', list)).toBe('every New Year’s Eve')
    expect(nameOn('2026-12-30', list)).toBe('this winter')
    expect(nameOn('2027-12-30', list)).toBe('every winter')
  })

  it('of the schedule’s own counts before those of lists, and a list before the next', () => {
    const own: SpecialDay[] = [{ date: '12-01', to: '12-31', name: 'own' }]
    const one: SpecialDay[] = [{ date: '2026-12-25', name: 'one' }]
    const other: SpecialDay[] = [
      { date: '2026-12-25', name: 'other' },
      { date: '2027-01-01', name: 'New Year' },
    ]
    expect(nameOn('2026-12-25', own, one, other)).toBe('own')
    expect(nameOn('2026-12-25', [], one, other)).toBe('one')
    expect(nameOn('2027-01-01', own, one, other)).toBe('New Year')
  })

  it('says what is wrong with it, and where', () => {
    const wrong = (entry: SpecialDay) => dayProblems(entry).map(({ field }) => field)
    expect(wrong({ date: '2026-02-30' })).toEqual(['date'])
    expect(wrong({ date: '' })).toEqual(['date'])
    expect(wrong({})).toEqual(['date'])
    expect(wrong({ date: '2026-12-25', to: '2026-12-24' })).toEqual(['to'])
    expect(wrong({ date: '2026-12-25', to: '12-26' })).toEqual(['to'])
    expect(wrong({ date: '12-25', to: '12-32' })).toEqual(['to'])
    expect(wrong({ rule: { nth: 5, weekday: 'th', month: 11 } })).toEqual(['rule'])
    expect(wrong({ date: '12-24', open: [{ from: '9', to: '24:00' }] })).toEqual(['open.0.from'])
    expect(wrong({ date: '12-24', to: '01-02', open: [{ from: '09:00', to: '24:00' }] })).toEqual([])
  })

  it('is on a day that the calendar has', () => {
    const date = fc.tuple(
      fc.integer({ min: 1900, max: 2400 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    )
    fc.assert(
      fc.property(date, ([year, month, number]) => {
        const text = [year, String(month).padStart(2, '0'), String(number).padStart(2, '0')].join('-')
        const at = new Date(Date.UTC(year, month - 1, number))
        expect(isHolidayDate(text)).toBe(at.getUTCMonth() === month - 1 && at.getUTCDate() === number)
      }),
    )
    expect([isHolidayDate('02-29'), isHolidayDate('02-30')]).toEqual([true, false])
  })

  it('comes next, is on, or is over', () => {
    const next = (entry: SpecialDay, today: string) => nextOccurrence(entry, day(today))
    expect(next(thanksgiving, '2026-11-26')).toEqual({ from: '2026-11-26', to: '2026-11-26' })
    expect(next(thanksgiving, '2026-11-27')).toEqual({ from: '2027-11-25', to: '2027-11-25' })
    expect(next({ date: '12-24', to: '01-03' }, '2027-01-02')).toEqual({ from: '2026-12-24', to: '2027-01-03' })
    expect(next({ date: '02-29' }, '2097-01-01')?.from).toBe('2104-02-29')
    expect(next({ date: '02-29', to: '03-02' }, '2027-01-01')).toEqual({ from: '2027-03-01', to: '2027-03-02' })
    expect(next({ date: '2025-12-24', to: '2025-12-31' }, '2026-01-01')).toBeNull()
    expect(next({ date: '2026-02-30' }, '2026-01-01')).toBeNull()
    expect(next({ date: '2099-12-24' }, '2026-01-01')?.from).toBe('2099-12-24')
  })
})

describe('the hours of a special day', () => {
  const weekly = [
    { days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' },
    { days: ['th', 'fr'], from: '22:00', to: '02:00' },
  ]
  const at = (holidays: SpecialDay[], time: string, lists?: Schedule['lists']) =>
    stateAt({ weekly, holidays, ...(lists ? { lists } : {}) }, 'UTC', new Date(`${time}:00Z`))

  it('are open in place of the week’s, and holiday outside', () => {
    const eve: SpecialDay = {
      date: '12-24',
      open: [
        { from: '10:00', to: '12:00' },
        { from: '13:00', to: '15:00' },
      ],
    }
    const states = ['09:30', '10:00', '12:00', '13:00', '15:00'].map((time) => at([eve], `2026-12-24T${time}`))
    expect(states).toEqual(['holiday', 'open', 'holiday', 'open', 'holiday'])
  })

  it('are closed outside, where the day is an extra day and no holiday', () => {
    const sunday: SpecialDay = { date: '2026-11-29', open: [{ from: '12:00', to: '18:00' }], otherwise: 'closed' }
    expect(['11:59', '12:00', '18:00'].map((time) => at([sunday], `2026-11-29T${time}`))).toEqual([
      'closed',
      'open',
      'closed',
    ])
  })

  it('go past midnight, even into a holiday', () => {
    const party: SpecialDay = { date: '12-31', open: [{ from: '20:00', to: '03:00' }] }
    const newYear: SpecialDay = { date: '01-01' }
    expect(at([party, newYear], '2027-01-01T02:59')).toBe('open')
    expect(at([party, newYear], '2027-01-01T03:00')).toBe('holiday')
  })

  it('stand in for the night of the week that begins on the day', () => {
    const half: SpecialDay = { date: '2026-11-26', open: [{ from: '10:00', to: '12:00' }] }
    expect(at([half], '2026-11-27T01:00')).toBe('closed')
    expect(at([], '2026-11-27T01:00')).toBe('open')
  })

  it('come from a list as well', () => {
    expect(at([], '2026-12-24T13:00', [[{ date: '2026-12-24' }]])).toBe('holiday')
    expect(
      at([{ date: '12-24', open: [{ from: '12:00', to: '14:00' }] }], '2026-12-24T13:00', [[{ date: '2026-12-24' }]]),
    ).toBe('open')
  })
})
