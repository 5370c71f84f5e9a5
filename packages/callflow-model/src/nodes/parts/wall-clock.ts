/** Times as a clock on the wall of a zone shows them: what a person says who asks "what if it were Sunday at ten". */
import { Temporal } from 'temporal-polyfill'
import type { Schedule, SpecialDay } from '../contract/opening-hours.ts'
import { nextChange, type ScheduleState, stateAt } from './schedule.ts'
import { specialDayOn } from './special-days.ts'

/** A holiday may be given for one year, and 29 February for all. */
const AHEAD_DAYS = 4 * 366

/**
 * @param text "2026-11-29T10:00"; where clocks go forward over it, the time after, and where it comes twice, the first
 * @returns null for what is no time, or no zone
 */
export function atWallTime(text: string, zone: string): Date | null {
  try {
    return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds)
  } catch {
    return null // RangeError: half typed, or a zone that the tz database does not know.
  }
}

/** @returns when the day of this time ends in a zone, in milliseconds since 1970; null for what is no zone */
export function endOfDay(zone: string, at: Date): number | null {
  try {
    const day = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
    return day.add({ days: 1 }).startOfDay().epochMilliseconds
  } catch {
    return null // A RangeError: the tz database does not know the zone.
  }
}

/** @returns the calendar day in a zone. @throws RangeError for a zone that the tz database does not know */
export const localDay = (zone: string, at: Date): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate()

/**
 * @param lists days that several schedules share, which count after the schedule's own
 * @returns the first day from `after` on, today included, that is a holiday; null where none is to come
 */
export function nextHoliday(
  holidays: readonly SpecialDay[],
  zone: string,
  after: Date,
  lists: readonly (readonly SpecialDay[])[] = [],
): { date: string; name: string } | null {
  const all = [holidays, ...lists]
  if (all.every((days) => days.length === 0)) return null
  const today = localDay(zone, after)
  for (let days = 0; days <= AHEAD_DAYS; days++) {
    const date = today.add({ days })
    const found = specialDayOn(all, date)
    if (found && found.otherwise !== 'closed') return { date: date.toString(), name: found.name ?? '' }
  }
  return null
}

/** @returns when clocks of a zone are next set forward or back; null where they never are, or there is no such zone */
export function nextClockChange(zone: string, after: Date): Date | null {
  try {
    const at = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(zone)
    const change = at.getTimeZoneTransition('next')
    return change === null ? null : new Date(change.epochMilliseconds)
  } catch {
    return null // RangeError: no such zone
  }
}

/** How far ahead a state is looked for. */
const STATE_AHEAD_MS = 400 * 86_400_000

/** @returns the first moment from `after` on at which a schedule has this state; null where none is to come */
export function nextMoment(schedule: Schedule, zone: string, after: Date, state: ScheduleState): Date | null {
  if (stateAt(schedule, zone, after) === state) return after
  let change = nextChange(schedule, zone, after)
  while (change && change.at.getTime() < after.getTime() + STATE_AHEAD_MS) {
    if (change.state === state) return change.at
    change = nextChange(schedule, zone, change.at)
  }
  return null
}
