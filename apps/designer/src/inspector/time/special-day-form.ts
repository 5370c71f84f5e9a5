/** Special days as their form shows them: which kind of day, the dates of its fields, the order of the list. */
import {
  type DayRule,
  isHolidayDate,
  isYearly,
  nextOccurrence,
  type Occurrence,
  type SpecialDay,
} from '@callflow-studio/model'

export const DAY_KINDS = ['day', 'range', 'rule'] as const
export type DayKind = (typeof DAY_KINDS)[number]

/** A calendar day in the step's zone. */
export type Today = Parameters<typeof nextOccurrence>[1]

const NEW_RULE: DayRule = { nth: 4, weekday: 'th', month: 11 }

export const kindOf = ({ rule, to }: SpecialDay): DayKind => {
  if (rule) return 'rule'
  return to === undefined ? 'day' : 'range'
}

/** The same day as another kind; its name and hours stay. */
export function toKind(day: SpecialDay, kind: DayKind): SpecialDay {
  const { rule, to, ...rest } = day
  if (kind === 'rule') return { ...rest, date: undefined, rule: rule ?? NEW_RULE }
  const dated = { ...rest, date: rest.date ?? '' }
  return kind === 'range' ? { ...dated, to: to ?? '' } : dated
}

/** Without the fields that are undefined, which JSON does not know. */
export const withoutGaps = (day: SpecialDay): SpecialDay =>
  Object.fromEntries(Object.entries(day).filter(([, value]) => value !== undefined))

/** @returns whether a date field can show it: it needs a day that exists, or none yet */
export const isShowable = (date: string): boolean => date === '' || isHolidayDate(date)

/** @returns a date as `<input type="date">` wants it: one of every year is shown in the year in which it comes next. */
export function shownDate(date: string, today: Today): string {
  if (date === '' || !isYearly(date)) return date
  return nextOccurrence({ date }, today)?.from ?? ''
}

/** @returns the date as it is stored; "2026-12-25" is "12-25" of every year */
export const storedDate = (shown: string, isEveryYear: boolean): string => (isEveryYear ? shown.slice(-5) : shown)

/** The same day or range, of every year or of the one in which it comes next. */
export function repeat(day: SpecialDay, isEveryYear: boolean, today: Today): SpecialDay {
  const { date = '', to } = day
  const dates = isEveryYear
    ? { from: date, to: to ?? '' }
    : (nextOccurrence(day, today) ?? { from: date, to: to ?? '' })
  const from = storedDate(dates.from, isEveryYear)
  return to === undefined ? { ...day, date: from } : { ...day, date: from, to: to && storedDate(dates.to, isEveryYear) }
}

/** In the order in which they come next, those that are over last; those that name no day stay at the end. */
export function sortDays(days: readonly SpecialDay[], today: Today): readonly SpecialDay[] {
  const order = (day: SpecialDay): string => nextOccurrence(day, today)?.from ?? `9999-${day.date ?? ''}`
  const sorted = days.toSorted((a, b) => (order(a) < order(b) ? -1 : Number(order(a) > order(b))))
  return sorted.every((day, index) => day === days[index]) ? days : sorted
}

export interface ComingDay extends Occurrence {
  day: SpecialDay
}

/** The days of the year that begins today, in order. A day that several lists hold is one day. */
export function comingDays(days: readonly SpecialDay[], today: Today): ComingDay[] {
  const end = today.add({ years: 1 }).toString()
  return days
    .flatMap((day) => {
      const next = nextOccurrence(day, today)
      return next && next.from < end ? [{ day, ...next }] : []
    })
    .sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))
    .filter(
      ({ day, from }, index, all) =>
        index === all.findIndex((each) => each.from === from && each.day.name === day.name),
    )
}
