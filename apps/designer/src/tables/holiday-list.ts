/** Tables as lists of days for opening hours, filled with public holidays. */
import type { DAY_COLUMNS, SpecialDay } from '@callflow-studio/model'
import type { CreateTable, PublicHolidays, Table } from '@callflow-studio/model/api'

type Holiday = PublicHolidays['days'][number]

/** Columns that a new list begins with. */
const FIRST_COLUMNS = [
  'date',
  'to',
  'name',
  'opens',
  'closes',
] as const satisfies readonly (typeof DAY_COLUMNS)[number][]

export const holidayTable = (name: string): CreateTable => ({
  name,
  columns: FIRST_COLUMNS.map((column) => ({ name: column, type: 'text' })),
  keyColumn: 'date',
})

/** @returns whether public holidays can be added: days are told apart by their date */
export const takesHolidays = ({ keyColumn }: Pick<Table, 'keyColumn'>): boolean => keyColumn.toLowerCase() === 'date'

/** The values of a row, by the table's own names of its columns. */
export function rowOf({ date, to = '', name }: Holiday, { columns }: Pick<Table, 'columns'>): Record<string, string> {
  const values: Record<string, string> = { date, to, name }
  return Object.fromEntries(
    columns.flatMap((column) => {
      const value = values[column.name.toLowerCase()]
      return value === undefined ? [] : [[column.name, value]]
    }),
  )
}

/** The rows of a new list as a CSV file. */
export function holidaysCsv(days: readonly Holiday[]): string {
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const lines = days.map(({ date, to = '', name }) => [date, to, name, '', ''].map(cell).join())
  return [FIRST_COLUMNS.join(), ...lines].join('\n')
}

/** @returns those that a list does not have, by their date or by one of every year */
export function missingHolidays(holidays: readonly Holiday[], known: readonly Pick<SpecialDay, 'date'>[]): Holiday[] {
  const dates = new Set(known.map(({ date }) => date))
  return holidays.filter(({ date }) => !dates.has(date) && !dates.has(date.slice('2026-'.length)))
}

/** The country of a language tag: "de-AT" is AT. Null where it names none. */
export const countryOf = (locale: string): string | null => /-([A-Z]{2})\b/.exec(locale)?.[1] ?? null
