import { expect, it } from 'vitest'
import { momentInWords, timeInWords } from './browser-locale.ts'

it.each([
  ['09:00', 'en-US', '9:00 AM'],
  ['17:30', 'en-US', '5:30 PM'],
  ['00:00', 'en-US', '12:00 AM'],
  ['24:00', 'en-US', '12:00 AM'],
  ['09:00', 'de-DE', '09:00'],
  ['09:00', 'en-GB', '09:00'],
  ['24:00', 'de-DE', '24:00'],
  ['00:00', 'fr-FR', '00:00'],
  ['soon', 'en-US', 'soon'],
])('%s in %s is %s', (time, locale, words) => expect(timeInWords(time, 'en', locale)).toBe(words))

it('says a moment by the clock of a zone, and of this browser', () => {
  const at = new Date('2026-11-29T15:00:00Z')
  expect(momentInWords(at, 'en', 'America/New_York', 'en-US', at)).toBe('Sun 29 Nov, 10:00 AM')
  expect(momentInWords(at, 'en', 'Europe/Berlin', 'de-DE', at)).toBe('Sun 29 Nov, 16:00')
  expect(momentInWords(new Date(), 'en', undefined, 'de-DE')).toMatch(/^\d\d:\d\d$/)
})

it('says the year of a moment in another one, by the same clock', () => {
  const newYear = new Date('2027-01-01T04:30:00Z')
  const inWords = (zone: string, now: string) => momentInWords(newYear, 'en', zone, 'de-DE', new Date(now))
  expect(inWords('UTC', '2026-12-31T12:00:00Z')).toBe('Fri 1 Jan 2027, 04:30')
  expect(inWords('America/New_York', '2026-12-31T12:00:00Z')).toBe('Thu 31 Dec, 23:30')
  expect(inWords('UTC', '2027-01-01T00:30:00Z')).toBe('Fri 1 Jan, 04:30')
})
