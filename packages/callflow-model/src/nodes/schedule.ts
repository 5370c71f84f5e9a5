/**
 * Weekly hours and holidays by the local wall clock of a zone (design 6). What counts is what a clock on the wall shows,
 * so days on which clocks change need no rule of their own.
 */
import { Temporal } from 'temporal-polyfill'

export const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const
export type Weekday = (typeof WEEKDAYS)[number]

export interface Hours {
  days: readonly string[]
  /** "09:00" */
  from: string
  /** Exclusive; "24:00" is allowed, before `from` is the next day, equal is all day. */
  to: string
}
export interface Holiday {
  /** "2026-12-25", or "12-25" for every year. */
  date: string
  name?: string | undefined
}
export interface Schedule {
  weekly: readonly Hours[]
  holidays: readonly Holiday[]
}
export type ScheduleState = 'open' | 'closed' | 'holiday'

const DAY_MINUTES = 24 * 60
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/
const DATE = /^(\d{4}-)?(\d{2})-(\d{2})$/
/** How far ahead the next change is looked for. */
const AHEAD_DAYS = 400

/** @returns minutes since midnight; null for what is no time. */
export function minutesOf(time: string): number | null {
  if (!TIME.test(time)) return null
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

/** @returns whether a date is one, of a year or of every year; 02-29 is one too. */
export function isHolidayDate(date: string): boolean {
  const match = DATE.exec(date)
  if (!match) return false
  const year = match[1] ? Number(match[1].slice(0, 4)) : 2024
  try {
    Temporal.PlainDate.from({ year, month: Number(match[2]), day: Number(match[3]) }, { overflow: 'reject' })
    return true
  } catch {
    // RangeError: no such day.
    return false
  }
}

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

function stateOf({ weekly, holidays }: Schedule, local: Temporal.ZonedDateTime): ScheduleState {
  const date = local.toPlainDate().toString()
  if (holidays.some((holiday) => holiday.date === date || holiday.date === date.slice(5))) return 'holiday'
  const minutes = local.hour * 60 + local.minute
  const today = WEEKDAYS[local.dayOfWeek - 1] ?? 'mo'
  const yesterday = WEEKDAYS[(local.dayOfWeek + 5) % 7] ?? 'su'
  return weekly.some((hours) => isIn(hours, today, yesterday, minutes)) ? 'open' : 'closed'
}

function isIn({ days, from, to }: Hours, today: string, yesterday: string, minutes: number): boolean {
  const begin = minutesOf(from)
  const end = minutesOf(to)
  if (begin === null || end === null) return false
  if (begin === end) return days.includes(today)
  if (begin < end) return days.includes(today) && minutes >= begin && minutes < end
  return (days.includes(today) && minutes >= begin) || (days.includes(yesterday) && minutes < end)
}

/** @returns when the state changes next, and to what; null if it never does. */
export function nextChange(schedule: Schedule, zone: string, after: Date): { at: Date; state: ScheduleState } | null {
  const now = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(zone)
  const before = stateOf(schedule, now)
  const times = [...new Set([0, ...schedule.weekly.flatMap(({ from, to }) => [minutesOf(from), minutesOf(to)])])]
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
