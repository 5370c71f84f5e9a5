import { expect, it } from 'vitest'
import { countryOf, holidaysCsv, holidayTable, missingHolidays, rowOf, takesHolidays } from './holiday-list.ts'

const christmas = { date: '2026-12-25', name: 'Christmas Day', type: 'public' } as const
const bairam = { date: '2026-05-27', to: '2026-05-30', name: 'Kurban Bayramı', type: 'public' } as const
const columns = (...names: string[]) => names.map((name) => ({ id: name, name, type: 'text' as const }))

it('fills the columns that a table has, by its own names', () => {
  expect(rowOf(bairam, { columns: columns('Date', 'To', 'Name', 'opens') })).toEqual({
    Date: '2026-05-27',
    To: '2026-05-30',
    Name: 'Kurban Bayramı',
  })
  expect(rowOf(christmas, { columns: columns('date', 'note') })).toEqual({ date: '2026-12-25' })
})

it('adds no day twice, nor one that comes every year', () => {
  expect(missingHolidays([christmas, bairam], [{ date: '2026-05-27' }])).toEqual([christmas])
  expect(missingHolidays([christmas, bairam], [{ date: '12-25' }])).toEqual([bairam])
})

it('tells days apart by their date', () => {
  expect(takesHolidays(holidayTable('Holidays'))).toBe(true)
  expect(takesHolidays({ keyColumn: 'name' })).toBe(false)
})

it('begins with the country of the browser', () => {
  expect([countryOf('de-AT'), countryOf('zh-Hans-CN'), countryOf('fr')]).toEqual(['AT', 'CN', null])
})

it('fills a new list from a file', () => {
  expect(holidaysCsv([{ ...bairam, name: 'The "Feast", so called' }])).toBe(
    'date,to,name,opens,closes\n"2026-05-27","2026-05-30","The ""Feast"", so called","",""',
  )
})
