import type { Page } from '@playwright/test'
import type { Editor } from './editor.ts'
import { expect, test } from './studio.ts'

const bar = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** The chosen step's week, empty. */
async function emptyWeek(page: Page, editor: Editor): Promise<void> {
  await editor.openNewFlow('Front desk')
  await editor.add('Opening hours')
  await editor.choose('Opening hours')
  await page.getByRole('button', { name: 'Remove line 1' }).click()
  // The step is checked again before the week is dragged in: notes may move it.
  await expect(page.getByText('There are no hours')).toBeVisible()
}

/** Drags in a day's row from one hour to another. */
async function drag(page: Page, day: number, from: number, to: number): Promise<void> {
  const box = await page.locator(`[data-day="${day}"]`).boundingBox()
  if (!box) throw new Error('the week is not on the screen')
  const x = (hour: number) => box.x + (box.width * hour) / 24
  await page.mouse.move(x(from), box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(x((from + to) / 2), box.y + box.height / 2, { steps: 4 })
  await page.mouse.move(x(to), box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
}

test('hours are drawn and moved with the mouse', async ({ page, editor }) => {
  await emptyWeek(page, editor)
  await drag(page, 2, 9, 17)
  await expect(bar(page, 'Wednesday, 9:00 AM until 5:00 PM')).toBeFocused()
  await expect(page.getByLabel('Open from, line 1')).toHaveValue('09:00')
  await expect(page.getByLabel('Open until, line 1')).toHaveValue('17:00')
  await drag(page, 2, 12, 14)
  await expect(bar(page, 'Wednesday, 11:00 AM until 7:00 PM')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(bar(page, 'Wednesday, 9:00 AM until 5:00 PM')).toBeVisible()
  await page.getByRole('button', { name: 'Add hours on Sunday' }).click()
  await expect(bar(page, 'Sunday, 9:00 AM until 5:00 PM')).toBeFocused()
  await bar(page, 'Wednesday, 9:00 AM until 5:00 PM').click()
  await page.keyboard.press('Delete')
  await expect(bar(page, 'Wednesday, 9:00 AM until 5:00 PM')).toHaveCount(0)
})

test('hours are added, moved, resized and deleted with keys', async ({ page, editor }) => {
  await emptyWeek(page, editor)
  await page.getByRole('button', { name: 'Add hours on Friday' }).press('Enter')
  await expect(bar(page, 'Friday, 9:00 AM until 5:00 PM')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await expect(bar(page, 'Friday, 9:00 AM until 5:30 PM')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(bar(page, 'Saturday, 9:00 AM until 5:30 PM')).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('button', { name: 'Add hours on Saturday' })).toBeFocused()
  await expect(page.getByLabel('Open from, line 1')).toHaveCount(0)
})

test('shares of calls are moved with keys, always 100 %', async ({ page, editor }) => {
  await editor.openNewFlow('Front desk')
  await editor.add('Split calls')
  await editor.choose('Split calls')
  const border = page.getByRole('slider', { name: 'Between share 1 and share 2' })
  await border.press('Shift+ArrowRight')
  await border.press('ArrowRight')
  await expect(border).toHaveAttribute('aria-valuetext', '61 % and 39 %')
  await expect(page.getByRole('textbox', { name: 'Share 1' })).toHaveValue('61 %')
  await expect(page.getByRole('textbox', { name: 'Share 2' })).toHaveValue('39 %')
})
