/** Opening hours and special days in words, for cards and for what has changed. */
import type { DayRule, Hours, OpenTime, SpecialDay } from '../contract/opening-hours.ts'
import { isYearly, WEEKDAYS, weekdayIndex } from './special-days.ts'

/** "Mon–Fri 9–18, Sat 10–14"; "Never open" */
export const hoursInWords = (weekly: readonly Hours[]): string =>
  weekly.length === 0
    ? 'Never open'
    : weekly.map((line) => `${daysInWords(line.days)} ${timesInWords(line)}`).join(', ')

/** "9–17:30"; "all day" */
export const timesInWords = ({ from, to }: OpenTime): string =>
  from === to ? 'all day' : `${short(from)}–${short(to)}`

const short = (time: string): string => time.replace(/^0/, '').replace(/:00$/, '')

function daysInWords(days: readonly string[]): string {
  const numbers = WEEKDAYS.flatMap((day, index) => (days.includes(day) ? [index] : []))
  const [first] = numbers
  const last = numbers.at(-1)
  if (first === undefined || last === undefined) return 'No day'
  const name = (index: number) => WEEKDAY_NAMES[index]?.slice(0, 3) ?? ''
  const isRange = numbers.length > 2 && last - first === numbers.length - 1
  return isRange ? `${name(first)}–${name(last)}` : numbers.map(name).join(', ')
}

/** "Christmas Eve (24 December): open 9–13"; "Fourth Thursday of November: closed all day" */
export function specialDayInWords(day: SpecialDay): string {
  const when = whenInWords(day)
  const title = day.name ? `${day.name} (${when})` : when
  return `${title}: ${specialHoursInWords(day)}`
}

const specialHoursInWords = ({ open = [], otherwise = 'holiday' }: SpecialDay): string => {
  const hours = open.length === 0 ? 'closed all day' : `open ${open.map(timesInWords).join(', ')}`
  return otherwise === 'closed' ? `${hours}, else Closed` : hours
}

/** "25 December"; "24 December 2026 – 1 January 2027"; "Day after the fourth Thursday of November" */
export function whenInWords({ date = '', to = '', rule }: SpecialDay): string {
  if (rule) return ruleInWords(rule)
  return to === '' || to === date ? dateInWords(date) : `${dateInWords(date)} – ${dateInWords(to)}`
}

/** "Last Monday of May"; "3 days before the first Sunday of December" */
export function ruleInWords({ nth, weekday, month, plusDays = 0 }: DayRule): string {
  const day = WEEKDAY_NAMES[weekdayIndex(weekday)] ?? weekday
  const base = `${ORDINALS[nth === 'last' ? 4 : nth - 1] ?? nth} ${day} of ${MONTHS[month - 1] ?? month}`
  if (plusDays === 0) return upperFirst(base)
  const days = Math.abs(plusDays) === 1 ? 'Day' : `${Math.abs(plusDays)} days`
  return `${days} ${plusDays > 0 ? 'after' : 'before'} the ${base}`
}

function dateInWords(date: string): string {
  const [month = 0, day = 0] = date.split('-').slice(-2).map(Number)
  const name = MONTHS[month - 1]
  if (name === undefined) return date
  return isYearly(date) ? `${day} ${name}` : `${day} ${name} ${date.slice(0, 4)}`
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const ORDINALS = ['first', 'second', 'third', 'fourth', 'last'] as const
const WEEKDAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
