import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

test.use({ ownStudio: true })

test('a new studio says what a flow is, and opens the first one', async ({ page, editor }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Create your first flow' })).toBeVisible()
  await editor.createFlow('Front desk')
  await expect(editor.card('Call comes in')).toBeVisible()
  await expect(page).toHaveTitle(/Front desk/)
})

test('flows are found, renamed and duplicated in the list', async ({ page, editor }) => {
  await editor.createFlow('Front desk')
  await editor.backToList()
  await editor.createFlow('Night line')
  await editor.backToList()

  await editor.flowMenu('Night line', 'Rename')
  await page.getByRole('textbox', { name: 'Name' }).fill('Emergency line')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(editor.row('Emergency line')).toContainText('Never published')

  await editor.flowMenu('Emergency line', 'Duplicate')
  await expect(editor.row('Emergency line copy')).toBeVisible()

  await page.getByRole('searchbox').fill('front')
  await expect(editor.row('Front desk')).toBeVisible()
  await expect(editor.row('Emergency line')).toHaveCount(0)
  await page.getByRole('searchbox').fill('ivr2')
  await expect(page.getByText('Nothing found for “ivr2”.')).toBeVisible()
})

test('a deleted flow is back with one press', async ({ page, editor }) => {
  await editor.createFlow('Front desk')
  await editor.backToList()
  await editor.createFlow('Night line')
  await editor.backToList()
  await editor.flowMenu('Front desk', 'Delete')
  await expect(page.getByText('Front desk deleted.')).toBeVisible()
  await expect(editor.row('Front desk')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(editor.row('Front desk')).toBeVisible()
})

test.describe('with examples', () => {
  test.use({ examples: true })

  test('an empty database holds three flows that can be previewed at once', async ({ page, editor }) => {
    await page.goto('/')
    for (const name of ['Front desk', 'Route by caller', 'PIN check']) await expect(editor.row(name)).toBeVisible()
    await editor.row('Front desk').getByRole('link', { name: 'Front desk' }).click()
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(editor.transcript).toContainText('Request 1')
  })
})

test('deleting a live flow asks, names the calls it would hit, and leaves them the fallback', async ({
  page,
  editor,
}) => {
  await openFlow(page, 'Front desk', [{ id: 'say', type: 'tts', data: { text: 'Hello.' } }], ['start.next → say'])
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const { pivotUrl } = await (await page.request.post(`/api/flows/${id}/publish`, { data: {} })).json()
  const call = async (callId: string, to: string) => {
    const body = JSON.stringify({ 'Call-ID': callId, 'Caller-ID-Number': '+14155550100', To: to })
    const headers = { 'Content-Type': 'application/json' }
    return (await fetch(pivotUrl, { method: 'POST', headers, body })).json()
  }
  await call('a', '+18005550199')
  await call('b', '+18005550199')
  await call('c', '2030')

  await page.goto('/')
  await editor.flowMenu('Front desk', 'Delete')
  const dialog = page.getByRole('dialog', { name: 'Delete Front desk?' })
  await expect(dialog).toContainText(
    'Version 1 is live. It had 3 calls today. Numbers called: +1 800 555 0199 and 2030.',
  )
  const colour = (name: string) =>
    dialog.getByRole('button', { name }).evaluate((button) => getComputedStyle(button).backgroundColor)
  expect(await colour('Delete'), 'the one that deletes looks like it').not.toBe(await colour('Cancel'))
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(editor.row('Front desk')).toBeVisible()

  await page.goto(`/flows/${id}`)
  await editor.flowMenu('Front desk', 'Unpublish')
  await page.getByRole('dialog', { name: 'Unpublish Front desk?' }).getByRole('button', { name: 'Cancel' }).click()
  await editor.flowMenu('Front desk', 'Delete')
  await page.getByRole('dialog', { name: 'Delete Front desk?' }).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('Front desk deleted.')).toBeVisible()
  expect(await call('d', '2030')).toMatchObject({ module: 'play' })
  await page.goto('/calls/d')
  await expect(page.getByRole('main')).toContainText('The flow is in the trash, so the call got its fallback.')
})

test('an example is where a new flow begins, also when there are flows already', async ({ page }) => {
  await openFlow(page, 'Front desk', [], [])
  await page.goto('/')
  await page.getByRole('button', { name: 'New flow' }).click()
  await page.getByRole('button', { name: 'Start from an example' }).click()
  const examples = page.getByRole('dialog', { name: 'Examples' })
  await examples
    .getByRole('button', { name: /^Use this example: / })
    .first()
    .click()
  await expect(page).toHaveURL(/\/flows\/[^/]+$/)
  await page.goto('/')
  await expect(page.getByRole('row')).toHaveCount(3)
})

test.describe('an unknown address', () => {
  test.use({ expectedErrors: [/404/] })

  test('keeps the bar, so that there is a way on', async ({ page }) => {
    for (const [address, says] of [
      ['/nothing/here', 'Page not found.'],
      ['/flows/gone', 'This flow does not exist or was deleted.'],
    ] as const) {
      await page.goto(address)
      await expect(page.getByText(says)).toBeVisible()
      await expect(page).toHaveTitle(/Page not found/)
      await page.getByRole('link', { name: 'Calls' }).click()
      await expect(page.getByRole('searchbox', { name: 'Search calls' })).toBeVisible()
    }
  })
})

test('Ctrl+K goes to flows, tables and pages and begins a flow; in the editor too', async ({ page, editor }) => {
  const goTo = async (typed: string) => {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { expanded: true })).toBeFocused()
    await page.keyboard.type(typed)
  }
  await openFlow(page, 'Front desk', [], [])
  await openFlow(page, 'Night line', [], [])
  await expect(editor.card('Call comes in')).toBeVisible()
  await goTo('front')
  await expect(page.getByRole('option', { name: 'Front desk' })).toBeVisible() // the flows are fetched meanwhile
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/Front desk/)
  await expect(editor.card('Call comes in')).toBeVisible()
  await goTo('calls of this')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/flows\/[^/]+\/calls$/)
  await expect(page.getByRole('searchbox', { name: 'Search calls' })).toBeVisible()
  await goTo('night')
  await expect(page.getByRole('option', { name: 'Night line' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/Night line/)

  await page.goto('/calls')
  await expect(page.getByRole('searchbox', { name: 'Search calls' })).toBeVisible()
  const list = page.getByRole('listbox', { name: 'Go to' })
  await goTo('secr')
  await expect(list.getByRole('option')).toHaveText(['SecretsPage'])
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/secrets$/)
  await goTo('')
  const bar = page.getByRole('navigation', { name: 'Main navigation' })
  for (const name of await bar.getByRole('link', { includeHidden: true }).allTextContents()) {
    await page.getByRole('combobox').fill(name)
    await expect(list.getByRole('option', { name: `${name} Page` })).toBeVisible()
  }
  await page.getByRole('combobox').fill('')
  await page.keyboard.type('new')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'New flow' })).toBeVisible()
})
