import type { Page } from '@playwright/test'
import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

const WEEK = [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }]
const SAID = [
  { id: 'open', type: 'tts', data: { text: 'We are open.' } },
  { id: 'closed', type: 'tts', data: { text: 'We are closed.' } },
  { id: 'holiday', type: 'tts', data: { text: 'It is a holiday.' } },
]
const WAYS = ['start → hours', 'hours.open → open', 'hours.closed → closed', 'hours.holiday → holiday']

async function openHours(
  page: Page,
  data: Record<string, unknown> = {},
  timezone = 'UTC',
  timezoneChosen = true,
): Promise<void> {
  const hours = { id: 'hours', type: 'logic.schedule', data: { weekly: WEEK, holidays: [], timezone: '', ...data } }
  await openFlow(page, 'Office', [hours, ...SAID], WAYS, { timezone, timezoneChosen })
}

const clock = (page: Page) => page.getByRole('button', { name: /^Time of the call: / })

async function playAt(page: Page, time: string): Promise<void> {
  await clock(page).click()
  await page.getByLabel('Preview the call at').fill(time)
  await page.keyboard.press('Escape')
}

test('special days are typed one after the other, and calls go by them', async ({ page, editor }) => {
  await openHours(page)
  await editor.choose('Opening hours')
  const form = page.locator('[data-inspector]')
  await form.getByRole('button', { name: 'Add a special day' }).press('Enter')
  await expect(form.getByLabel('Date', { exact: true })).toBeFocused()
  await page.keyboard.type('12242026')
  await form.getByLabel('Name of the day').fill('Christmas Eve')
  await form.getByRole('button', { name: 'Add opening hours' }).click()
  await expect(
    form.getByRole('button', { name: /^Christmas Eve Thu, 24 Dec 2026 · open 9:00 AM – 1:00 PM/ }),
  ).toBeVisible()
  await form.getByLabel('Name of the day').press('Enter')
  await expect(form.getByLabel('Date', { exact: true })).toBeFocused()
  await page.keyboard.type('12252026')
  await form.getByLabel('Name of the day').fill('Christmas')
  await form.getByLabel('Every year').check()
  await expect(form.getByRole('button', { name: /^Christmas 25 December · closed all day/ })).toBeVisible()

  await form.getByRole('button', { name: 'Add a special day' }).click()
  await form.getByText('By weekday', { exact: true }).click()
  await form.getByLabel('Weekday', { exact: true }).selectOption('Thursday')
  await form.getByLabel('Days after or before').fill('1')
  await form.getByLabel('Name of the day').fill('Day after Thanksgiving')
  await expect(form.getByText(/^Day after the fourth Thursday of November · closed all day$/)).toBeVisible()
  await expect(form.getByText(/^next: Fri, 2\d Nov 20\d\d$/)).toBeVisible()
  await editor.isSaved()
  await page.reload()
  await expect(editor.card('Opening hours').getByText('Mon–Fri 9–17, 3 special days')).toBeVisible()

  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await playAt(page, '2026-12-24T12:59')
  await expect(editor.transcript).toContainText('We are open.')
  await playAt(page, '2026-12-24T13:00')
  await expect(editor.transcript).toContainText('It is a holiday.')
  await playAt(page, '2027-11-26T12:00')
  await expect(editor.transcript).toContainText('It is a holiday.')
})

test('special days are sorted by when they come next', async ({ page, editor }) => {
  const holidays = [
    { date: '2099-12-25', name: 'Later' },
    { date: '2020-01-01', name: 'Over' },
    { date: '2099-12-24', name: 'Sooner' },
  ]
  await openHours(page, { holidays })
  await editor.choose('Opening hours')
  const names = page.locator('[data-inspector] [data-field^="holidays."] strong')
  await page.getByRole('button', { name: 'Sort by date' }).click()
  await expect(names).toHaveText(['Sooner', 'Later', 'Over'])
  await expect(page.getByRole('button', { name: 'Sort by date' })).toHaveCount(0)
})

test('a range that ends before it begins is marked at its field', async ({ page, editor }) => {
  await openHours(page, { holidays: [{ date: '2026-12-27', to: '2026-12-20', name: 'Stocktaking' }] })
  await editor.choose('Opening hours')
  await expect(page.getByText('2026-12-20 is before 2026-12-27.').first()).toBeVisible()
  await page.getByRole('button', { name: /^Stocktaking/ }).click()
  await page.getByLabel('Last day').fill('2027-01-02')
  await expect(page.getByText('2026-12-20 is before 2026-12-27.')).toHaveCount(0)
})

test('the preview’s clock goes by the zone of the opening hours', async ({ page, editor }) => {
  const holidays = [{ date: '12-25', name: 'Christmas' }]
  await openHours(page, { timezone: 'America/New_York', holidays }, 'Europe/Berlin')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  const choose = async (name: string) => {
    await clock(page).click()
    await expect(page.getByText('New York time, the time zone of “Opening hours”')).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name }).click()
  }
  await choose('When we are open')
  await expect(editor.transcript).toContainText('We are open.')
  await choose('When we are closed')
  await expect(editor.transcript).toContainText('We are closed.')
  await choose('Holiday: Christmas')
  await expect(editor.transcript).toContainText('It is a holiday.')
  await expect(clock(page)).toHaveAccessibleName(/25 Dec, 12:00 PM$/)
})

