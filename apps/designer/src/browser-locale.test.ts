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
  expect(momentInWords(at, 'en', 'America/New_York', 'en-US')).toBe('Sun 29 Nov, 10:00 AM')
  expect(momentInWords(at, 'en', 'Europe/Berlin', 'de-DE')).toBe('Sun 29 Nov, 16:00')
  expect(momentInWords(new Date(), 'en', undefined, 'de-DE')).toMatch(/^\d\d:\d\d$/)
})
