import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

test('a caller of one’s own is kept, and the preview replays what was done with the changed flow', async ({
  page,
  editor,
}) => {
  await editor.openNewFlow('Front desk')
  await editor.drag('Say text', { x: 500, y: 200 })
  await editor.connect('Call comes in', 'next', 'Say text')
  await editor.choose('Say text')
  await editor.field('Text').fill('Hello {{ caller.name }}, {{ custom.crm }}.')
  await editor.add('Ring a user')
  await editor.field('User').fill(`${'0'.repeat(31)}a`)
  await editor.isSaved()

  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await test.step('a caller of one’s own', async () => {
    await page.getByRole('button', { name: /^Caller: / }).click()
    await page.getByRole('menuitem', { name: 'Edit or add caller' }).click()
    const form = page.locator('form').filter({ has: page.getByRole('heading', { name: 'Sample caller' }) })
    await form.getByRole('textbox', { name: 'Caller name' }).fill('Žofie "Ž" {{ x }}')
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Žofie')
    await form.getByRole('button', { name: 'Save as my caller' }).click()
    await expect(editor.transcript).toContainText('Hello Žofie "Ž" {{ x }}, ')
    await page.reload()
    await page.getByRole('button', { name: /^Caller: / }).click()
    await page.getByRole('menuitemradio', { name: 'Žofie' }).click()
    await expect(editor.transcript).toContainText('Hello Žofie')
  })

  await test.step('outcomes of the step, and the call again with a changed text', async () => {
    await page.getByRole('button', { name: 'Busy' }).click()
    await expect(page.getByText('The call is over')).toBeVisible()
    await page.getByRole('button', { name: 'End preview', exact: true }).click()
    await editor.choose('Say text')
    await editor.field('Text').fill('Good morning {{ caller.name }}.')
    await page.getByRole('button', { name: 'Preview', exact: true }).click()
    await expect(editor.transcript).toContainText('Good morning Žofie')
  })

  await test.step('each request and answer as it goes over the wire', async () => {
    await page.getByRole('tab', { name: 'Requests' }).click()
    await expect(page.getByText('Request from KAZOO')).toBeVisible()
    await expect(page.getByText('Answer to KAZOO')).toBeVisible()
    await expect(page.getByText(/Caller-ID-Name/).first()).toBeVisible()
  })
})

test('a key of the keypad keeps the focus when the call goes on, and shows what it is for', async ({
  page,
  editor,
}) => {
  const menu = {
    prompt: { type: 'tts', text: 'Press 1' },
    choices: [{ digits: '1', label: 'Sales' }],
    attempts: 3,
    timeoutMs: 5000,
    interdigitTimeoutMs: 2000,
  }
  await page.goto('/')
  await openFlow(
    page,
    'Front desk',
    [
      { id: 'menu', type: 'input.menu', data: menu },
      { id: 'sales', type: 'user', data: { id: `${'0'.repeat(31)}a` } },
    ],
    ['start → menu', 'menu.1 → sales'],
  )
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  const key = page.getByRole('group', { name: 'Keypad' }).getByRole('button', { name: /^1/ })
  expect(await key.locator('b > span').evaluate((comma) => getComputedStyle(comma).fontSize)).toBe('0px')
  await key.click()
  await expect(editor.transcript).toContainText('Rings')
  await expect(key).toBeFocused()
  await expect(key).toBeDisabled()

  await test.step('typed ahead, with the values at each line, and again after a reload', async () => {
    await page.getByRole('button', { name: 'Restart call' }).click()
    await page.getByRole('button', { name: 'Type ahead' }).click()
    await page.keyboard.press('1')
    await expect(editor.transcript).toContainText('typed ahead')
    await expect(page).toHaveURL(/#call=/)
    await page.reload()
    await expect(editor.transcript).toContainText('typed ahead')
    const variables = page.getByRole('region', { name: 'Variables' })
    await expect(variables).toContainText('digits.')
    await editor.transcript.getByText('Press 1').click()
    await expect(variables).not.toContainText('digits.')
    await page.keyboard.press('ArrowDown')
    await editor.transcript.getByText('Rings').click()
    await variables.getByRole('button', { name: /^Pressed at/ }).click()
    await expect(page).toHaveURL(/step=menu/)
  })
})
