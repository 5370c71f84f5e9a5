/**
 * Dates and times in templates, by the clock of the flow's time zone: never by that of the server. What Liquid's own
 * `date` filter does with a `Date` depends on the zone of the machine, also where the text names another zone.
 */
import { Temporal } from 'temporal-polyfill'

/**
 * Reads what a template takes for a point in time: seconds since 1970, or a text.
 * @param zone in which a text without an offset counts
 * @param shownIn the zone to show it in; null: the offset that the text itself names, else `zone`
 * @returns null for what is no date
 */
export function parseMoment(value: unknown, zone: string, shownIn: string | null): Temporal.ZonedDateTime | null {
  try {
    const moment =
      typeof value === 'number' ? fromSeconds(value, zone) : fromText(String(value).trim(), shownIn ?? zone)
    return moment && shownIn !== null ? moment.withTimeZone(shownIn) : moment
  } catch {
    return null // RangeError: no date, a date that no calendar has, or no such zone.
  }
}

const fromSeconds = (seconds: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(Math.round(seconds * 1000)).toZonedDateTimeISO(zone)

/** An offset at the end: `Z`, `GMT`, `+01:00`, `+0100`. */
const OFFSET = /(?:Z|UTC|GMT|UT|([+-]\d{2}):?(\d{2}))$/i
const ISO_DATE = /^\d{4}-\d{2}-\d{2}/

function fromText(text: string, zone: string): Temporal.ZonedDateTime | null {
  if (/^-?\d+$/.test(text)) return fromSeconds(Number(text), zone)
  const offset = OFFSET.exec(text)
  if (offset) {
    const time = Date.parse(text)
    if (Number.isNaN(time)) return null
    const own = offset[1] === undefined ? 'UTC' : `${offset[1]}:${offset[2]}`
    return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(own)
  }
  if (ISO_DATE.test(text)) return Temporal.PlainDateTime.from(text.replace(' ', 'T')).toZonedDateTime(zone)
  // Other forms, such as "December 25, 2026 5 pm": read as if in UTC, so that the clock is what the text says.
  const time = Date.parse(`${text} UTC`)
  if (Number.isNaN(time)) return null
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO('UTC').toPlainDateTime().toZonedDateTime(zone)
}

// ------------------------------------------------------------------------------------------------ strftime

/**
 * Formats as Ruby's and Liquid's `strftime` do, with the names of days and months in the flow's language.
 * @param locale such as de-DE; one that is not known counts as English
 * @example formatMoment(moment, '%A, %-d %B', 'de-DE') // Freitag, 25 Dezember
 */
export function formatMoment(moment: Temporal.ZonedDateTime, format: string, locale: string): string {
  const names = namesOf(moment, locale, /%[-_0^#]*\d*[de]/.test(format))
  return format.replace(CODE, (code, flags: string, width: string, letter: string) => {
    const long = COMPOSED[letter]
    if (long !== undefined) return formatMoment(moment, long, locale)
    const value = CODES[letter]?.(moment, { names, flags, width: Number(width) })
    return value === undefined ? code : pad(String(value), letter, flags, Number(width))
  })
}

const CODE = /%([-_0^#:]*)(\d*)[EO]?([A-Za-z%+])/g

interface Names {
  of: (what: Intl.DateTimeFormatOptions, part: Intl.DateTimeFormatPartTypes | null) => string
  /** The format holds the day too: some languages inflect the month then. */
  hasDay: boolean
}

/** Names for the clock as it stands in `moment`: formatters do not take a bare offset for a zone everywhere. */
function namesOf(moment: Temporal.ZonedDateTime, locale: string, hasDay: boolean): Names {
  const date = new Date(moment.toPlainDateTime().toZonedDateTime('UTC').epochMilliseconds)
  const language = isLocale(locale) ? locale : 'en-US'
  return {
    hasDay,
    of: (what, part) => {
      const formatter = new Intl.DateTimeFormat(language, { ...what, timeZone: 'UTC' })
      if (part === null) return formatter.format(date)
      return formatter.formatToParts(date).find(({ type }) => type === part)?.value ?? ''
    },
  }
}

function isLocale(locale: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0
  } catch {
    return false // RangeError: no language has such a code.
  }
}

type Code = (moment: Temporal.ZonedDateTime, how: { names: Names; flags: string; width: number }) => string | number

const COMPOSED: Readonly<Record<string, string>> = {
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  T: '%H:%M:%S',
  r: '%I:%M:%S %p',
}

const month = (length: 'short' | 'long', names: Names): string =>
  names.of({ month: length, ...(names.hasDay ? { day: 'numeric' } : {}) }, 'month')

const CODES: Readonly<Record<string, Code>> = {
  a: (_, { names }) => names.of({ weekday: 'short' }, null),
  A: (_, { names }) => names.of({ weekday: 'long' }, null),
  b: (_, { names }) => month('short', names),
  h: (_, { names }) => month('short', names),
  B: (_, { names }) => month('long', names),
  c: (_, { names }) => names.of({ dateStyle: 'medium', timeStyle: 'medium' }, null),
  x: (_, { names }) => names.of({ dateStyle: 'short' }, null),
  X: (_, { names }) => names.of({ timeStyle: 'medium' }, null),
  C: ({ year }) => Math.floor(year / 100),
  y: ({ year }) => ((year % 100) + 100) % 100,
  Y: ({ year }) => year,
  G: ({ yearOfWeek, year }) => yearOfWeek ?? year,
  m: (moment) => moment.month,
  d: ({ day }) => day,
  e: ({ day }) => day,
  j: ({ dayOfYear }) => dayOfYear,
  H: ({ hour }) => hour,
  k: ({ hour }) => hour,
  I: ({ hour }) => hour % 12 || 12,
  l: ({ hour }) => hour % 12 || 12,
  M: ({ minute }) => minute,
  S: ({ second }) => second,
  L: ({ millisecond }) => millisecond,
  N: ({ millisecond }, { width }) =>
    String(millisecond)
      .padStart(3, '0')
      .slice(0, width || 9)
      .padEnd(width || 9, '0'),
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  P: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  q: ({ day }) => ENGLISH_ORDINAL[new Intl.PluralRules('en', { type: 'ordinal' }).select(day)] ?? 'th',
  s: ({ epochMilliseconds }) => Math.floor(epochMilliseconds / 1000),
  u: ({ dayOfWeek }) => dayOfWeek,
  w: ({ dayOfWeek }) => dayOfWeek % 7,
  U: (moment) => weekOfYear(moment, 7),
  W: (moment) => weekOfYear(moment, 1),
  V: ({ weekOfYear: week }) => week ?? 0,
  z: ({ offset }, { flags }) => (flags.includes(':') ? offset : offset.replace(':', '')),
  Z: ({ timeZoneId, offset }) => (/^[+-]/.test(timeZoneId) ? offset : timeZoneId),
  t: () => '\t',
  n: () => '\n',
  '%': () => '%',
}

const ENGLISH_ORDINAL: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }

/** Days before the first `startDay` (1 is Monday) of the year belong to week 0. */
const weekOfYear = ({ dayOfYear, dayOfWeek }: Temporal.ZonedDateTime, startDay: number): number =>
  Math.floor((dayOfYear - 1 - ((dayOfWeek - startDay + 7) % 7) + 7) / 7)

const WIDTHS: Readonly<Record<string, number>> = {
  ...{ C: 2, d: 2, e: 2, H: 2, I: 2, j: 3, k: 2, l: 2, L: 3, m: 2, M: 2, S: 2, U: 2, V: 2, W: 2, y: 2, Y: 4 },
}
/** Longer than any date, and short enough to be harmless. */
const MAX_WIDTH = 100

function pad(text: string, letter: string, flags: string, width: number): string {
  const cased = flags.includes('^') ? text.toUpperCase() : flags.includes('#') ? swapCase(text) : text
  if (flags.includes('-')) return cased
  const sign = flags.includes('_') ? ' ' : flags.includes('0') ? '0' : 'aAbBcehklpP'.includes(letter) ? ' ' : '0'
  return cased.padStart(Math.min(width || (WIDTHS[letter] ?? 0), MAX_WIDTH), sign)
}

const swapCase = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase())
