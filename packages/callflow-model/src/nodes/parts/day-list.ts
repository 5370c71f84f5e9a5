/** Special days as the rows of a table hold them: what several steps share, edited like any table. */
import type { TableValue } from '../contract/look-up.ts'
import type { DayList, ListedDay } from '../contract/opening-hours.ts'
import { dayProblems } from './special-days.ts'

/** The columns that count, in any order and case; all but the first may be missing. */
export const DAY_COLUMNS = ['date', 'to', 'name', 'opens', 'closes', 'otherwise'] as const
type DayColumn = (typeof DAY_COLUMNS)[number]

/** A list is read at one go while a call waits; more than this are not. */
export const MAX_LISTED_DAYS = 2000

/** @returns which rows of a list are skipped, in words; null where none are */
export function skippedRows({ name, problems }: DayList): string | null {
  const [first] = problems
  if (first === undefined) return null
  return problems.length === 1
    ? `A row of ${name} cannot be read as a day, and calls skip it. ${first}`
    : `${problems.length} rows of ${name} cannot be read as days, and calls skip them. ${first}`
}

/** @returns whether a table can be a list of days */
export const hasDays = (columns: readonly string[]): boolean => columns.some((name) => toColumn(name) === 'date')

/**
 * A wrong row is skipped, never the whole list.
 * @param rows by column name, in the order of the table
 */
export function readDayList(name: string, rows: readonly Readonly<Record<string, TableValue | undefined>>[]): DayList {
  const days: ListedDay[] = []
  const problems: string[] = []
  rows.slice(0, MAX_LISTED_DAYS).forEach((row, index) => {
    const day = toDay(row)
    const wrong = typeof day === 'string' ? day : dayProblems(day)[0]?.message
    if (wrong !== undefined) problems.push(`Row ${index + 1}: ${wrong}`)
    else if (typeof day !== 'string') days.push(day)
  })
  if (rows.length > MAX_LISTED_DAYS) problems.push(`Rows after row ${MAX_LISTED_DAYS} are not read.`)
  return { name, days, problems }
}

/** @returns why not, in words, for hours that are half there */
function toDay(row: Readonly<Record<string, TableValue | undefined>>): ListedDay | string {
  const cells = new Map<DayColumn, string>()
  for (const [name, value] of Object.entries(row)) {
    const column = toColumn(name)
    if (column && value !== null && value !== undefined) cells.set(column, String(value).trim())
  }
  const cell = (column: DayColumn): string => cells.get(column) ?? ''
  const [from, to] = [toTime(cell('opens')), toTime(cell('closes'))]
  if ((from === '') !== (to === '')) return 'Only one of the opening times is filled in. Fill in both, or neither.'
  return {
    date: cell('date'),
    ...(cell('to') === '' ? {} : { to: cell('to') }),
    name: cell('name'),
    ...(from === '' ? {} : { open: [{ from, to }] }),
    ...(cell('otherwise').toLowerCase() === 'closed' ? { otherwise: 'closed' } : {}),
  }
}

const toColumn = (name: string): DayColumn | undefined =>
  DAY_COLUMNS.find((column) => column === name.trim().toLowerCase())

/** "9:00" and "09:00:00" are how spreadsheets write it. */
const toTime = (text: string): string => text.replace(/^(\d{1,2}:\d\d):00$/, '$1').replace(/^\d:/, '0$&')
