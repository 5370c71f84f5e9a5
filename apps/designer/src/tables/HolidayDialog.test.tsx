import type { PublicHolidays, Table } from '@callflow-studio/model/api'
import { expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { dayList, holidays } from '../testing/sample-answers.ts'
import { type Answers, problem, serveApi } from '../testing/serve-api.ts'
import { HolidayDialog } from './HolidayDialog.tsx'

const christmas = { date: '2027-12-25', name: 'Christmas Day', type: 'public' } as const
const newYear = { date: '2027-01-01', name: 'New Year', type: 'public' } as const
const thisYear = new Date().getFullYear()

interface Opened {
  table?: Table
  days?: PublicHolidays['days']
  onSave?: (days: PublicHolidays['days'], name: string) => Promise<void>
  more?: Answers
}

async function open({ table, days = [newYear, christmas], onSave = async () => undefined, more }: Opened = {}) {
  const sent = serveApi({
    'GET /public-holidays/countries': {
      countries: [
        { code: 'DE', name: 'Germany' },
        { code: 'US', name: 'United States' },
      ],
    },
    'GET /public-holidays/countries/US/regions': { regions: [] },
    'GET /public-holidays/countries/DE/regions': { regions: [{ code: 'BY', name: 'Bavaria' }] },
    'GET /public-holidays': { days },
    'GET /tables/t3/days': dayList,
    ...more,
  })
  const saved = vi.fn(onSave)
  const onClose = vi.fn()
  await renderInStudio(<HolidayDialog {...(table ? { table } : {})} onSave={saved} onClose={onClose} />)
  return { sent, saved, onClose, asked: () => new URLSearchParams(sent.findLast(isForDays)?.path.split('?')[1]) }
}
const isForDays = ({ path }: { path: string }) => path.startsWith('/public-holidays?')

const combobox = (name: string) => page.getByRole('combobox', { name })
const choose = async (label: string, option: string) => {
  await combobox(label).click()
  await page.getByRole('option', { name: option }).click()
}

it('begins in the country of the browser, with this year and the next', async () => {
  const { asked } = await open()
  await expect.element(combobox('Country')).toHaveValue('United States')
  await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Holidays, United States')
  await expect.element(page.getByRole('status')).toHaveTextContent('2 days. You can edit them later.')
  await expect.element(page.getByRole('listitem').first()).toHaveTextContent('Fri, 1 Jan 2027New Year')
  expect(asked().get('years')).toBe(`${thisYear},${thisYear + 1}`)
})

it('offers the regions of the chosen country', async () => {
  const { asked } = await open()
  await expect.element(combobox('Region')).toBeDisabled()
  await expect.element(combobox('Region')).toHaveAttribute('placeholder', 'Same in every region')
  await choose('Country', 'Germany')
  await expect.element(combobox('Region')).toHaveAttribute('placeholder', 'Whole country')
  await choose('Region', 'Bavaria')
  await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Holidays, Bavaria, Germany')
  await expect.poll(() => asked().get('region')).toBe('BY')
})

it.each([
  ['another year', String(thisYear + 2), 'years', `${thisYear},${thisYear + 1},${thisYear + 2}`],
  ['one year less', String(thisYear), 'years', String(thisYear + 1)],
  ['observances', 'Observances', 'types', 'public,observance'],
])('asks for %s', async (_, label, key, value) => {
  const { asked } = await open()
  await page.getByRole('checkbox', { name: label }).click()
  await expect.poll(() => asked().get(key)).toBe(value)
})

it('has nothing to create where no kind of day is chosen', async () => {
  await open()
  await page.getByRole('checkbox', { name: 'Public holidays' }).click()
  await expect.element(page.getByRole('status')).toHaveTextContent('No days yet. Choose a country and a year.')
  await expect.element(page.getByRole('button', { name: 'Create' })).toBeDisabled()
})

it('creates a list under the name that was typed', async () => {
  const { saved } = await open()
  await page.getByRole('textbox', { name: 'Name' }).fill(' Closed ')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect.poll(() => saved.mock.calls).toEqual([[[newYear, christmas], 'Closed']])
})

it('needs a name', async () => {
  await open()
  await page.getByRole('textbox', { name: 'Name' }).fill(' ')
  await expect.element(page.getByRole('button', { name: 'Create' })).toBeDisabled()
})

it('adds to a list only what it does not have', async () => {
  const { saved } = await open({ table: holidays })
  await expect.element(page.getByRole('dialog', { name: 'Add public holidays' })).toBeVisible()
  await expect.element(page.getByRole('status')).toHaveTextContent('1 day to add. 1 is already in the list.')
  await expect.element(page.getByRole('textbox', { name: 'Name' })).not.toBeInTheDocument()
  await page.getByRole('button', { name: 'Add 1 day' }).click()
  await expect.poll(() => saved.mock.calls[0]?.[0]).toEqual([christmas])
})

it('has nothing to add to a list that has all of them', async () => {
  await open({ table: holidays, days: [newYear] })
  await expect.element(page.getByRole('status')).toHaveTextContent('No days to add. 1 is already in the list.')
  await expect.element(page.getByRole('button', { name: 'Add days' })).toBeDisabled()
})

it('shows the first and the last day of a longer holiday', async () => {
  await open({ days: [{ date: '2027-02-06', to: '2027-02-12', name: 'Spring Festival', type: 'public' }] })
  await expect
    .element(page.getByRole('listitem'))
    .toHaveTextContent('Sat, 6 Feb 2027 – Fri, 12 Feb 2027Spring Festival')
})

it('says why the days are not saved, and lets one try again', async () => {
  let isBroken = true
  const { saved } = await open({
    onSave: async () => {
      if (isBroken) throw new Error('The table is full.')
    },
  })
  const create = page.getByRole('button', { name: 'Create' })
  await create.click()
  await expect.element(page.getByRole('alert')).toMatchTextContent('The table is full.')
  isBroken = false
  await create.click()
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  expect(saved).toHaveBeenCalledTimes(2)
})

it('leaves with Cancel', async () => {
  const { onClose, saved } = await open()
  await page.getByRole('button', { name: 'Cancel' }).click()
  expect(onClose).toHaveBeenCalledTimes(1)
  expect(saved).not.toHaveBeenCalled()
})

it('says why the days cannot be read, and tries again', async () => {
  let isBroken = true
  const days = () => (isBroken ? problem(403, 'Not allowed.') : { days: [christmas] })
  await open({ more: { 'GET /public-holidays': days } })
  await expect.element(page.getByRole('alert')).toMatchTextContent('Not allowed.')
  isBroken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.element(page.getByRole('status')).toHaveTextContent('1 day. You can edit it later.')
})
