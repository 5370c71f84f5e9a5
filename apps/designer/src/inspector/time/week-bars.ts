/**
 * Weekly hours as bars that can be drawn, moved and resized. A bar is the hours of one day; a line of the data may hold
 * those of several days. What is done to one bar takes its day out of the line, and puts it where the same hours are.
 */
import { type Hours, minutesOf, WEEKDAYS } from '@callflow-studio/model'

export interface Bar {
  /** From 0, Monday. */
  day: number
  /** Minutes since midnight. */
  from: number
  /** Minutes; past midnight it goes on in the next day. */
  length: number
}

/** Where a bar comes from. */
export interface PlacedBar extends Bar {
  line: number
}

/** What is drawn of a bar in the row of one day. */
export interface Piece {
  day: number
  from: number
  to: number
}

export const STEP = 15
export const DAY = 24 * 60
const WEEK = 7 * DAY

/** In the order of the data; what is no time or no day is left out. */
export const barsOf = (weekly: readonly Hours[]): PlacedBar[] =>
  weekly.flatMap(({ days, from, to }, line) => {
    const begin = minutesOf(from)
    const end = minutesOf(to)
    if (begin === null || end === null) return []
    // Equal times are the whole day.
    const span = begin === end ? { from: 0, length: DAY } : { from: begin, length: (end - begin + DAY) % DAY || DAY }
    return WEEKDAYS.flatMap((day, index) => (days.includes(day) ? [{ day: index, line, ...span }] : []))
  })

/** One, or two where it goes past midnight. */
export function piecesOf({ day, from, length }: Bar): Piece[] {
  const first = { day, from, to: Math.min(DAY, from + length) }
  const rest = from + length - DAY
  return rest > 0 ? [first, { day: (day + 1) % 7, from: 0, to: rest }] : [first]
}

/** By minutes, past midnight to the day before or after. The whole day moves by whole days only. */
export function moveBar(bar: Bar, minutes: number): Bar {
  if (bar.length === DAY && minutes % DAY !== 0) return bar
  const start = (bar.day * DAY + snap(bar.from + minutes) + WEEK) % WEEK
  return { day: Math.floor(start / DAY), from: start % DAY, length: bar.length }
}

export function moveEnd({ day, from, length }: Bar, minutes: number): Bar {
  const end = Math.max(from + 1, snap(from + length + minutes))
  return { day, from, length: Math.min(longest(from), Math.max(STEP, end - from)) }
}

/** The beginning stays in its day. */
export function moveBegin({ day, from, length }: Bar, minutes: number): Bar {
  const begin = Math.min(Math.max(0, snap(from + minutes)), from + length - STEP, DAY - STEP)
  return { day, from: begin, length: Math.min(longest(begin), from + length - begin) }
}

/** From one place in a day's row to another, at least a step long. */
export function drawBar(day: number, one: number, other: number): Bar {
  const from = Math.min(DAY - STEP, Math.max(0, snap(Math.min(one, other))))
  const to = Math.min(DAY, Math.max(from + STEP, snap(Math.max(one, other))))
  return { day, from, length: to - from }
}

/** Hours to begin with on a day: 9 to 17, else in the longest time that is free, by day if there is any. Null: none is. */
export function freeBar(weekly: readonly Hours[], day: number): Bar | null {
  const gaps = gapsOn(weekly, day)
  const byDay = gaps.map(({ from, to }) => ({ from: Math.max(from, 8 * 60), to: Math.min(to, 20 * 60) }))
  const [gap] = [longestOf(byDay), longestOf(gaps)].filter((found) => found !== undefined)
  if (!gap) return null
  const length = Math.min(8 * 60, gap.to - gap.from)
  return { day, from: clamp(9 * 60, gap.from, gap.to - length), length }
}

type Gap = Pick<Piece, 'from' | 'to'>

function gapsOn(weekly: readonly Hours[], day: number): Gap[] {
  const taken = barsOf(weekly)
    .flatMap(piecesOf)
    .filter((piece) => piece.day === day)
    .sort((a, b) => a.from - b.from)
  const gaps: Gap[] = []
  let free = 0
  for (const { from, to } of [...taken, { from: DAY, to: DAY }]) {
    gaps.push({ from: free, to: from })
    free = Math.max(free, to)
  }
  return gaps
}

const longestOf = (gaps: readonly Gap[]): Gap | undefined =>
  gaps.filter(({ from, to }) => to - from >= STEP).sort((a, b) => b.to - b.from - (a.to - a.from))[0]

/**
 * Puts a bar where another one was.
 * @param before null: it is new
 * @param after null: it is deleted
 */
export function putBar(weekly: readonly Hours[], before: PlacedBar | null, after: Bar | null): Hours[] {
  const old = before ? weekly[before.line] : undefined
  const isAlone = old?.days.length === 1
  // A line of one day stays where it is, with all else it holds, unless the same hours stand elsewhere.
  const twin = after ? weekly.findIndex((line, index) => index !== before?.line && hasHours(line, after)) : -1
  if (before && old && after && isAlone && twin === -1)
    return weekly.with(before.line, { ...old, ...timesOf(after), days: [nameOf(after.day)] })
  const rest = weekly.map((line, index) => {
    if (index === twin && after) return { ...line, days: withDay(line.days, after.day) }
    if (before && index === before.line) return { ...line, days: line.days.filter((day) => day !== nameOf(before.day)) }
    return line
  })
  if (before && isAlone) return rest.toSpliced(before.line, 1)
  if (!after || twin !== -1) return rest
  // Back to the hours of its own line: only the day is another one.
  if (before && old && hasHours(old, after))
    return rest.map((line, index) => (index === before.line ? { ...line, days: withDay(line.days, after.day) } : line))
  const added = { days: [nameOf(after.day)], ...timesOf(after) }
  return before ? rest.toSpliced(before.line + 1, 0, added) : [...rest, added]
}

export const isSameBar = (one: Bar, other: Bar): boolean =>
  one.day === other.day && one.from === other.from && one.length === other.length

/** "09:00", and "24:00" for the end of a day. */
export function timesOf({ from, length }: Bar): { from: string; to: string } {
  const to = from + length
  return { from: timeOf(from), to: timeOf(to > DAY ? to - DAY : to) }
}

/** Where the clock on the wall of a zone stands in the week. @returns null for a zone that is none */
export function nowIn(zone: string, at: Date): { day: number; minute: number } | null {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(at)
    const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? ''
    const day = WEEKDAYS.findIndex((name) => part('weekday').toLowerCase().startsWith(name))
    return { day, minute: Number(part('hour')) * 60 + Number(part('minute')) }
  } catch {
    return null // RangeError: no such zone; the field says so.
  }
}

const snap = (minutes: number): number => Math.round(minutes / STEP) * STEP
/** The same time a day later would be the whole day instead. */
const longest = (from: number): number => (from === 0 ? DAY : DAY - STEP)
const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))
const nameOf = (day: number): string => WEEKDAYS[day] ?? 'mo'

const withDay = (days: readonly string[], day: number): string[] =>
  WEEKDAYS.filter((name, index) => index === day || days.includes(name))

function hasHours(line: Hours, bar: Bar): boolean {
  const [one] = barsOf([{ ...line, days: [nameOf(bar.day)] }])
  return one !== undefined && isSameBar(one, bar)
}

/** "09:30" @param minutes since midnight */
export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
