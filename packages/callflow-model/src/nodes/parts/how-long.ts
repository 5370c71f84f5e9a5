/** How long something holds that a step has set or kept: for an amount of time, or until midnight where the flow is. */
import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { type StepCall, StepFailure } from '../contract/step-call.ts'
import { endOfDay } from './wall-clock.ts'

const UNIT_MS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const
type TimeUnit = keyof typeof UNIT_MS

/** Fields for the amount and its unit. */
export const amountSchema = z.int().min(1).max(10_000).optional()
export const unitSchema = z.enum(['minutes', 'hours', 'days']).optional()

export const durationMs = (amount: number, unit: TimeUnit): number => amount * UNIT_MS[unit]

/** "2 hours"; "1 day" */
export const durationInWords = (amount: number, unit: TimeUnit): string =>
  `${amount} ${amount === 1 ? unit.replace(/s$/, '') : unit}`

/**
 * @returns milliseconds since 1970
 * @throws StepFailure where the flow's zone is none
 */
export function midnightAfter({ timezone, now }: StepCall): number {
  const midnight = endOfDay(timezone || 'UTC', now)
  if (midnight === null) throw new StepFailure('schedule.timezone', `There is no time zone ${timezone}.`)
  return midnight
}

/** Midnight in UTC is in the middle of the day in many places. */
export const midnightInUtc = (field: string): Problem => ({
  severity: 'warning',
  code: 'schedule.no-timezone',
  field,
  short: 'Choose a time zone',
  message: 'Midnight is in UTC because no time zone is set. Choose one in the settings of the flow.',
  fix: { kind: 'use-own-zone', label: 'Use my time zone' },
  otherFix: { kind: 'use-zone', label: 'Keep UTC', zone: 'UTC' },
})
