import { expect, it } from 'vitest'
import { timeInWords } from './browser-locale.ts'

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