test('UTC can be kept where nobody chose a time zone', async ({ page, editor }) => {
  await openHours(page, {}, 'UTC', false)
  await editor.choose('Opening hours')
  const form = page.locator('[data-inspector]')
  await form.getByText('More', { exact: true }).click()
  await expect(page.getByText('These hours are in UTC').first()).toBeVisible()
  await form.getByRole('button', { name: 'Keep UTC' }).click()
  await expect(page.getByText('These hours are in UTC')).toHaveCount(0)
})

test('a holiday list is made of public holidays, and chosen by a step', async ({ page, editor }) => {
  await page.goto('/tables')
  await page.getByRole('button', { name: 'New holiday list' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Country' }).fill('Germany')
  await page.getByRole('option', { name: 'Germany' }).click()
  await dialog.getByRole('combobox', { name: 'Region' }).fill('Bay')
  await page.getByRole('option', { name: 'Bayern', exact: true }).click()
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Holidays, Bayern, Germany')
  await expect(dialog.getByText('Epiphany').first()).toBeVisible()
  for (const year of await dialog.getByRole('group', { name: 'Years' }).getByRole('checkbox').all())
    await year.uncheck()
  await dialog.getByRole('group', { name: 'Years' }).getByRole('checkbox').first().check()
  await expect(dialog.getByText('12 days. You can edit them later.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { name: 'Holidays, Bayern, Germany' })).toBeVisible()
  await expect(page.getByText('12 rows', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Add public holidays' }).click()
  await dialog.getByRole('combobox', { name: 'Country' }).fill('Germany')
  await page.getByRole('option', { name: 'Germany' }).click()
  await dialog.getByRole('combobox', { name: 'Region' }).fill('Bay')
  await page.getByRole('option', { name: 'Bayern', exact: true }).click()
  await dialog.getByRole('group', { name: 'Years' }).getByRole('checkbox').first().check()
  await expect(dialog.getByText('12 days to add. 12 are already in the list.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Add 12 days' }).click()
  await expect(page.getByText('24 rows', { exact: true })).toBeVisible()

  await openHours(page)
  await editor.choose('Opening hours')
  await page.getByRole('combobox', { name: /^Shared lists/ }).click()
  await page.getByRole('option', { name: 'Holidays, Bayern, Germany' }).click()
  await expect(page.getByRole('list', { name: 'Days in the next year' }).getByRole('listitem')).toHaveCount(4)
  await page.getByRole('button', { name: /^Show all 1\d days of the next year$/ }).click()
  await expect(page.getByRole('list', { name: 'Days in the next year' })).toContainText('New Year')
  await expect(editor.card('Opening hours').getByText('Mon–Fri 9–17, 1 shared list')).toBeVisible()
})

test('a supervisor opens and closes by hand, on a phone’s screen', async ({ page, editor }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/switches')
  await page.getByRole('textbox', { name: 'New switch name' }).fill('Night service')
  await page.getByRole('button', { name: 'Add switch' }).click()
  const card = page.getByRole('region', { name: 'Night service' })
  await expect(card.getByRole('radio', { name: 'By opening hours' })).toBeChecked()
  await card.getByText('Closed', { exact: true }).click()
  await expect(card.getByText('Closed until changed, regardless of opening hours.')).toBeVisible()
  await card.getByRole('button', { name: 'For one hour' }).click()
  await expect(card.getByText(/^Closed until .*, then by opening hours\.$/)).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await card.getByRole('radio', { name: 'Closed' }).press('ArrowLeft')
  await expect(card.getByRole('radio', { name: 'Open', exact: true })).toBeChecked()

  await page.setViewportSize({ width: 1440, height: 900 })
  await openHours(page, { weekly: [], holidays: [] })
  await editor.choose('Opening hours')
  await page.getByRole('combobox', { name: 'Switch' }).click()
  await page.getByRole('option', { name: 'Night service' }).click()
  await expect(page.getByText('Set to Open now. The hours are ignored.')).toBeVisible()
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(editor.transcript).toContainText('We are open.')
  await clock(page).click()
  await page.getByLabel('With the switch Night service set to').selectOption('Closed')
  await expect(editor.transcript).toContainText('We are closed.')
})

test('a call sets a switch, and the preview keeps it to itself', async ({ page, editor }) => {
  await page.goto('/switches')
  await page.getByRole('textbox', { name: 'New switch name' }).fill('Night service')
  await page.getByRole('button', { name: 'Add switch' }).click()
  await expect(page.getByRole('region', { name: 'Night service' })).toBeVisible()
  const { switches } = await (await page.request.get('/api/switches')).json()
  const [{ id }] = switches
  const set = { id: 'set', type: 'data.switch', data: { switch: '', state: 'open' } }
  const hours = { id: 'hours', type: 'logic.schedule', data: { weekly: [], holidays: [], timezone: '', switch: id } }
  await openFlow(page, 'Night', [set, hours, ...SAID], ['start → set', 'set → hours', ...WAYS.slice(1)], {
    timezone: 'UTC',
    timezoneChosen: true,
  })
  await editor.choose('Set a switch')
  await expect(page.getByText('No switch is chosen. Choose one.').first()).toBeVisible()
  await page.getByRole('combobox', { name: 'Switch' }).click()
  await page.getByRole('option', { name: 'Night service' }).click()
  await page.getByText('For some time', { exact: true }).click()
  await page.getByLabel('For', { exact: true }).fill('2')
  await expect(editor.card('Set a switch').getByText('Open for 2 hours')).toBeVisible()
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(editor.transcript).toContainText('Night service: Open for 2 hours (in this preview only)')
  await expect(editor.transcript).toContainText('We are open.')
  await page.goto('/switches')
  await expect(page.getByRole('radio', { name: 'By opening hours' })).toBeChecked()
})
