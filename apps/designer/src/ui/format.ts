/** Times and numbers as people read them. Nothing here knows of flows. */
import { clockInWords } from '../browser-locale.ts'

const MINUTE = 60_000

/** "2 minutes ago", "2:05 PM" or "14:05" as the browser writes it, "yesterday, 17:20", "19 November", "19 November 2024". */
export function formatWhen(iso: string, now: Date, locale: string): string {
  const then = new Date(iso)
  const ago = now.getTime() - then.getTime()
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (ago < MINUTE && ago > -MINUTE) return upperFirst(relative.format(0, 'second'))
  if (ago >= MINUTE && ago < 60 * MINUTE) return relative.format(-Math.floor(ago / MINUTE), 'minute')
  const time = clockInWords(then, locale)
  const days = Math.round((startOfDay(now) - startOfDay(then)) / (24 * 60 * MINUTE))
  if (days === 0) return time
  if (days === 1) return `${upperFirst(relative.format(-1, 'day'))}, ${time}`
  const isThisYear = then.getFullYear() === now.getFullYear()
  const parts = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  })
  return parts.format(then)
}

/** The last minute before a time: "23:59" today, "3 Dec, 14:05", "1 Jan 2027, 09:00". */
export function formatLastMinute(iso: string, now: Date, locale: string): string {
  const last = new Date(Date.parse(iso) - 1)
  const isToday = startOfDay(last) === startOfDay(now)
  const isThisYear = last.getFullYear() === now.getFullYear()
  const time = clockInWords(last, locale)
  const day = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  })
  return isToday ? time : `${day.format(last)}, ${time}`
}

/** "9:41:22", 24 hours. */
export function formatClock(iso: string): string {
  const then = new Date(iso)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${then.getHours()}:${two(then.getMinutes())}:${two(then.getSeconds())}`
}

/** "0:09", "12:30". */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** "0.4 ms", "4 ms", "2.1 s". */
export function formatTook(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`
  return ms < 1 && ms > 0 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`
}

/** "84 B", "1.2 KB", "1.0 MB". */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const kilobytes = bytes / 1000
  return kilobytes < 1000 ? `${kilobytes.toFixed(1)} KB` : `${(kilobytes / 1000).toFixed(1)} MB`
}

/** North American numbers in groups, as they are read out; others as they are. */
export function formatPhone(number: string): string {
  const match = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number)
  return match ? `+1 ${match[1]} ${match[2]} ${match[3]}` : number
}

const startOfDay = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
