import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

test.use({ expectedErrors: [/422/] }) // a table that is not live stops publishing

const CALLER = '+14155550100'

/** One call, as KAZOO asks. @returns what its caller hears first */
async function call(pivotUrl: string, id: number): Promise<string> {
  const response = await fetch(pivotUrl, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ 'Call-ID': `${id}@kazoo`, 'Caller-ID-Number': CALLER, From: CALLER, To: '+18005550199' }),
  })
  expect(response.status).toBe(200)
  const { data } = (await response.json()) as { data: { text: string } }
  return data.text
}

test('three calls a day are drawn, and the fourth is turned away', async ({ page, editor }) => {
  test.slow() // it draws, publishes, calls and previews
  const panel = page.locator('[data-inspector]')
  const choice = (label: string) => panel.getByRole('combobox', { name: label, exact: true })

  await test.step('draw it', async () => {
    await editor.openNewFlow('Help line')
    await editor.drag('Count or remember', { x: 480, y: 160 })
    await editor.connect('Call comes in', 'next', 'Count or remember')
    await editor.drag('Condition', { x: 460, y: 340 })
    await editor.connect('Count or remember', 'next', 'Condition')
    await editor.drag('Say text', { x: 240, y: 560 })
    await editor.connect('Condition', 'true', 'Say text')
    await editor.choose('Say text')
    await editor.field('Text').fill('Call again tomorrow.')
    await page.getByRole('textbox', { name: 'Name of this step' }).fill('Turned away')
    await editor.drag('Say text', { x: 640, y: 560 })
    await editor.connect('Condition', 'false', 'Say text')
    await editor.choose('Say text')
    await editor.field('Text').fill('Call {{ vars.count }} of three.')
  })

  await test.step('the step makes the table that it needs', async () => {
    await editor.choose('Count or remember')
    await panel.getByRole('button', { name: 'New table for counts' }).click()
    await expect(choice('Table')).toHaveValue('Counts of Help line')
    await expect(choice('Count in column')).toHaveValue('count')
    await expect(choice('One count for')).toHaveValue('each caller')
    await expect(editor.card('Count or remember')).toContainText('Count calls per caller, until midnight')
    await editor.choose('Condition')
    await editor.field('Value of rule 1').fill('{{ vars.count }}')
    await panel.getByLabel('Comparison of rule 1').click()
    await page.getByRole('option', { name: 'is more than', exact: true }).click()
    await editor.field('Compared with, rule 1').fill('3')
    await editor.isSaved()
  })

  const pivotUrl = await test.step('publish it', async () => {
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Publish version 1' }).click()
    await expect(dialog.getByRole('heading', { name: 'Version 1 is live' })).toBeVisible()
    await dialog.getByRole('button', { name: /^Copy the Pivot URL/ }).click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    await dialog.getByRole('button', { name: 'Done' }).click()
    return copied
  })

  await test.step('call four times', async () => {
    for (const count of [1, 2, 3]) expect(await call(pivotUrl, count)).toBe(`Call ${count} of three.`)
    expect(await call(pivotUrl, 4)).toBe('Call again tomorrow.')
  })

  await test.step('the preview goes on from there and stores nothing; it may begin elsewhere', async () => {
    await page.getByRole('button', { name: 'Preview', exact: true }).click()
    await expect(editor.transcript).toContainText('count 4 → 5 for +14155550100')
    await expect(editor.transcript).toContainText('Call again tomorrow.')
    await editor.transcript.getByRole('button', { name: 'Try another value' }).click()
    await editor.transcript.getByRole('textbox', { name: 'count before this step' }).fill('0')
    await page.keyboard.press('Enter')
    await expect(editor.transcript).toContainText('Call 1 of three.')
    await editor.transcript.getByRole('button', { name: 'Use the stored value' }).click()
    await expect(editor.transcript).toContainText('Call again tomorrow.')
  })

  await test.step('a supervisor sees the count and until when it counts, and resets it', async () => {
    await page.getByRole('button', { name: 'End preview' }).click()
    await editor.choose('Count or remember')
    await panel.getByRole('link', { name: 'Open table' }).click()
    await expect(page.getByRole('heading', { name: 'Counts of Help line' })).toBeVisible()
    const row = page.getByRole('row').nth(1)
    await expect(row).toContainText('+14155550100until 11:59 PM')
    await expect(row.getByRole('gridcell').nth(1)).toHaveText('4')
    await row.getByRole('gridcell').nth(1).dblclick()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('0')
    await page.keyboard.press('Enter')
    await expect(row).toContainText('until 11:59 PM')
    await expect(async () => expect(await call(pivotUrl, 5)).toBe('Call 1 of three.')).toPass()
    await expect(row.getByRole('gridcell').nth(1)).toHaveText('1', { timeout: 15_000 })
  })
})

