/** For which KAZOO a flow is made: chosen in its settings, and followed by palette, problems, publishing and import. */
import { QUBICLE, QUEUE_ID } from '@callflow-studio/model/testing'
import type { Page } from '@playwright/test'
import { expectJson } from './editor.ts'
import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

async function ask(url: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ 'Call-ID': 'c1', 'Caller-ID-Number': '+14155550100' }),
  })
  expect(response.status).toBe(200)
  return response.json()
}

async function chooseKazoo(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Made for' }).click()
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click()
}

async function publish(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await dialog.getByRole('button', { name: 'Publish version 1' }).click()
  await expect(dialog.getByRole('heading', { name: 'Version 1 is live' })).toBeVisible()
  return (await dialog.locator('code').first().textContent()) ?? ''
}

test.describe('the KAZOO of a flow', () => {
  test.use({ environment: { KAZOO_VERSION: '4.3' } })

  test('is the installation’s, until the flow has one of its own', async ({ page, editor }) => {
    const steps = [
      { id: 'a', type: 'answer', data: {} },
      { id: 'n', type: 'noop', data: {} },
    ]
    await openFlow(page, 'Line', steps, ['start → a', 'a._ → n'])
    const kazoo = page.getByRole('combobox', { name: 'Made for' })

    await test.step('the step that it lacks says so on its card, the setting what it means', async () => {
      await expect(kazoo).toHaveValue('Installation default (4.3)')
      await expect(kazoo).toHaveAccessibleDescription(/set for this installation/)
      await expect(editor.card('Answer')).toContainText('Needs KAZOO 5.0-dev or 5')
    })

    await test.step('the palette greys it, explains a press, and adds nothing', async () => {
      const palette = page.getByRole('region', { name: 'Steps' })
      await palette.getByRole('searchbox').fill('answer')
      const row = palette.getByRole('button', { name: /^Answer/ })
      await expect(row).toHaveAttribute('aria-disabled', 'true')
      await expect(row).toContainText('KAZOO 5.0-dev, 5')
      await row.focus()
      await page.keyboard.press('Enter')
      await expect(palette.getByRole('status')).toContainText('KAZOO 4.3 does not have this step.')
      await expect(row).toHaveAccessibleDescription(/KAZOO 4.3 does not have this step/)
      await expect(editor.card('Answer')).toHaveCount(1)
    })

    await test.step('dragged, it is refused beside the pointer', async () => {
      const row = page.getByRole('region', { name: 'Steps' }).getByRole('button', { name: /^Answer/ })
      const canvas = page.locator('.react-flow').first()
      await row.dragTo(canvas, { targetPosition: { x: 700, y: 120 }, force: true })
      await expect(editor.card('Answer')).toHaveCount(1)
    })

    await test.step('so does the list at a port', async () => {
      await editor.choose('Answer')
      await editor.card('Answer').click({ position: { x: 60, y: 20 } })
      await page.keyboard.press('r')
      await page.getByRole('combobox', { name: /Replace/ }).fill('notification')
      const option = page.getByRole('option').first()
      await expect(option).toHaveAttribute('aria-disabled', 'true')
      await expect(option).toContainText('KAZOO 4.3 does not have this step.')
      await page.keyboard.press('Escape')
    })

    await test.step('the fix is where publishing is stopped, and can be undone', async () => {
      await page.getByRole('button', { name: 'Publish', exact: true }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText('would refuse the whole answer')
      await dialog.getByRole('button', { name: 'Set the flow to KAZOO 5', exact: true }).click()
      await expect(dialog.getByText('For KAZOO 5', { exact: true })).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(editor.card('Answer')).not.toContainText('Needs')
      await page.keyboard.press('Control+z')
      await expect(editor.card('Answer')).toContainText('Needs KAZOO 5.0-dev or 5')
    })

    await test.step('the problem list has the same fix, and the flow is published for what is chosen', async () => {
      await page.locator('.react-flow__pane').click({ position: { x: 700, y: 60 } })
      await chooseKazoo(page, 'KAZOO 5 ')
      await expect(kazoo).toHaveValue('KAZOO 5')
      await editor.isSaved()
      expect(await ask(await publish(page))).toEqual({
        module: 'answer',
        data: {},
        children: { _: { module: 'noop', data: {} } },
      })
    })

    await test.step('the list of flows says what it is for', async () => {
      await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
      await editor.backToList()
      await expect(editor.row('Line')).toContainText('2 steps · Needs KAZOO 5.0-dev or 5')
    })
  })
})

test('a flow’s KAZOO can be chosen on a small screen too', async ({ page, editor }) => {
  await page.setViewportSize({ width: 1024, height: 768 })
  await editor.openNewFlow('Line')
  const kazoo = page.getByRole('combobox', { name: 'Made for' })
  await expect(kazoo).toHaveCount(0)
  await page.getByRole('button', { name: 'Actions for Line', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Flow settings' }).click()
  await expect(kazoo).toHaveValue('Installation default (any)')
  await chooseKazoo(page, 'KAZOO 4.3')
  await expect(kazoo).toHaveValue('KAZOO 4.3')
  await page.locator('[data-inspector]').getByRole('button', { name: 'Close' }).click()
  await expect(kazoo).toHaveCount(0)
})

test('an import says which KAZOO has its steps, and is set to it at a press', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Import' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Paste text' }).fill('{"module": "answer", "data": {}}')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  const report = dialog.getByRole('list', { name: 'Import report' })
  await expect(report).toContainText('1 step imported, 1 error, for any KAZOO version')
  await expect(report).toContainText('Some of its steps exist only in KAZOO 5.0-dev or 5.')
  await report.getByRole('button', { name: 'Set it to KAZOO 5.0-dev' }).click()
  await expect(report).toContainText('1 step imported, for KAZOO 5.0-dev')
  await expect(report.getByRole('button', { name: /^Set it/ })).toHaveCount(0)
  await dialog.getByRole('link', { name: /^Open/ }).click()
  await expect(page.getByRole('combobox', { name: 'Made for' })).toHaveValue('KAZOO 5.0 (development)')
})

