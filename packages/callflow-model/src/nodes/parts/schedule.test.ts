import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { Schedule, SpecialDay } from '../contract/opening-hours.ts'
import { nextChange, stateAt } from './schedule.ts'
import { isHolidayDate, WEEKDAYS } from './special-days.ts'

/** Zones with different rules: north, south, half hours, a change of half an hour, at midnight, and none. */
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Tehran',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'America/Havana',
]
/** When clocks changed in a zone in 2024 and 2025. Years to come depend on how new the platform's tz database is. */
function clockChanges(zone: string): number[] {
  const found: number[] = []
  let at = Temporal.Instant.from('2024-01-01T00:00Z').toZonedDateTimeISO(zone).getTimeZoneTransition('next')
  for (; at && at.epochMilliseconds < Date.UTC(2026, 0, 1); at = at.getTimeZoneTransition('next'))
    found.push(at.epochMilliseconds)
  return found
}
const CHANGING = ZONES.filter((zone) => clockChanges(zone).length > 0)
/** Within a day and a half of a clock change, to the minute. */
const nearChange = (zone: string) =>
  fc
    .tuple(fc.constantFrom(...clockChanges(zone)), fc.integer({ min: -36 * 60, max: 36 * 60 }))
    .map(([at, minutes]) => new Date(at + minutes * 60_000))
const anyTime = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([h, m]) => `${two(h)}:${two(m)}`)
const two = (number: number) => String(number).padStart(2, '0')
const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  weekly: fc.array(
    fc.record({
      days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
      from: time,
      to: fc.oneof(time, fc.constant('24:00')),
    }),
    { maxLength: 3 },
  ),
  holidays: fc.array(fc.record({ date: fc.constantFrom('12-25', '2026-10-25', '03-29', '2026-06-01') }), {
    maxLength: 2,
  }),
})
/** Days with hours of their own, and ranges: around clock changes, and over the new year. */
const anySpecialDay: fc.Arbitrary<SpecialDay> = fc
  .record({
    when: fc.constantFrom(
      { date: '2026-03-29' },
      { date: '10-25' },
      { date: '03-08', to: '03-29' },
      { date: '2026-10-04', to: '2026-11-01' },
      { date: '12-20', to: '01-06' },
    ),
    open: fc.option(fc.array(fc.record({ from: time, to: time }), { maxLength: 2 }), { nil: undefined }),
    otherwise: fc.constantFrom('holiday', 'closed'),
  })
  .map(({ when, ...hours }) => ({ ...when, ...hours }))
const specialSchedule: fc.Arbitrary<Schedule> = fc.record({
  weekly: fc.array(
    fc.record({ days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }), from: time, to: time }),
    { maxLength: 2 },
  ),
  holidays: fc.array(anySpecialDay, { maxLength: 1 }),
})

/** The same question, asked of the platform's own clock rather than of Temporal. */
function wallClock(zone: string, at: Date) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    day: WEEKDAYS.findIndex((name) => parts.weekday?.toLowerCase().startsWith(name)),
    time: `${parts.hour}:${parts.minute}`,
  }
}

/** The same for one special day, by the platform's clock. */
function expectedSpecial({ weekly, holidays: [entry] }: Schedule, zone: string, at: Date) {
  const { date, day, time: now } = wallClock(zone, at)
  const dayBefore = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10)
  const isSpecial = (when: string) => {
    if (!entry?.date) return false
    const key = entry.date.length === 5 ? when.slice(5) : when
    const last = entry.to ?? entry.date
    return entry.date <= last ? entry.date <= key && key <= last : key >= entry.date || key <= last
  }
  const isDay = ({ from, to }: { from: string; to: string }) =>
    from === to || (from < to ? from <= now && now < to : from <= now)
  const isNight = ({ from, to }: { from: string; to: string }) => to < from && now < to
  const ownBefore = isSpecial(dayBefore) ? entry?.open : undefined
  if (ownBefore?.some(isNight)) return 'open'
  if (isSpecial(date)) return entry?.open?.some(isDay) ? 'open' : entry?.otherwise
  const [today, yesterday] = [WEEKDAYS[day] ?? '', WEEKDAYS[(day + 6) % 7] ?? '']
  const isOpen = weekly.some(
    (hours) =>
      (hours.days.includes(today) && isDay(hours)) ||
      (ownBefore === undefined && hours.days.includes(yesterday) && isNight(hours)),
  )
  return isOpen ? 'open' : 'closed'
}

function expected({ weekly, holidays }: Schedule, zone: string, at: Date) {
  const { date, day, time: now } = wallClock(zone, at)
  if (holidays.some((holiday) => date.endsWith(holiday.date ?? ''))) return 'holiday'
  const today = WEEKDAYS[day] ?? ''
  const yesterday = WEEKDAYS[(day + 6) % 7] ?? ''
  const isOpen = weekly.some(({ days, from, to }) => {
    if (from === to) return days.includes(today)
    if (from < to) return days.includes(today) && from <= now && now < to
    return (days.includes(today) && from <= now) || (days.includes(yesterday) && now < to)
  })
  return isOpen ? 'open' : 'closed'
}