test('a flow that begins with the example has a table of its own', async ({ page, editor }) => {
  await page.goto('/')
  const example = page.getByRole('article').filter({ hasText: 'Three calls a day' })
  await example.getByRole('button').last().click()
  await editor.card('Count this call').click({ position: { x: 60, y: 20 } })
  const panel = page.locator('[data-inspector]')
  await expect(panel.getByRole('combobox', { name: 'Table', exact: true })).toHaveValue('Calls today')
  await expect(page.getByRole('button', { name: /^\d warnings$/ })).toBeVisible() // no error: the table is there
  await panel.getByRole('link', { name: 'Open table' }).click()
  await expect(page.getByRole('main').getByRole('link', { name: 'Three calls a day' })).toBeVisible()

  const off = page.getByRole('dialog', { name: 'Turn off Live for Calls today?' })
  const live = page.getByRole('switch', { name: 'Live' })
  await live.click({ force: true })
  await expect(off).toContainText('In Three calls a day, steps that count or remember in it fail while it is off.')
  await off.getByRole('button', { name: 'Cancel' }).click()
  await expect(live).toBeChecked()
  await page.getByRole('button', { name: 'Columns and name' }).click()
  const form = page.getByRole('dialog', { name: 'Columns and name' })
  const ofDialog = form.getByRole('switch', { name: 'Live' })
  await ofDialog.click({ force: true })
  await expect(off).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(off).toBeHidden()
  await expect(ofDialog, 'Escape closes the question alone').toBeChecked()
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
  await page.getByRole('button', { name: 'Actions for Calls today' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const question = page.getByRole('dialog', { name: 'Delete Calls today?' })
  await expect(question).toContainText(
    'This deletes the table and its rows. It cannot be undone. In Three calls a day, steps that look up or count in it will fail, and opening hours ignore its days.',
  )
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('heading', { name: 'Calls today' })).toBeVisible()
})

test('a table that is not live is made live at a press', async ({ page, editor }) => {
  const created = await page.request.post('/api/tables', {
    data: {
      name: 'Known callers',
      columns: [
        { name: 'number', type: 'phone' },
        { name: 'note', type: 'text' },
        { name: 'calls', type: 'number' },
      ],
      keyColumn: 'number',
    },
  })
  expect(created.ok()).toBe(true)
  await openFlow(
    page,
    'Help line',
    [
      {
        id: 'count',
        type: 'data.remember',
        data: { change: 'add', table: '', key: '{{ caller.number }}', column: '', value: 1, assign: [] },
      },
    ],
    ['start → count'],
  )
  const panel = page.locator('[data-inspector]')
  const choice = (label: string) => panel.getByRole('combobox', { name: label, exact: true })
  await editor.choose('Count or remember')
  await choice('Table').click()
  await page.getByRole('option', { name: 'Known callers' }).click()
  await expect(choice('Count in column')).toHaveValue('calls')
  await expect(panel).toContainText('“Known callers” is not live')
  await panel.getByRole('button', { name: 'Make “Known callers” live' }).click()
  await expect(panel).not.toContainText('is not live')

  await test.step('the key is written for the usual cases, and can be one’s own', async () => {
    const key = editor.field('Row key')
    await choice('One count for').click()
    await page.getByRole('option', { name: 'all callers together' }).click()
    await expect(key).toHaveValue('everybody')
    await choice('One count for').click()
    await page.getByRole('option', { name: 'each caller and flow' }).click()
    await expect(key).toHaveValue('{{ caller.number }} in Help line')
    await key.fill('{{ call.to }}')
    await expect(choice('One count for')).toHaveValue('a custom key')
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await expect(choice('One count for')).toHaveValue('each caller and flow')
  })

  await test.step('what means nothing for another purpose is not shown', async () => {
    await panel.getByText('Forget', { exact: true }).click()
    await expect(choice('Count in column')).toBeHidden()
    await expect(panel.getByText('How long')).toBeHidden()
    await panel.getByText('Remember', { exact: true }).click()
    await expect(choice('Keep in column')).toBeVisible()
    await panel.getByText('For some time', { exact: true }).click()
    await editor.field('For').fill('2')
    await panel.getByText('days', { exact: true }).click()
    await expect(editor.card('Count or remember')).toContainText('for 2 days')
  })
})
