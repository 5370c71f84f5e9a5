import type { Hours } from '@callflow-studio/model'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openStepForm, storedAt, tabTo } from '../../testing/step-form.tsx'

const MONDAY: Hours = { days: ['mo'], from: '09:00', to: '17:00' }
const hours = (from: string, to: string, days: Hours['days'] = ['mo']): Hours => ({ days, from, to })

const open = (weekly: readonly Hours[]) =>
  openStepForm('logic.schedule', { timezone: 'UTC', weekly, holidays: [] }, 'weekly')
const week = page.getByRole('group', { name: 'The week' })
const bar = (name: string | RegExp) => week.getByRole('button', { name, exact: true })
const add = (day: string) => week.getByRole('button', { name: new RegExp(`add hours on ${day}$`) })

it('has a bar for each day of a line, in words', async () => {
  await open([hours('09:00', '17:00', ['mo', 'we'])])
  await expect.element(bar('Monday, 9:00 AM until 5:00 PM')).toBeVisible()
  await expect.element(bar('Wednesday, 9:00 AM until 5:00 PM')).toBeVisible()
  expect(week.getByText('closed', { exact: true }).all().length).toBe(5)
})

it.each<[string, string, Hours[]]>([
  ['{ArrowRight}', 'moves it later', [hours('09:15', '17:15')]],
  ['{ArrowLeft}', 'moves it earlier', [hours('08:45', '16:45')]],
  ['{ArrowRight}{ArrowRight}{ArrowLeft}', 'keeps the focus while it moves', [hours('09:15', '17:15')]],
  ['{ArrowDown}', 'moves it to the next day', [hours('09:00', '17:00', ['tu'])]],
  ['{ArrowUp}', 'moves it from Monday to Sunday', [hours('09:00', '17:00', ['su'])]],
  ['{Shift>}{ArrowRight}{/Shift}', 'ends it later', [hours('09:00', '17:15')]],
  ['{Shift>}{ArrowLeft}{/Shift}', 'ends it earlier', [hours('09:00', '16:45')]],
  ['{Control>}{Shift>}{ArrowLeft}{/Shift}{/Control}', 'begins it earlier', [hours('08:45', '17:00')]],
  ['{Control>}{Shift>}{ArrowRight}{/Shift}{/Control}', 'begins it later', [hours('09:15', '17:00')]],
  ['{Delete}', 'removes it', []],
  ['{Backspace}', 'removes it', []],
  ['{Alt>}{ArrowRight}{/Alt}', 'does nothing with Alt', [MONDAY]],
])('%s %s', async (keys, _, expected) => {
  await open([MONDAY])
  await tabTo(bar(/^Monday, /))
  await userEvent.keyboard(keys)
  expect(storedAt('weekly')).toEqual(expected)
})

it('takes one day out of a line that holds several', async () => {
  await open([hours('09:00', '17:00', ['mo', 'we'])])
  await tabTo(bar(/^Wednesday, /))
  await userEvent.keyboard('{ArrowRight}')
  expect(storedAt('weekly')).toEqual([hours('09:00', '17:00'), hours('09:15', '17:15', ['we'])])
  await expect.element(bar('Wednesday, 9:15 AM until 5:15 PM')).toHaveFocus()
})

it('puts the focus on the day whose hours were removed', async () => {
  await open([MONDAY])
  await tabTo(bar(/^Monday, /))
  await userEvent.keyboard('{Delete}')
  await expect.element(add('Monday')).toHaveFocus()
})

it('adds hours on a day, with the focus on them', async () => {
  await open([])
  await add('Friday').click()
  await expect.element(bar(/^Friday, /)).toHaveFocus()
  expect(storedAt('weekly')).toEqual([hours('09:00', '17:00', ['fr'])])
})

it('is one bar for the keys where hours go on past midnight', async () => {
  await open([hours('22:00', '02:00')])
  expect(week.getByRole('button', { name: /until/ }).all().length).toBe(1)
  await tabTo(bar('Monday, 10:00 PM until 2:00 AM'))
  await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}')
  expect(storedAt('weekly')).toEqual([hours('22:00', '02:15')])
})
