/** Opening hours and special days, as steps and tables keep them. */

export interface OpenTime {
  /** "09:00" */
  from: string
  /** Exclusive; "24:00" is allowed, before `from` is the next day, equal is all day. */
  to: string
}

/** @example the Friday after Thanksgiving: { nth: 4, weekday: 'th', month: 11, plusDays: 1 } */
export interface DayRule {
  /** 1 to 4, or the last of its month. */
  nth: number | 'last'
  weekday: string
  /** 1 to 12. */
  month: number
  /** Days after it, or before it where negative; 31 at most. */
  plusDays?: number | undefined
}

export interface SpecialDay {
  /** "2026-12-25", or "12-25" for every year; empty where a rule says which day it is. */
  date?: string | undefined
  /** The last day of a range, written as `date` is. A range of every year may pass the new year. */
  to?: string | undefined
  rule?: DayRule | undefined
  name?: string | undefined
  /** Hours that hold in place of the week's; none: closed all day. */
  open?: readonly OpenTime[] | undefined
  /** The exit that is taken outside these hours; `holiday` if left out. */
  otherwise?: string | undefined
}

export interface Hours extends OpenTime {
  days: readonly string[]
}

export interface Schedule {
  weekly: readonly Hours[]
  /** The schedule's own special days, which count before those of lists. */
  holidays: readonly SpecialDay[]
  /** Special days that several schedules share. */
  lists?: readonly (readonly SpecialDay[])[]
}

/** A day of a list is always a date, never a rule. */
export type ListedDay = SpecialDay & { date: string; name: string }

export interface DayList {
  /** The table's name. */
  name: string
  days: readonly ListedDay[]
  /** Rows that are skipped, and why; a message names the row. */
  problems: readonly string[]
}

/** The lists in the order in which they were asked for, null for one that is gone; null in place of all: they could not be read. */
export type DaysReply = readonly (DayList | null)[] | null

/** Opening hours as a step keeps them. */
export interface OpeningHours extends Pick<Schedule, 'weekly' | 'holidays'> {
  /** IANA name; empty: the flow's own. */
  timezone: string
  /** Ids of tables with days that several steps share. */
  lists: readonly string[]
  /** The id of the switch that wins over them; empty: none does. */
  switch: string
}
