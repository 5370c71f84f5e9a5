/** `date` and its relatives: by the clock of the flow's zone and in the words of its language, on any server. */
import { formatMoment, parseMoment } from './moment.ts'
import { toText } from './to-text.ts'

/** Of the flow that runs, and of this call. */
interface Clock {
  /** ISO 8601 with the offset of the flow's zone. */
  now: string
  zone: string
  locale: string
}
type DateFilter = (clock: Clock, value: unknown, ...rest: unknown[]) => unknown

/** What is no date stays as it is, as in Liquid. @param shownIn a time zone, or the minutes that liquidjs takes */
function format(clock: Clock, value: unknown, pattern: string, shownIn?: unknown, locale = clock.locale): unknown {
  const isNow = value === 'now' || value === 'today'
  const given = isNow ? clock.now : value
  // A zone that nobody knows counts as UTC: callers hear a time rather than a code.
  const moment = parseMoment(given, clock.zone, zoneOf(shownIn)) ?? parseMoment(given, 'UTC', null)
  return moment ? formatMoment(moment, pattern, locale) : value
}

/** liquidjs also takes an offset in minutes, counted westwards as JavaScript does. */
function zoneOf(shownIn: unknown): string | null {
  if (typeof shownIn !== 'number') return toText(shownIn) || null
  const minutes = Math.abs(shownIn)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${shownIn > 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const toWords =
  (month: '%b' | '%B'): DateFilter =>
  (clock, value, type, style) => {
    if (type !== 'ordinal') return format(clock, value, `%d ${month} %Y`)
    return format(clock, value, style === 'US' ? `${month} %-d%q, %Y` : `%-d%q ${month} %Y`)
  }

/** `{{ now | in_timezone: "Asia/Tokyo" | date: "%H:%M" }}`: a time as it is in another zone; as it stands where there is no such zone. */
const inTimezone: DateFilter = ({ zone }, value, shownIn) =>
  parseMoment(value, zone, toText(shownIn) || null)?.toString({
    timeZoneName: 'never',
    fractionalSecondDigits: 0,
  }) ?? toText(value)

const DEFAULT_FORMAT = '%A, %B %-e, %Y at %-l:%M %P %z'

/** Filters that take the place of liquidjs' own, by name. */
export const DATE_FILTERS: Readonly<Record<string, DateFilter>> = {
  date: (clock, value, pattern, zone) => format(clock, value, toText(pattern) || DEFAULT_FORMAT, zone),
  date_to_xmlschema: (clock, value) => format(clock, value, '%Y-%m-%dT%H:%M:%S%:z'),
  // RFC 822 has English names in every language.
  date_to_rfc822: (clock, value) => format(clock, value, '%a, %d %b %Y %H:%M:%S %z', undefined, 'en-US'),
  date_to_string: toWords('%b'),
  date_to_long_string: toWords('%B'),
  in_timezone: inTimezone,
}
