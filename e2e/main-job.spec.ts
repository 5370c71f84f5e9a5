import { collectionOf, find, goOn, recordedRequests, send } from './kazoo.ts'
import { expect, test } from './studio.ts'

test.use({ ownStudio: true })

const MAILBOX = '9f3c0000000000000000000000e21a00'
const KNOWN_CALLER = '+14155550100'

/** The main story: someone who can do this can use the product. */
test('draw a phone menu by mouse, publish it, take calls, preview it', async ({ page, editor, colleague }) => {
  test.slow() // it draws, publishes, calls and previews

  await test.step('draw it', async () => {
    await editor.createFlow('Front desk')
    await editor.drag('Menu', { x: 500, y: 160 })
    await editor.connect('Call comes in', 'next', 'Menu')
    await editor.drag('Condition', { x: 260, y: 380 })
    await editor.drag('Voicemail', { x: 700, y: 380 })
    await editor.drag('Say text', { x: 260, y: 600 })
    await editor.connect('Menu', '1', 'Condition')
    await editor.connect('Menu', '2', 'Voicemail')
    await editor.connect('Condition', 'true', 'Say text')
    await editor.connect('Condition', 'false', 'Voicemail')
  })

  await test.step('fill it in', async () => {
    await editor.choose('Menu')
    await editor.field('Text').fill('Press 1 for sales, 2 to leave a message.')
    await editor.field('Label of choice 1').fill('Sales')
    await editor.field('Label of choice 2').fill('Message')
    await editor.choose('Condition')
    await editor.field('Compared with, rule 1').fill(KNOWN_CALLER)
    await editor.choose('Voicemail')
    await editor.field('Mailbox').fill(MAILBOX)
    await editor.choose('Say text')
    await editor.field('Text').fill('Welcome back, {{ caller.name }}.')
    await editor.isSaved()
  })

  const calls = colleague.page
  await calls.goto('/calls')
  await expect(calls.getByText('No calls yet. Calls appear here as soon as KAZOO sends a request.')).toBeVisible()
  await expect(calls.getByText('Live', { exact: true })).toBeVisible()

  const pivotUrl = await test.step('publish it', async () => {
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Describe what changed' }).fill('First version')
    await dialog.getByRole('button', { name: 'Publish version 1' }).click()
    await expect(dialog.getByRole('heading', { name: 'Version 1 is live' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Test this URL' }).first().click()
    await expect(dialog).toContainText('Tested at')
    await dialog.getByRole('button', { name: /^Copy the Pivot URL/ }).click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    await dialog.getByRole('button', { name: 'Done' }).click()
    return copied
  })

  await test.step('answer every request that KAZOO’s encoder produced', async () => {
    for (const recorded of recordedRequests()) {
      const answer = await send(recorded, pivotUrl)
      expect(find(answer, 'tts').data.text).toBe('Press 1 for sales, 2 to leave a message.')
    }
  })

  await test.step('walk a call through two rounds of digits', async () => {
    const walk = async (name: string, key: string) => {
      const recorded = recordedRequests().find((request) => request.name === name)
      if (!recorded) throw new Error(`no recorded request “${name}”`)
      const first = await send(recorded, pivotUrl)
      const wrong = { [collectionOf(first)]: '9' }
      const second = await goOn(first, recorded.params, wrong)
      expect(collectionOf(second)).not.toBe(collectionOf(first))
      return goOn(second, recorded.params, { ...wrong, [collectionOf(second)]: key })
    }
    const known = await walk('first request, POST json', '1')
    expect(known).toMatchObject({ module: 'tts', data: { text: /^Welcome back, ./ } })
    const other = await walk('internal call, POST form, two owners', '1')
    expect(other).toMatchObject({ module: 'voicemail', data: { id: MAILBOX } })
    const message = await walk('caller id with non-ASCII name and reserved characters', '2')
    expect(message).toMatchObject({ module: 'voicemail', data: { id: MAILBOX } })
  })

  await test.step('see the calls on the open page', async () => {
    const row = calls.getByRole('link').filter({ hasText: 'Hot Desk 7' })
    await expect(row).toContainText('Front desk v1')
    await expect(row).toContainText('Handed to KAZOO')
    await row.click()
    await expect(calls.getByRole('heading', { name: /Hot Desk 7/ })).toBeVisible()
    await expect(calls.getByText('Caller-ID-Number').first()).toBeVisible()
  })

  await test.step('preview the same flow', async () => {
    await page.getByRole('button', { name: 'Preview', exact: true }).click()
    await expect(editor.transcript).toContainText('Press 1 for sales, 2 to leave a message.')
    await editor.press('9')
    await expect(editor.transcript).toContainText('Request 2')
    await editor.press('1')
    await expect(editor.transcript).toContainText('Welcome back, ')
    await expect(editor.transcript).toContainText('Request 3')
  })
})