describe('opening hours', () => {
  it.each(ZONES)('are what the clock on the wall says, also on days when clocks change: %s', (zone) => {
    fc.assert(
      fc.property(anySchedule, anyTime, (schedule, at) => {
        expect(stateAt(schedule, zone, at)).toBe(expected(schedule, zone, at))
      }),
      { numRuns: 150 },
    )
  })

  it.each(ZONES)('of special days are what the clock on the wall says too: %s', (zone) => {
    const times = CHANGING.includes(zone) ? fc.oneof(anyTime, nearChange(zone)) : anyTime
    fc.assert(
      fc.property(specialSchedule, times, (schedule, at) => {
        expect(stateAt(schedule, zone, at)).toBe(expectedSpecial(schedule, zone, at))
      }),
      { numRuns: 150 },
    )
  })

  it.each(CHANGING)('are so in the very hours around both clock changes: %s', (zone) => {
    expect(clockChanges(zone).length).toBeGreaterThanOrEqual(4)
    const early = fc
      .tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('00', '15', '30', '45'))
      .map(([hour, minute]) => `0${hour}:${minute}`)
    const hours = fc.record({ days: fc.constant(WEEKDAYS), from: early, to: early })
    fc.assert(
      fc.property(
        fc.record({ weekly: fc.array(hours, { minLength: 1, maxLength: 2 }), holidays: fc.constant([]) }),
        nearChange(zone),
        (schedule, at) => {
          expect(stateAt(schedule, zone, at)).toBe(expected(schedule, zone, at))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('skip what a clock skips, and come twice where it shows a time twice', () => {
    const early: Schedule = { weekly: [{ days: ['su'], from: '02:15', to: '02:45' }], holidays: [] }
    const state = (at: string) => stateAt(early, 'Europe/Berlin', new Date(at))
    for (let minute = 0; minute < 60; minute += 5) expect(state(`2026-03-29T01:${two(minute)}:00Z`)).toBe('closed')
    const states = ['00:10', '00:30', '00:50', '01:10', '01:30', '01:50'].map((at) => state(`2026-10-25T${at}:00Z`))
    expect(states).toEqual(['closed', 'open', 'closed', 'closed', 'open', 'closed'])
  })

  const office: Schedule = {
    weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }],
    holidays: [],
  }
  it.each([
    ['2026-11-25T08:59:59Z', 'closed'],
    ['2026-11-25T09:00:00Z', 'open'],
    ['2026-11-25T16:59:59Z', 'open'],
    ['2026-11-25T17:00:00Z', 'closed'],
    ['2026-11-28T12:00:00Z', 'closed'],
  ])('begin on the minute and end before it: %s is %s', (at, state) => {
    expect(stateAt(office, 'UTC', new Date(at))).toBe(state)
  })

  it('go past midnight into the next day', () => {
    const night: Schedule = { weekly: [{ days: ['fr'], from: '22:00', to: '02:00' }], holidays: [] }
    expect(stateAt(night, 'UTC', new Date('2026-11-27T23:00:00Z'))).toBe('open')
    expect(stateAt(night, 'UTC', new Date('2026-11-28T01:59:00Z'))).toBe('open')
    expect(stateAt(night, 'UTC', new Date('2026-11-28T02:00:00Z'))).toBe('closed')
    expect(stateAt(night, 'UTC', new Date('2026-11-27T01:00:00Z'))).toBe('closed')
  })

  it('last all day where they begin and end together, and until midnight with 24:00', () => {
    const at = new Date('2026-11-25T23:59:00Z')
    expect(stateAt({ weekly: [{ days: ['we'], from: '08:00', to: '08:00' }], holidays: [] }, 'UTC', at)).toBe('open')
    expect(stateAt({ weekly: [{ days: ['we'], from: '08:00', to: '24:00' }], holidays: [] }, 'UTC', at)).toBe('open')
  })

  it('give way to a holiday, by the local date', () => {
    const schedule: Schedule = { ...office, holidays: [{ date: '12-25', name: 'Christmas' }] }
    expect(stateAt(schedule, 'Pacific/Auckland', new Date('2026-12-24T12:00:00Z'))).toBe('holiday')
    expect(stateAt(schedule, 'America/New_York', new Date('2026-12-26T04:00:00Z'))).toBe('holiday')
  })

  it('know days that are none', () => {
    expect(['12-25', '2028-02-29', '02-29'].every(isHolidayDate)).toBe(true)
    expect(['2026-02-29', '13-01', '25.12.', ''].some(isHolidayDate)).toBe(false)
  })
})

describe('the next change', () => {
  it('is the first moment at which another way is taken', () => {
    fc.assert(
      fc.property(fc.oneof(anySchedule, specialSchedule), anyTime, fc.constantFrom(...ZONES), (schedule, now, zone) => {
        const change = nextChange(schedule, zone, now)
        const before = stateAt(schedule, zone, now)
        if (!change) return
        expect(stateAt(schedule, zone, change.at)).toBe(change.state)
        expect(change.state).not.toBe(before)
        expect(stateAt(schedule, zone, new Date(change.at.getTime() - 1))).toBe(before)
      }),
      { numRuns: 200 },
    )
  })

  it.each(CHANGING)('misses none around clock changes: %s', (zone) => {
    const early = fc.constantFrom('01:45', '02:00', '02:15', '02:30', '03:00', '23:30', '00:30')
    const hours = fc.record({ days: fc.constant(WEEKDAYS), from: early, to: early })
    fc.assert(
      fc.property(
        fc.record({ weekly: fc.array(hours, { minLength: 1, maxLength: 2 }), holidays: fc.constant([]) }),
        nearChange(zone),
        (schedule, now) => {
          const before = stateAt(schedule, zone, now)
          const change = nextChange(schedule, zone, now)
          const end = Math.min(change?.at.getTime() ?? Number.POSITIVE_INFINITY, now.getTime() + 6 * 3_600_000)
          for (let at = now.getTime(); at < end; at += 5 * 60_000)
            expect(stateAt(schedule, zone, new Date(at))).toBe(before)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('is none where hours never end', () => {
    const always: Schedule = { weekly: [{ days: WEEKDAYS, from: '00:00', to: '00:00' }], holidays: [] }
    expect(nextChange(always, 'UTC', new Date('2026-11-25T12:00:00Z'))).toBeNull()
  })
})
