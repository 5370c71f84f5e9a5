import type { FlowDocument } from '@callflow-studio/model'
import {
  dayListSchema,
  holidayCountriesSchema,
  holidayRegionsSchema,
  publicHolidaysSchema,
  type Table,
} from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Module, startStudio, type TestStudio } from './testing/studio.ts'

const TUESDAY = new Date('2026-11-24T10:00:00Z')
let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio({ now: () => TUESDAY })
})
afterAll(() => studio.stop())

const TEXT = { type: 'text' } as const
const createList = (live = false): Promise<Table> =>
  studio.api<Table>(
    'POST',
    '/tables',
    {
      name: 'Holidays',
      keyColumn: 'date',
      columns: ['date', 'to', 'name', 'opens', 'closes'].map((name) => ({ name, ...TEXT })),
      live,
    },
    201,
  )
const addRow = ({ id }: Table, values: Record<string, string>) =>
  studio.api<{ id: string }>('POST', `/tables/${id}/rows`, { values }, 201)

/** A menu first, so that the same call asks again after a key. */
const document = (lists: string[]): FlowDocument => {
  const weekly = [{ days: ['tu'], from: '09:00', to: '17:00' }]
  return flow({ timezone: 'UTC', timezoneChosen: true })
    .step('menu', 'input.menu', {
      prompt: { type: 'tts', text: 'Press 1.' },
      choices: [{ digits: '1', label: 'One' }],
      attempts: 1,
      timeoutMs: 5000,
      interdigitTimeoutMs: 2000,
    })
    .step('hours', 'logic.schedule', { weekly, holidays: [], lists })
    .step('open', 'tts', { text: 'open' })
    .step('holiday', 'tts', { text: 'holiday' })
    .chain('menu')
    .edge('menu.1', 'hours')
    .edge('hours.open', 'open')
    .edge('hours.holiday', 'holiday')
    .build()
}

const continuationOf = (tree: Module): string =>
  tree.module === 'pivot'
    ? String(tree.data.voice_url)
    : (Object.values(tree.children ?? {})
        .map(continuationOf)
        .find((url) => url !== '') ?? '')

describe('a list of days that steps share', () => {
  it('is seen by a call as it was when the call began, row by row', async () => {
    const table = await createList()
    const { pivotUrl } = await studio.publish(document([table.id]))
    const began = await studio.ask(pivotUrl)
    const row = await addRow(table, { date: '2026-11-24', name: 'Founding day' })
    const after = await studio.ask(pivotUrl)
    const said = async (tree: Module) => (await studio.ask(continuationOf(tree), { Digits: '1' })).tree.data.text
    expect(await said(began.tree)).toBe('open')
    expect(await said(after.tree)).toBe('holiday')
    await studio.api('PUT', `/tables/${table.id}/rows/${row.id}`, { values: { opens: '9:00', closes: '11:00' } })
    expect(await said(after.tree)).toBe('holiday')
    expect(await said((await studio.ask(pivotUrl)).tree)).toBe('open')
    await studio.restart()
    expect(await said(after.tree)).toBe('holiday')
    expect(await said(began.tree)).toBe('open')
  })

  it('is seen as it is now where the table is live', async () => {
    const table = await createList(true)
    const { pivotUrl } = await studio.publish(document([table.id]))
    const { tree } = await studio.ask(pivotUrl)
    await addRow(table, { date: '2026-11-20', to: '2026-11-30', name: 'Stocktaking' })
    expect((await studio.ask(continuationOf(tree), { Digits: '1' })).tree.data.text).toBe('holiday')
  })

  it('skips rows that are no days, and says so at publish and in the log of the call', async () => {
    const table = await createList()
    await addRow(table, { date: '2026-02-30', name: 'No day' })
    await addRow(table, { date: '2026-11-24' })
    const { diagnostics } = await studio.api<{ diagnostics: { code: string; message: string }[] }>(
      'POST',
      '/validate',
      {
        document: document([table.id]),
      },
    )
    const message =
      'A row of Holidays cannot be read as a day, and calls skip it. Row 1: "2026-02-30" is not a date. Write 2026-12-25, or 12-25 for every year.'
    expect(diagnostics.filter(({ code }) => code.startsWith('schedule'))).toMatchObject([
      { code: 'schedule.list-row', severity: 'warning', nodeId: 'hours', field: 'lists.0', message },
    ])
    const { pivotUrl, id } = await studio.publish(document([table.id]))
    const { tree } = await studio.ask(pivotUrl)
    expect((await studio.ask(continuationOf(tree), { Digits: '1' })).tree.data.text).toBe('holiday')
    await expect
      .poll(async () => {
        const { calls } = await studio.api<{ calls: { id: string }[] }>('GET', `/calls?flow=${id}`)
        const details = await Promise.all(
          calls.map((call) => studio.api<{ warnings: { message: string }[] }>('GET', `/calls/${call.id}`)),
        )
        return details.flatMap(({ warnings }) => warnings.map((warning) => warning.message))
      })
      .toEqual([message])
  })

  it('is missed at publish when it is gone or holds no dates, and does not stop a call', async () => {
    const table = await createList()
    const { pivotUrl, id } = await studio.publish(document([table.id]), 'Office')
    const { usedBy } = await studio.api<Table>('GET', `/tables/${table.id}`)
    expect(usedBy).toEqual([{ id, name: 'Office' }])
    await studio.api('DELETE', `/tables/${table.id}`, undefined, 204)
    const { tree } = await studio.ask(pivotUrl)
    expect((await studio.ask(continuationOf(tree), { Digits: '1' })).tree.data.text).toBe('open')
    await studio.api('POST', `/flows/${id}/publish`, {}, 422)
    const people = await studio.api<Table>(
      'POST',
      '/tables',
      { name: 'People', keyColumn: 'name', columns: [{ name: 'name', ...TEXT }] },
      201,
    )
    const { diagnostics } = await studio.api<{ diagnostics: { field: string }[] }>('POST', '/validate', {
      document: document([people.id]),
    })
    expect(diagnostics.filter(({ field }) => field === 'lists.0')).toMatchObject([
      { severity: 'error', message: expect.stringContaining('People has no column “date”') },
    ])
  })

  it('is read as days', async () => {
    const table = await createList()
    await addRow(table, { date: '2026-12-24', name: 'Christmas Eve', opens: '9:00', closes: '13:00' })
    await addRow(table, { date: '12-25', opens: '9:00' })
    expect(dayListSchema.parse(await studio.api('GET', `/tables/${table.id}/days`))).toEqual({
      name: 'Holidays',
      days: [{ date: '2026-12-24', name: 'Christmas Eve', open: [{ from: '09:00', to: '13:00' }] }],
      problems: ['Row 2: Only one of the opening times is filled in. Fill in both, or neither.'],
    })
    await studio.api('GET', '/tables/none/days', undefined, 404)
  })
})

