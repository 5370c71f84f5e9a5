/**
 * Days on which other hours hold than in the week: a date, a range, or a rule such as the fourth Thursday of November.
 * All is compared by the local calendar; dates are texts, which sort as the days do.
 */
import { Temporal } from 'temporal-polyfill'
import type { DayRule, OpenTime, SpecialDay } from '../contract/opening-hours.ts'

export const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const
export type Weekday = (typeof WEEKDAYS)[number]
/** @returns 0 for Monday to 6; -1 for what is no weekday */
export const weekdayIndex = (day: string): number => (WEEKDAYS as readonly string[]).indexOf(day)

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/
const DATE = /^(\d{4}-)?(\d{2})-(\d{2})$/
/** A leap year, so that 29 February is valid. */
const LEAP_YEAR = '2024-'
export const MAX_RULE_DAYS = 31

/** @returns whether a date is one, of a year or of every year; 02-29 is one too. */
export function isHolidayDate(date: string): boolean {
  const match = DATE.exec(date)
  if (!match) return false
  const [, year = LEAP_YEAR, month, day] = match
  const number = Number(day)
  if (number < 1 || number > (MONTH_DAYS[Number(month) - 1] ?? 0)) return false
  return month !== '02' || number < 29 || isLeap(Number(year.slice(0, 4)))
}

/** Arithmetic, since a call may wait while thousands of rows are read. */
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export const isYearly = (date: string): boolean => date.length === 'MM-DD'.length

/** @returns whether a rule names a day that comes every year. */
export function isDayRule({ nth, weekday, month, plusDays = 0 }: DayRule): boolean {
  const isNth = nth === 'last' || (Number.isInteger(nth) && nth >= 1 && nth <= 4)
  const isMonth = Number.isInteger(month) && month >= 1 && month <= 12
  const isNear = Number.isInteger(plusDays) && Math.abs(plusDays) <= MAX_RULE_DAYS
  return isNth && isMonth && isNear && weekdayIndex(weekday) >= 0
}

/** What is wrong with an entry, and at which of its fields. */
export interface DayProblem {
  field: 'date' | 'to' | 'rule' | `open.${number}.${'from' | 'to'}`
  message: string
}

/** @returns all that keeps an entry from naming days and hours; empty for a good one */
export function dayProblems({ date = '', to = '', rule, open = [] }: SpecialDay): DayProblem[] {
  return [...(rule ? ruleProblems(rule) : dateProblems(date, to)), ...open.flatMap(timeProblems)]
}

const ruleProblems = (rule: DayRule): DayProblem[] =>
  isDayRule(rule) ? [] : [{ field: 'rule', message: 'This rule matches no day. Choose a weekday and a month.' }]

function dateProblems(date: string, to: string): DayProblem[] {
  const wrong = (
    [
      ['date', date],
      ['to', to],
    ] as const
  ).filter(([field, text]) => !isHolidayDate(text) && !(field === 'to' && text === ''))
  if (wrong.length > 0) return wrong.map(([field, text]) => ({ field, message: noDate(text) }))
  if (to === '' || isYearly(date) !== isYearly(to))
    return to === '' ? [] : [{ field: 'to', message: 'Give both days a year, or neither.' }]
  return to < date && !isYearly(date) ? [{ field: 'to', message: `${to} is before ${date}.` }] : []
}

const noDate = (text: string): string =>
  text === '' ? 'The date is missing.' : `"${text}" is not a date. Write 2026-12-25, or 12-25 for every year.`

const timeProblems = ({ from, to }: OpenTime, index: number): DayProblem[] =>
  (
    [
      ['from', from],
      ['to', to],
    ] as const
  ).flatMap(([field, time]) =>
    isTime(time, field)
      ? []
      : [{ field: `open.${index}.${field}` as const, message: `"${time}" is not a time. Write it as 09:00.` }],
  )

