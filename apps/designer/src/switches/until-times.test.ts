import { expect, it } from 'vitest'
import { fromLocalText, localText, untilTime } from './until-times.ts'

const now = new Date(2026, 10, 25, 17, 20)

it('counts by the clock of this browser', () => {
  expect(untilTime('never', now)).toBeNull()
  expect(untilTime('hour', now)).toBe(new Date(2026, 10, 25, 18, 20).toISOString())
  expect(untilTime('today', now)).toBe(new Date(2026, 10, 26).toISOString())
  expect(localText(untilTime('time', now) ?? '')).toBe('2026-11-25T19:00')
})

it('takes times that are still to come', () => {
  expect(fromLocalText('2026-11-25T18:00', now)).toBe(new Date(2026, 10, 25, 18).toISOString())
  expect(fromLocalText('2026-11-25T17:20', now)).toBeNull()
  expect(fromLocalText('2026-11-', now)).toBeNull()
})
