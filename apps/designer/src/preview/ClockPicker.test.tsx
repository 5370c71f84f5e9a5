import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { type StudioState, studioStore } from '../state/studio-store.ts'
import { openFlow, previewWith } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { switchList } from '../testing/sample-answers.ts'
import { serveApi } from '../testing/serve-api.ts'
import { ClockPicker } from './ClockPicker.tsx'

const OFFICE = {
  timezone: '',
  weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }],
  holidays: [{ date: '12-25', name: 'Christmas' }],
}
const withHours = (data: object = {}) =>
  flow({ timezone: 'Europe/Berlin' })
    .step('hours', 'logic.schedule', { ...OFFICE, ...data }, { name: 'Office hours' })
    .chain('hours')
    .build()

const open = async (document = withHours(), more: Partial<StudioState> = {}) => {
  serveApi({ 'GET /switches': switchList })
  openFlow(document, more)
  await renderInStudio(<ClockPicker />)
  await page.getByRole('button', { name: /^Time of the call: / }).click()
}
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const at = page.getByLabelText('Preview the call at')
const state = () => studioStore.getState()
/** The time of the call by the clock of Berlin: weekday and time. */
const inBerlin = () =>
  new Date(state().scenario.clock ?? '').toLocaleString('en-GB', {
    timeZone: 'Europe/Berlin',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })

it('is now, unless another time is set', async () => {
  await open()
  await expect.element(button('Time of the call: Now')).toBeVisible()
  await expect.element(button('Back to now')).not.toBeInTheDocument()
})

it('takes a time by the clock of the flow', async () => {
  await open()
  await expect.element(page.getByText('Berlin time, the time zone of the flow')).toBeVisible()
  await at.fill('2040-07-02T08:30')
  expect(state().scenario.clock).toBe('2040-07-02T06:30:00.000Z')
})

it('goes by the time zone of the opening hours where that is another', async () => {
  await open(withHours({ timezone: 'America/New_York' }))
  await expect.element(page.getByText('New York time, the time zone of “Office hours”')).toBeVisible()
  await at.fill('2040-07-02T08:30')
  expect(state().scenario.clock).toBe('2040-07-02T12:30:00.000Z')
})

it.each([
  [/^When we are open$/, /^(Mon|Tue|Wed|Thu|Fri) (?:09|1[0-6]):/],
  [/^(Tonight|Tomorrow), /, /^\w+ 23:00$/],
  [/^Sunday, /, /^Sun 10:00$/],
  [/^Holiday: Christmas$/, /^\w+ 12:00$/],
])('sets the time at which %s', async (name, time) => {
  await open()
  await button(name).click()
  expect(inBerlin().replace(',', '')).toMatch(time)
  await expect.element(at).not.toBeInTheDocument()
  await expect.element(button('Back to now')).toBeVisible()
})

it('offers no opening times where the flow has none', async () => {
  await open(flow().build())
  await expect.element(button(/^Sunday, /)).toBeVisible()
  await expect.element(button(/^When we are/)).not.toBeInTheDocument()
})

it('begins the call again, and goes back to now', async () => {
  await open(withHours(), previewWith({ actions: [{ digits: '1' }] }))
  await button(/^Sunday, /).click()
  expect(state().scenario.actions).toEqual([])
  await button('Back to now').click()
  expect(state().scenario.clock).toBeNull()
  await expect.element(button('Time of the call: Now')).toBeVisible()
})

it('gives the focus back with Escape', async () => {
  await open()
  await userEvent.keyboard('{Escape}')
  await expect.element(at).not.toBeInTheDocument()
  await expect.element(button('Time of the call: Now')).toHaveFocus()
})

it('pretends another state of the switch of the opening hours, and takes that back', async () => {
  await open(withHours({ switch: 's1' }))
  const override = page.getByRole('combobox', { name: 'With the switch Office set to' })
  await expect.element(override).toHaveTextContent('Current: By opening hoursBy opening hoursOpenClosed')
  await override.selectOptions('Closed')
  expect(state().scenario.switchStates).toEqual({ s1: 'closed' })
  await override.selectOptions('Current: By opening hours')
  expect(state().scenario.switchStates).toEqual({})
})

it('asks for no switch that the studio does not have', async () => {
  await open(withHours({ switch: 'gone' }))
  await expect.element(at).toBeVisible()
  await expect.element(page.getByRole('combobox')).not.toBeInTheDocument()
})