test.describe('a module that the studio does not know', () => {
  test('is imported, drawn, changed, published and sent to the letter', async ({ page, editor }) => {
    await page.goto('/')
    await page.getByRole('button', { name: 'Import' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Paste text' }).fill(JSON.stringify({ flow: QUBICLE }))
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(dialog.getByRole('list', { name: 'Import report' })).toContainText(
      'Callflow Studio does not know the module "qubicle"',
    )
    await dialog.getByRole('link', { name: /^Open/ }).click()

    await test.step('its card, its form and its exits show what there is', async () => {
      await expect(editor.card('qubicle')).toContainText('Any KAZOO module')
      await editor.card('qubicle').click({ position: { x: 60, y: 20 } })
      await expect(editor.field('Module')).toHaveValue('qubicle')
      await expectJson(editor.field('Data (JSON)'), JSON.stringify({ queue_id: QUEUE_ID }, null, 2))
      await expect(page.locator('[data-inspector] [data-field="port:timeout"]')).toContainText('Hang up')
    })

    await test.step('the phone offers its exits', async () => {
      await page.getByRole('button', { name: 'Preview', exact: true }).click()
      await expect(page.getByText('qubicle runs in KAZOO')).toBeVisible()
      await page.getByRole('button', { name: 'timeout', exact: true }).click()
      await expect(editor.transcript).toContainText(/hang|ends/i)
      await page.getByRole('button', { name: 'End preview', exact: true }).click()
    })

    await test.step('KAZOO gets what was imported', async () => {
      expect(await ask(await publish(page))).toEqual(QUBICLE)
      await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
    })
  })

  test('is drawn from the palette: name, data and exits', async ({ page, editor }) => {
    await editor.openNewFlow('Own module')
    await editor.card('Call comes in').click({ position: { x: 60, y: 20 } })
    await editor.add('Any KAZOO module')
    await expect(editor.card('Any KAZOO module')).toContainText('Name the module')
    await expect(editor.field('Module')).toBeFocused()

    await test.step('a name that the studio knows is an error that offers the step', async () => {
      await editor.field('Module').fill('tts')
      await editor.field('Module').press('Enter')
      await expect(page.locator('[data-inspector]')).toContainText('has a step for this module: Say text')
      await expect(page.getByRole('button', { name: 'Use the step Say text' })).toBeVisible()
      await editor.field('Module').fill('two words')
      await editor.field('Module').press('Enter')
      await expect(page.locator('[data-inspector]')).toContainText('is not a valid module name')
    })

    await test.step('any other is taken', async () => {
      await editor.field('Module').fill('qubicle')
      await editor.field('Module').press('Enter')
      await expect(editor.card('qubicle')).toBeVisible()
      await editor.field('Data (JSON)').fill('{"queue_id": "{{ caller.number }}"}')
      await page.getByRole('button', { name: 'Add an exit' }).click()
      await page.getByRole('menuitem', { name: 'timeout' }).click()
      await editor.isSaved()
    })

    expect(await ask(await publish(page))).toEqual({ module: 'qubicle', data: { queue_id: '+14155550100' } })
  })
})
