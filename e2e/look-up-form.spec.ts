import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { expect, test } from './studio.ts'

test.use({
  examples: true,
  environment: { ALLOWED_HOSTS: '127.0.0.1' },
  // What is not confirmed yet is answered so.
  expectedErrors: [/409 \(Conflict\)/],
})

/** A web service of somebody's own: billing under /accounts, plain text under /notes. */
async function startBilling() {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    if (request.url?.startsWith('/notes')) return response.end('written down')
    return response
      .setHeader('content-type', 'application/json')
      .end(
        JSON.stringify({ balance: -12.5, name: { first: 'Robin', last: 'Sample' }, visits: [{ date: '2026-11-24' }] }),
      )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}`, seen, close: () => server.close() }
}

test('a look-up is tried, and values of its reply become variables by a press', async ({ page, editor }) => {
  const billing = await startBilling()
  const { keyboard } = page
  const panel = page.locator('[data-inspector]')
  const value = (name: RegExp) => panel.getByRole('treeitem', { name })
  const kept = (number: number) => editor.field(`Name ${number}`)

  await page.goto('/')
  await page.getByRole('link', { name: 'Account balance', exact: true }).click()
  await editor.card('Ask billing').click({ position: { x: 60, y: 20 } })
  await editor.field('Address').fill(`${billing.url}/accounts/{{ caller.number }}/{{ vars.branch }}`)

  await test.step('what no earlier step of the sample call tells is asked for', async () => {
    await panel.getByLabel('vars.branch').fill('north')
    await panel.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(panel.getByRole('tree', { name: 'Reply' })).toBeVisible()
    expect(billing.seen.map(({ url }) => url)).toEqual(['/accounts/%2B14155550100/north'])
    await expect(panel.getByText('The call takes the exit Success to Owes something?')).toBeVisible()
  })

  await test.step('what is kept already is marked', async () => {
    await expect(value(/^balance/)).toContainText('→')
    await expect(value(/^last/)).not.toContainText('→')
  })

  await test.step('a press on a value proposes a name, Enter keeps it', async () => {
    await value(/^last/).click()
    const name = panel.getByRole('textbox', { name: 'Keep $.name.last as' })
    await expect(name).toHaveValue('last_name')
    await expect(name).toBeFocused()
    await keyboard.press('Enter')
    await expect(kept(3)).toHaveValue('last_name')
    await expect(editor.field('Path of value 3')).toHaveValue('$.name.last')
    await expect(value(/^last/)).toContainText('last_name')
    await expect(value(/^last/)).toBeFocused()
  })

  await test.step('by keyboard as well, and under a name of one’s own', async () => {
    await keyboard.press('End')
    await expect(value(/^date/)).toBeFocused()
    await keyboard.press('Enter')
    await expect(panel.getByRole('textbox', { name: 'Keep $.visits[0].date as' })).toHaveValue('visit_date')
    await keyboard.type('name')
    await expect(panel.getByText('This step keeps another value as name.')).toBeVisible()
    await keyboard.press('Control+a')
    await keyboard.type('last_visit')
    await keyboard.press('Enter')
    await expect(kept(4)).toHaveValue('last_visit')
  })

  await test.step('each is a step of undo', async () => {
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(kept(4)).toHaveCount(0)
    await expect(kept(3)).toHaveValue('last_name')
  })

  await test.step('anything but asking is shown before it is sent', async () => {
    await editor.field('Address').fill(`${billing.url}/notes`)
    await panel.getByRole('combobox', { name: 'Method' }).click()
    await page.getByRole('option', { name: 'POST' }).click()
    await panel.getByRole('button', { name: 'Send again' }).click()
    const asks = panel.getByRole('region', { name: 'Send a live POST request?' })
    await expect(asks).toContainText(`POST ${billing.url}/notes`)
    await asks.getByRole('button', { name: 'Do not send' }).click()
    await expect(asks).toBeHidden()
    expect(billing.seen).toHaveLength(1)
    await panel.getByRole('button', { name: 'Send again' }).click()
    await asks.getByRole('button', { name: 'Send POST' }).click()
    await expect(panel.getByText('written down')).toBeVisible()
    expect(billing.seen.at(-1)?.method).toBe('POST')
  })

  await test.step('a reply that is no JSON is kept as a whole', async () => {
    await panel.getByRole('button', { name: 'Keep the text' }).click()
    await keyboard.press('Enter')
    await expect(kept(4)).toHaveValue('text')
    await expect(panel.getByRole('button', { name: 'The text is kept as text' })).toBeVisible()
  })

  await test.step('a server that is not there is told in words', async () => {
    billing.close()
    await editor.field('Address').fill('http://192.168.0.1/')
    await panel.getByRole('button', { name: 'Send again' }).click()
    await panel.getByRole('button', { name: 'Send POST' }).click()
    await expect(panel.getByText('192.168.0.1 is an address of a private network.')).toBeVisible()
  })
  await editor.isSaved()
})

test('a secret is offered by its name where it may stand, and nowhere else', async ({ page, editor }) => {
  const panel = page.locator('[data-inspector]')
  const openPicker = async (card: string, field: string) => {
    await editor.card(card).click({ position: { x: 60, y: 20 } })
    await editor.field(field).click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('https://crm.example.com/{{')
    await expect(page.getByRole('listbox', { name: 'Insert a value' })).toBeVisible()
  }
  await page.goto('/')
  await page.getByRole('link', { name: 'Account balance', exact: true }).click()

  await openPicker('Ask billing', 'Address')
  await page.getByRole('option', { name: 'All values' }).click()
  await panel.getByRole('link', { name: 'Add a secret' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('crm')
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('correct-horse')
  await page.getByRole('button', { name: 'Save secret' }).click()
  await expect(page.getByRole('cell', { name: 'crm', exact: true })).toBeVisible()

  await page.goBack()
  await openPicker('Ask billing', 'Address')
  await page.getByRole('option', { name: /secrets\.crm/ }).click()
  await expect(editor.field('Address')).toHaveValue('https://crm.example.com/{{ secrets.crm }}')

  await openPicker('Say how much', 'Text')
  await expect(page.getByRole('option', { name: /caller\.number/ })).toBeVisible()
  await expect(page.getByRole('option', { name: /secrets/ })).toHaveCount(0)
})

test('a new value is read from under its name, until another path is written', async ({ page, editor }) => {
  const panel = page.locator('[data-inspector]')
  const { keyboard } = page
  await editor.openNewFlow('Balance')
  await editor.add('HTTP request')
  await editor.field('Address').fill('https://crm.example.com/')
  await panel.getByRole('button', { name: 'Add a value' }).click()
  await editor.isSaved()
  await expect(panel.getByText('is not valid'), 'nothing is wrong with a new line').toHaveCount(0)
  await keyboard.type('balance')
  await expect(editor.field('Path of value 1')).toHaveValue('$.balance')
  await editor.field('Path of value 1').fill('$.account.balance')
  await editor.field('Name 1').fill('owed')
  await expect(editor.field('Path of value 1')).toHaveValue('$.account.balance')
  await editor.field('Path of value 1').fill('account')
  await editor.field('Name 1').click()
  await expect(panel.getByText('Enter one that begins with $, such as $.customer.name.')).toBeVisible()
})
