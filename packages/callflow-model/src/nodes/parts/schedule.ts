/**
 * Weekly hours and holidays by the local wall clock of a zone (docs/design.md#studio-steps). What counts is what a
 * clock on the wall shows, so days on which clocks change need no rule of their own.
 */
import { Temporal } from 'temporal-polyfill'
import type { OpenTime, Schedule, SpecialDay } from '../contract/opening-hours.ts'
import { minutesOf, specialDayOn, WEEKDAYS } from './special-days.ts'

export type ScheduleState = 'open' | 'closed' | 'holiday'

const DAY_MINUTES = 24 * 60
/** How far ahead the next change is looked for. */
const AHEAD_DAYS = 400

/** @returns whether the tz database knows this zone. */
export function isTimeZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    // RangeError: it does not.
    return false
  }
}

/** @param zone IANA name. @throws RangeError for a zone that the tz database does not know */
export function stateAt(schedule: Schedule, zone: string, at: Date): ScheduleState {
  return stateOf(schedule, Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone))
}

function stateOf(schedule: Schedule, local: Temporal.ZonedDateTime): ScheduleState {
  const { weekly } = schedule
  const lists = listsOf(schedule)
  const date = local.toPlainDate()
  const minutes = local.hour * 60 + local.minute
  const yesterday = specialDayOn(lists, date.subtract({ days: 1 }))
  if (yesterday?.open?.some((hours) => isInNightOf(hours, minutes))) return 'open'
  const today = specialDayOn(lists, date)
  if (today) {
    if (today.open?.some((hours) => isInDayOf(hours, minutes))) return 'open'
    return today.otherwise === 'closed' ? 'closed' : 'holiday'
  }
  const day = WEEKDAYS[local.dayOfWeek - 1] ?? 'mo'
  const dayBefore = WEEKDAYS[(local.dayOfWeek + 5) % 7] ?? 'su'
  // Hours that yesterday had of its own stand in for the week's, the night included.
  const hasWeeklyNight = !yesterday?.open
  const isOpen = weekly.some(
    (hours) =>
      (hours.days.includes(day) && isInDayOf(hours, minutes)) ||
      (hasWeeklyNight && hours.days.includes(dayBefore) && isInNightOf(hours, minutes)),
  )
  return isOpen ? 'open' : 'closed'
}

const listsOf = ({ holidays, lists = [] }: Schedule): readonly (readonly SpecialDay[])[] => [holidays, ...lists]

/** @param minutes since the midnight at which the hours' own day began */
function isInDayOf({ from, to }: OpenTime, minutes: number): boolean {
  const begin = minutesOf(from)
  const end = minutesOf(to)
  if (begin === null || end === null) return false
  if (begin === end) return true
  return begin < end ? minutes >= begin && minutes < end : minutes >= begin
}

/** @param minutes since the midnight after the hours' own day */
function isInNightOf({ from, to }: OpenTime, minutes: number): boolean {
  const begin = minutesOf(from)
  const end = minutesOf(to)
  return begin !== null && end !== null && end < begin && minutes < end
}

/** @returns when the state changes next, and to what; null if it never does. */
export function nextChange(schedule: Schedule, zone: string, after: Date): { at: Date; state: ScheduleState } | null {
  const now = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(zone)
  const before = stateOf(schedule, now)
  const hours = [...schedule.weekly, ...listsOf(schedule).flatMap((days) => days.flatMap(({ open = [] }) => open))]
  const times = [...new Set([0, ...hours.flatMap(({ from, to }) => [minutesOf(from), minutesOf(to)])])]
    .filter((time): time is number => time !== null)
    .map((time) => time % DAY_MINUTES)
    .sort((a, b) => a - b)
  let clockChange = now.getTimeZoneTransition('next')
  for (let day = 0; day <= AHEAD_DAYS; day++) {
    const date = now.toPlainDate().add({ days: day })
    // Where clocks go back, a time comes twice, and both are a change: closed at 2:30, open again, closed at 2:30.
    const candidates = times.flatMap((time) => {
      const wall = date.toPlainDateTime({ hour: Math.floor(time / 60), minute: time % 60 })
      return (['earlier', 'later'] as const).map((disambiguation) => wall.toZonedDateTime(zone, { disambiguation }))
    })
    if (clockChange && Temporal.PlainDate.compare(clockChange.toPlainDate(), date) === 0) {
      candidates.push(clockChange)
      clockChange = clockChange.getTimeZoneTransition('next')
    }
    candidates.sort((a, b) => Temporal.ZonedDateTime.compare(a, b))
    for (const at of candidates) {
      if (Temporal.ZonedDateTime.compare(at, now) <= 0) continue
      const state = stateOf(schedule, at)
      if (state !== before) return { at: new Date(at.epochMilliseconds), state }
    }
  }
  return null
}
