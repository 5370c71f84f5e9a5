import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

const menu = {
  prompt: { type: 'tts', text: 'Press 1 for sales.' },
  choices: [{ digits: '1', label: 'Sales' }],
  attempts: 2,
  timeoutMs: 3000,
  interdigitTimeoutMs: 2000,
}
const steps = [
  { id: 'menu', type: 'input.menu', name: 'Menu', data: menu },
  { id: 'sales', type: 'user', name: 'Ring Sales', data: { id: `${'0'.repeat(31)}a`, timeout: 20 } },
  { id: 'busy', type: 'tts', name: 'All busy', data: { text: 'All busy, {{ caller.name }}.' } },
  { id: 'box', type: 'voicemail', name: 'Mailbox', data: { action: 'compose' } },
]
const edges = ['start → menu', 'menu.1 → sales', 'menu.timeout → box', 'sales._ → busy']
const call = { CallSid: 'twiml-1', AccountSid: '4e1a', From: '+14155550100', To: '+18005550199', CallerName: 'Žofie' }

/** Asks as KAZOO does with the request format `twiml`. */
async function ask(url: string, params: Record<string, string> = {}): Promise<string> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ ...call, ...params }) })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/xml')
  return response.text()
}
const actionIn = (xml: string): string => /action="([^"]+)"/.exec(xml)?.[1]?.replaceAll('&amp;', '&') ?? ''

test('a flow that answers TwiML: what it lacks is said, it is previewed, published and asked', async ({
  page,
  editor,
}) => {
  await openFlow(page, 'TwiML desk', steps, edges)
  const publish = page.getByRole('button', { name: 'Publish', exact: true })
  const dialog = page.getByRole('dialog')

  await test.step('the format is a setting of the flow; a step that TwiML does not have stops publishing', async () => {
    await page.getByText('TwiML', { exact: true }).click()
    await expect(editor.card('Mailbox')).toContainText('Not in TwiML')
    await publish.click()
    await expect(dialog).toContainText('TwiML has no equivalent of Voicemail')
    await dialog.getByRole('button', { name: /^Mailbox/ }).click()
    await page.keyboard.press('Escape')
    await editor.card('Mailbox').click()
    await page.keyboard.press('Delete')
    await expect(editor.card('Mailbox')).toHaveCount(0)
    await editor.isSaved()
  })

  await test.step('the sample phone follows its verbs', async () => {
    await page.getByRole('button', { name: 'Preview', exact: true }).click()
    await expect(editor.transcript).toContainText('Press 1 for sales.')
    await page.keyboard.press('1')
    // A caller whom KAZOO hangs up before it asks hears nothing of the answer; only its own timer leaves them on the line.
    await page.getByRole('button', { name: 'Other causes' }).click()
    await page.getByRole('menuitem', { name: 'No answer, and KAZOO’s own timer is first' }).click()
    await expect(editor.transcript).toContainText('All busy, Mobile caller.')
    await page.getByRole('tab', { name: 'Requests' }).click()
    await expect(page.getByText('<Say>All busy, Mobile caller.</Say>')).toBeVisible()
    await page.getByRole('button', { name: 'End preview', exact: true }).click()
  })

  await test.step('KAZOO gets it', async () => {
    await publish.click()
    await dialog.getByRole('button', { name: 'Publish version 1' }).click()
    await expect(dialog.getByRole('heading', { name: 'Version 1 is live' })).toBeVisible()
    await expect(dialog.getByText('TwiML', { exact: true })).toBeVisible()
    await dialog.getByRole('button', { name: 'Test this URL' }).first().click()
    await expect(dialog.getByText('TwiML that begins with Gather.')).toBeVisible()
    const url = (await dialog.locator('code').first().textContent()) ?? ''
    const rung = await ask(actionIn(await ask(url)), { Digits: '1' })
    expect(rung).toContain('<Dial')
    expect(await ask(actionIn(rung), { CallStatus: 'busy', DialCallStatus: 'no-answer' })).toContain(
      '<Say>All busy, Žofie.</Say>',
    )
  })
})
