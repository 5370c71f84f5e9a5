/** Lines of opening hours and holidays in words, for lists of changes. */
import { type Holiday, type Hours, WEEKDAYS } from './schedule.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
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

/** @example hoursInWords({ days: ['mo', 'tu', 'we'], from: '09:00', to: '17:00' }) // 'Monday to Wednesday 9:00–17:00' */
export const hoursInWords = ({ days = [], from = '', to = '' }: Partial<Hours>): string =>
  `${daysInWords(days)} ${from === to ? 'all day' : `${short(from)}–${short(to)}`}`

/** @example holidayInWords({ date: '12-25', name: 'Christmas' }) // 'Christmas, December 25' */
export function holidayInWords({ date = '', name = '' }: Partial<Holiday>): string {
  const [, year, month, day] = /^(?:(\d{4})-)?(\d{2})-(\d{2})$/.exec(date) ?? []
  const monthName = MONTHS[Number(month) - 1]
  const words = monthName === undefined ? date : `${monthName} ${Number(day)}${year === undefined ? '' : `, ${year}`}`
  return name === '' ? words : `${name}, ${words}`
}

function daysInWords(days: readonly string[]): string {
  const numbers = WEEKDAYS.flatMap((day, index) => (days.includes(day) ? [index] : []))
  const first = numbers[0] ?? 0
  const last = numbers.at(-1) ?? 0
  if (numbers.length === 0) return 'No day'
  if (numbers.length === DAYS.length) return 'Every day'
  if (numbers.length > 2 && last - first === numbers.length - 1) return `${DAYS[first]} to ${DAYS[last]}`
  return numbers.map((index) => DAYS[index]).join(', ')
}

const short = (time: string): string => time.replace(/^0(?=\d)/, '')