describe('public holidays', () => {
  const daysOf = async (query: string) =>
    publicHolidaysSchema.parse(await studio.api('GET', `/public-holidays?${query}`)).days

  it('are known by country and region, in the language that is asked for', async () => {
    const { countries } = holidayCountriesSchema.parse(
      await studio.api('GET', '/public-holidays/countries?language=de-DE'),
    )
    expect(countries.find(({ code }) => code === 'DE')?.name).toBe('Deutschland')
    const { regions } = holidayRegionsSchema.parse(await studio.api('GET', '/public-holidays/countries/DE/regions'))
    expect(regions.map(({ name }) => name)).toContain('Bayern')
    const named = async (query: string) => (await daysOf(`country=DE&years=2026${query}`)).map(({ name }) => name)
    expect(await named('&language=de')).toContain('Tag der Deutschen Einheit')
    expect(await named('')).not.toContain('Epiphany')
    expect(await named('&region=BY')).toContain('Epiphany')
  })

  it('come by date for some years, each day once, and of other types only where asked for', async () => {
    const days = await daysOf('country=US&years=2026,2027')
    expect(days.filter(({ name }) => name === 'Thanksgiving Day').map(({ date }) => date)).toEqual([
      '2026-11-26',
      '2027-11-25',
    ])
    expect(days.every(({ type }) => type === 'public')).toBe(true)
    const dates = days.map(({ date }) => date)
    expect(dates).toEqual([...new Set(dates)].sort())
    const more = await daysOf('country=US&years=2026&types=public,optional,observance')
    expect(more.find(({ date }) => date === '2026-12-24')).toMatchObject({ type: 'optional' })
  })

  it('last for days where they do', async () => {
    const days = await daysOf('country=TR&years=2026')
    expect(days.find(({ to }) => to !== undefined)).toMatchObject({ date: expect.any(String), to: expect.any(String) })
  })

  it('refuse what they do not know', async () => {
    await studio.api('GET', '/public-holidays?country=XX&years=2026', undefined, 404)
    await studio.api('GET', '/public-holidays?country=DE&region=XX&years=2026', undefined, 404)
    await studio.api('GET', '/public-holidays?country=DE&years=soon', undefined, 422)
    await studio.api('GET', '/public-holidays?country=DE&years=2026&types=rainy', undefined, 422)
    await studio.api('GET', '/public-holidays?country=DE', undefined, 422)
    await studio.api('GET', '/public-holidays/countries/XX/regions', undefined, 404)
  })
})
