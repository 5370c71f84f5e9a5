/** Times of day as the browser's own time fields show them, so that one panel never mixes 9:00 AM and 09:00. */

const isTwelveHours = (language: string): boolean =>
  new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions().hour12 === true

/** The language that the browser's time fields follow, which need not be the studio's. */
const ofBrowser = (): string => globalThis.navigator?.language ?? 'en-GB'

/** Returns how hours and minutes are to be formatted beside such fields. */
export const timeFormat = (language = ofBrowser()): Intl.DateTimeFormatOptions =>
  isTwelveHours(language)
    ? { hour: 'numeric', minute: '2-digit', hour12: true }
    : { hour: '2-digit', minute: '2-digit', hour12: false }

/**
 * Returns a time of day as people there write it; 24:00, the end of a day, is midnight where hours go to twelve.
 *
 * @example clockTime('17:30', 'en-US') // '5:30 PM'
 */
export function clockTime(time: string, language = ofBrowser()): string {
  if (!isTwelveHours(language)) return time
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Intl.DateTimeFormat(language, { ...timeFormat(language), timeZone: 'UTC' })
    .format(Date.UTC(2000, 0, 1, hours, minutes))
    .replace(/\u202F/g, ' ')
}

/** Returns a full hour for the scale of a day: '18', or '6 PM'. */
export const clockHour = (hour: number, language = ofBrowser()): string =>
  isTwelveHours(language) ? clockTime(`${hour}:00`, language).replace(/:00/, '') : String(hour)
