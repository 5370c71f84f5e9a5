import { describe, expect, it } from 'vitest'
import { formatClock, formatLastMinute, formatPhone, formatSize, formatSpan, formatTook, formatWhen } from './format.ts'

const NOW = new Date(2026, 10, 24, 14, 5, 0)
const at = (...parts: [number, number, number, number, number]) =>
  formatWhen(new Date(...parts).toISOString(), NOW, 'en')

describe('when something changed', () => {
  it('counts minutes within the hour, then says the time, the day, the year', () => {
    expect(at(2026, 10, 24, 14, 5)).toBe('Now')
    expect(at(2026, 10, 24, 14, 3)).toBe('2 minutes ago')
    expect(at(2026, 10, 24, 9, 30)).toBe('9:30 AM')
    expect(at(2026, 10, 23, 17, 20)).toBe('Yesterday, 5:20 PM')
    expect(at(2026, 10, 19, 8, 0)).toBe('19 November')
    expect(at(2025, 9, 3, 8, 0)).toBe('3 October 2025')
  })
})

describe('until when something is there', () => {
  const until = (...parts: [number, number, number, number, number]) =>
    formatLastMinute(new Date(...parts).toISOString(), NOW, 'en')
  it('is the last minute in which it is, with the day where that is another one', () => {
    expect(until(2026, 10, 25, 0, 0)).toBe('11:59 PM')
    expect(until(2026, 10, 24, 15, 0)).toBe('2:59 PM')
    expect(until(2026, 11, 3, 14, 6)).toBe('3 Dec, 2:05 PM')
    expect(until(2027, 0, 1, 9, 1)).toBe('1 Jan 2027, 9:00 AM')
  })
})

describe('numbers', () => {
  it('are short: spans as minutes, milliseconds up to a second', () => {
    expect(formatSpan(9_200)).toBe('0:09')
    expect(formatSpan(75_000)).toBe('1:15')
    expect([0.42, 4.4, 188, 2090].map(formatTook)).toEqual(['0.4 ms', '4 ms', '188 ms', '2.1 s'])
    expect([84, 1234, 1_048_576].map(formatSize)).toEqual(['84 B', '1.2 KB', '1.0 MB'])
  })

  it('of telephones are grouped where the groups are known', () => {
    expect(formatPhone('+14155550100')).toBe('+1 415 555 0100')
    expect(formatPhone('204')).toBe('204')
  })

  it('of the clock have 24 hours', () => {
    expect(formatClock(new Date(2026, 1, 1, 21, 4, 5).toISOString())).toBe('21:04:05')
  })
})
