import { expect, it } from 'vitest'
import { clockHour, clockTime } from './clock-time.ts'

it('writes times as the browser’s time fields do', () => {
  expect(['00:00', '09:00', '17:30', '24:00'].map((time) => clockTime(time, 'en-US'))).toEqual([
    '12:00 AM',
    '9:00 AM',
    '5:30 PM',
    '12:00 AM',
  ])
  expect(['00:00', '09:00', '24:00'].map((time) => clockTime(time, 'de-DE'))).toEqual(['00:00', '09:00', '24:00'])
  expect([0, 6, 12, 18, 24].map((hour) => clockHour(hour, 'en-US'))).toEqual([
    '12 AM',
    '6 AM',
    '12 PM',
    '6 PM',
    '12 AM',
  ])
  expect(clockHour(18, 'en-GB')).toBe('18')
})
