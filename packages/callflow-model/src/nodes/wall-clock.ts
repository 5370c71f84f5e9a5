/** Times as a clock on the wall of a zone shows them: what a person says who asks "what if it were Sunday at ten". */
import { Temporal } from 'temporal-polyfill'
import type { Holiday } from './schedule.ts'

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

/** @returns the first day from `after` on, today included, that is a holiday; null where none is to come */
export function nextHoliday(
  holidays: readonly Holiday[],
  zone: string,
  after: Date,
): { date: string; name: string } | null {
  if (holidays.length === 0) return null
  const today = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  for (let day = 0; day <= AHEAD_DAYS; day++) {
    const date = today.add({ days: day }).toString()
    const holiday = holidays.find((each) => each.date === date || each.date === date.slice(5))
    if (holiday) return { date, name: holiday.name ?? '' }
  }
  return null
}
