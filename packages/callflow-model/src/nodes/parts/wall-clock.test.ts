import { describe, expect, it } from 'vitest'
import { atWallTime, nextClockChange, nextHoliday, nextMoment } from './wall-clock.ts'

describe('a time on the wall', () => {
  it('is another instant in each zone', () => {
    expect(atWallTime('2026-11-29T10:00', 'Europe/Berlin')?.toISOString()).toBe('2026-11-29T09:00:00.000Z')
    expect(atWallTime('2026-07-05T10:00', 'Europe/Berlin')?.toISOString()).toBe('2026-07-05T08:00:00.000Z')
    expect(atWallTime('2026-11-29T10:00', 'Asia/Kolkata')?.toISOString()).toBe('2026-11-29T04:30:00.000Z')
  })

  it('is moved on where clocks skip it, and the first of two where it comes twice', () => {
    expect(atWallTime('2026-03-29T02:30', 'Europe/Berlin')?.toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(atWallTime('2026-10-25T02:30', 'Europe/Berlin')?.toISOString()).toBe('2026-10-25T00:30:00.000Z')
  })

  it('is none while it is half typed, and in no zone', () => {
    expect(atWallTime('2026-11', 'UTC')).toBeNull()
    expect(atWallTime('2026-11-29T10:00', 'Mars/Olympus')).toBeNull()
  })
})

describe('the next holiday', () => {
  const now = new Date('2026-11-25T23:30:00Z')

  it('is the first to come, by the zone’s calendar', () => {
    const holidays = [{ date: '2026-12-31' }, { date: '12-25', name: 'Christmas' }, { date: '2026-11-25' }]
    expect(nextHoliday(holidays, 'UTC', now)).toEqual({ date: '2026-11-25', name: '' })
    expect(nextHoliday(holidays, 'Europe/Berlin', now)).toEqual({ date: '2026-12-25', name: 'Christmas' })
  })

  it('of every year comes next year too, and one of a year that is over does not', () => {
    expect(nextHoliday([{ date: '01-01' }], 'UTC', now)?.date).toBe('2027-01-01')
    expect(nextHoliday([{ date: '02-29' }], 'UTC', now)?.date).toBe('2028-02-29')
    expect(nextHoliday([{ date: '2025-12-25' }], 'UTC', now)).toBeNull()
  })
})

describe('the next moment', () => {
  const schedule = {
    weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }],
    holidays: [{ date: '2026-11-26', name: 'Thanksgiving', open: [{ from: '10:00', to: '12:00' }] }],
  }
  const next = (state: 'open' | 'closed' | 'holiday', at: string) =>
    nextMoment(schedule, 'America/New_York', new Date(at), state)?.toISOString().slice(0, 16)

  it('is when it opens, closes or is holiday next, by the zone’s clock', () => {
    expect(next('open', '2026-11-25T22:30:00Z')).toBe('2026-11-26T15:00')
    expect(next('closed', '2026-11-25T15:00:00Z')).toBe('2026-11-25T22:00')
    expect(next('holiday', '2026-11-25T15:00:00Z')).toBe('2026-11-26T05:00')
  })

  it('is now where it is so now, and none where it never is', () => {
    expect(next('open', '2026-11-25T15:00:00Z')).toBe('2026-11-25T15:00')
    expect(nextMoment({ weekly: [], holidays: [] }, 'UTC', new Date('2026-11-25T15:00:00Z'), 'open')).toBeNull()
  })
})

describe('the next change of clocks', () => {
  const change = (zone: string, at: string) => nextClockChange(zone, new Date(at))?.toISOString().slice(0, 16)

  it('is when they go back in autumn, and forward in spring', () => {
    expect(change('America/New_York', '2026-10-15T12:00:00Z')).toBe('2026-11-01T06:00')
    expect(change('America/New_York', '2026-11-15T12:00:00Z')).toBe('2027-03-14T07:00')
    expect(change('Pacific/Auckland', '2026-11-15T12:00:00Z')).toBe('2027-04-03T14:00')
  })

  it('is none where they never change, or where there is no such zone', () => {
    expect(change('UTC', '2026-10-15T12:00:00Z')).toBeUndefined()
    expect(change('Mars/Olympus', '2026-10-15T12:00:00Z')).toBeUndefined()
  })
})
