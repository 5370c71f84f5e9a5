/** The time zone and language of the browser, and how its clock is written. */

/** IANA name; UTC where the browser does not tell. */
export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

export const browserLocale = (): string => navigator.language || 'en-US'

/** Time of day as this browser writes it, 12 or 24 hours: time fields follow it too, in any language of the page. */
export function timeOfDay(locale: string = browserLocale()): Intl.DateTimeFormatOptions {
  const { hour12 = false } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions()
  return { hour: hour12 ? 'numeric' : '2-digit', minute: '2-digit', hourCycle: hour12 ? 'h12' : 'h23' }
}

/** A time of day in a language of the page. The space before AM and PM is an ordinary one, as in all other texts. */
export const clockInWords = (at: Date, language: string, format: Intl.DateTimeFormatOptions = timeOfDay()): string =>
  at.toLocaleTimeString(language, format).replaceAll('\u202f', ' ')

/**
 * A moment by the clock of a zone, this browser's if left out: "Sun 29 Nov, 10:00 AM"; with the year where it is another
 * one; today, only the time.
 */
export function momentInWords(
  at: Date,
  language: string,
  timeZone?: string,
  locale: string = browserLocale(),
  now: Date = new Date(),
): string {
  const zone = timeZone === undefined ? {} : { timeZone }
  const time = clockInWords(at, language, { ...timeOfDay(locale), ...zone })
  if (timeZone === undefined && at.toDateString() === now.toDateString()) return time
  const yearOf = (moment: Date): string => moment.toLocaleDateString('en', { year: 'numeric', ...zone })
  const day = at.toLocaleDateString(language === 'en' ? 'en-GB' : language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(yearOf(at) === yearOf(now) ? {} : { year: 'numeric' }),
    ...zone,
  })
  return `${day.replace(',', '')}, ${time}`
}

/**
 * A stored time, such as 09:00, as this browser writes it.
 * @example timeInWords('17:30', 'en', 'en-US') // 5:30 PM
 */
export function timeInWords(time: string, language: string, locale: string = browserLocale()): string {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number)
  const at = new Date(Date.UTC(2000, 0, 1, hours, minutes))
  if (Number.isNaN(at.getTime())) return time
  const format = timeOfDay(locale)
  // The end of a day is midnight on a clock of 12 hours.
  if (time === '24:00' && format.hourCycle === 'h23') return time
  return clockInWords(at, language, { ...format, timeZone: 'UTC' })
}