/** @returns minutes since midnight; null for what is no time. */
export function minutesOf(time: string): number | null {
  if (!TIME.test(time)) return null
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

/** Nothing begins at 24:00. */
export const isTime = (time: string, place: 'from' | 'to'): boolean =>
  minutesOf(time) !== null && !(place === 'from' && time === '24:00')

/**
 * The entry that decides on a day. Lists count in their order; in a list one day counts before a range, one of a certain
 * year before one of every year, and else the first.
 * @returns null for an ordinary day
 */
export function specialDayOn(lists: readonly (readonly SpecialDay[])[], day: Temporal.PlainDate): SpecialDay | null {
  const date = day.toString()
  for (const list of lists) {
    let best: SpecialDay | null = null
    for (const entry of list)
      if (isOn(entry, date, day) && (best === null || widthOf(entry) < widthOf(best))) best = entry
    if (best) return best
  }
  return null
}

/** The less, the more exactly it names a day. */
const widthOf = ({ date = '', to = '' }: SpecialDay): number =>
  (to === '' || to === date ? 0 : 2) + (date === '' || isYearly(date) ? 1 : 0)

/** @param date of `day`, as text */
function isOn({ date: first = '', to: last = '', rule }: SpecialDay, date: string, day: Temporal.PlainDate): boolean {
  if (rule) return isDayRule(rule) && isByRule(rule, day)
  if (first === '') return false
  const when = isYearly(first) ? date.slice('2026-'.length) : date
  if (last === '') return first === when
  if (first <= last) return first <= when && when <= last
  return isYearly(first) && (first <= when || when <= last)
}

function isByRule({ nth, weekday, month, plusDays = 0 }: DayRule, day: Temporal.PlainDate): boolean {
  const base = plusDays === 0 ? day : day.subtract({ days: plusDays })
  if (base.month !== month || WEEKDAYS[base.dayOfWeek - 1] !== weekday) return false
  return nth === 'last' ? base.day + 7 > base.daysInMonth : Math.ceil(base.day / 7) === nth
}

/** The days from which to which an entry holds, both inclusive: "2026-11-26". */
export interface Occurrence {
  from: string
  to: string
}
/** 29 February may stay away for eight years. */
const YEARS_AHEAD = 8

/** @returns when an entry holds next, or holds now; null for one that is over, or names no day */
export function nextOccurrence(entry: SpecialDay, today: Temporal.PlainDate): Occurrence | null {
  if (!entry.rule && entry.date && !isYearly(entry.date)) {
    const only = dayProblems(entry).length === 0 ? range(entry.date, entry.to ?? '') : null
    return only && only.to >= today.toString() ? only : null
  }
  for (let year = today.year - 1; year <= today.year + YEARS_AHEAD; year++) {
    const found = occurrenceIn(entry, year)
    if (found && found.to >= today.toString()) return found
  }
  return null
}

/**
 * A rule's or a yearly entry's days.
 * @param year in which it begins; a rule may name a day shortly before or after it
 */
function occurrenceIn({ date = '', to = '', rule }: SpecialDay, year: number): Occurrence | null {
  if (rule) return isDayRule(rule) ? oneDay(dayByRule(rule, year).toString()) : null
  if (!isHolidayDate(date) || (to !== '' && !isHolidayDate(to))) return null
  const [first, isThere] = dayOfYear(date, year)
  if (to === '' || to === date) return isThere ? oneDay(first.toString()) : null
  const [last] = dayOfYear(to, to < date ? year + 1 : year)
  // Without a 29 February a range begins on the day after it, and ends on the day before.
  return range((isThere ? first : first.add({ days: 1 })).toString(), last.toString())
}

const oneDay = (date: string): Occurrence => ({ from: date, to: date })
const range = (from: string, to: string): Occurrence => ({ from, to: to === '' ? from : to })

/** @returns the day, and whether it is there in this year: 28 February stands in for the 29th */
function dayOfYear(monthAndDay: string, year: number): [day: Temporal.PlainDate, isThere: boolean] {
  const wanted = Number(monthAndDay.slice(3))
  const day = Temporal.PlainDate.from({ year, month: Number(monthAndDay.slice(0, 2)), day: wanted })
  return [day, day.day === wanted]
}

function dayByRule({ nth, weekday, month, plusDays = 0 }: DayRule, year: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  const wanted = weekdayIndex(weekday) + 1
  const day = 1 + ((wanted - first.dayOfWeek + 7) % 7)
  const last = day + 7 * Math.floor((first.daysInMonth - day) / 7)
  return first.with({ day: nth === 'last' ? last : day + 7 * (nth - 1) }).add({ days: plusDays })
}
