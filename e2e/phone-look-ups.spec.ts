import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'
import { startWebService, type WebService } from './web-service.ts'

test.use({ environment: { ALLOWED_HOSTS: '127.0.0.1' } })

let crm: WebService
test.beforeEach(async () => {
  crm = await startWebService({ '/calls': { name: 'Robin' }, '/orders/7': { state: 'shipped' } })
})
test.afterEach(() => crm.close())

const lookUp = (url: string, variable: string, more = {}) => ({
  method: 'GET',
  url,
  headers: [],
  body: { type: 'none' },
  timeoutMs: 2000,
  assign: [{ name: variable, path: `$.${variable}` }],
  ...more,
})

const steps = () => [
  {
    id: 'note',
    type: 'data.http',
    name: 'Note the call',
    data: lookUp(`${crm.url}/calls`, 'name', {
      method: 'POST',
      body: { type: 'json', content: '{"from": "{{ caller.number }}"}' },
    }),
  },
  { id: 'hello', type: 'tts', data: { text: 'Hello {{ vars.name }}.' } },
  { id: 'sorry', type: 'tts', data: { text: 'Hello stranger.' } },
  {
    id: 'digits',
    type: 'input.digits',
    name: 'Order number',
    data: {
      prompt: { type: 'tts', text: 'Your order number?' },
      variable: 'order',
      minDigits: 1,
      maxDigits: 1,
      terminator: '#',
      timeoutMs: 3000,
      interdigitTimeoutMs: 2000,
      attempts: 1,
    },
  },
  {
    id: 'order',
    type: 'data.http',
    name: 'Find the order',
    data: lookUp(`${crm.url}/orders/{{ vars.order }}`, 'state'),
  },
  { id: 'state', type: 'tts', data: { text: 'It is {{ vars.state }}.' } },
  { id: 'unknown', type: 'tts', data: { text: 'We do not know that order.' } },
  { id: 'late', type: 'tts', data: { text: 'Please call later.' } },
  { id: 'ring', type: 'user', name: 'Reception', data: { id: `${'0'.repeat(31)}a` } },
]
const edges = [
  'start → note',
  'note.success → hello',
  'note.failure → sorry',
  'note.error → sorry',
  'hello._ → digits',
  'sorry._ → digits',
  'digits.next → order',
  'order.success → state',
  'order.failure → unknown',
  'order.error → late',
  'state._ → ring',
  'unknown._ → ring',
  'late._ → ring',
]

test('nothing is sent before it is allowed, and what was sent is not sent again with the next key', async ({
  page,
  editor,
}) => {
  await openFlow(page, 'Orders', steps(), edges)
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  const question = page.getByRole('region', { name: 'HTTP request waiting' })
  await expect(question.getByRole('heading')).toHaveText(`This sends a POST to ${crm.host}.`)
  expect(crm.seen).toEqual([])

  await question.getByRole('button', { name: 'Send' }).press('Enter')
  await expect(editor.transcript).toContainText('Hello Robin.')
  await editor.press('7')
  await expect(editor.transcript).toContainText('It is shipped.')
  const noteOf = (name: RegExp) => editor.transcript.getByRole('button', { name })
  await expect(noteOf(/^POST 127/)).toContainText('sent live')
  await expect(noteOf(/^GET 127/)).toContainText(/200, \d+ ms.*live reply/)
  await test.step('nor after an edit that changes nothing about it', async () => {
    const played = page.waitForResponse('**/preview')
    await editor
      .card('Say text')
      .filter({ hasText: 'call later' })
      .click({ position: { x: 60, y: 20 } })
    await page.keyboard.press('Delete')
    await played
    await expect(noteOf(/^POST 127/)).toContainText('sent live')
    expect(crm.seen).toHaveLength(2)
  })
  await page.getByRole('button', { name: 'No answer' }).click()
  await expect(page.getByText('The call is over')).toBeVisible()
  expect(crm.seen).toEqual(['POST /calls {"from": "+14155550100"}', 'GET /orders/7'])

  await test.step('a new call asks again', async () => {
    await page.getByRole('button', { name: 'Call again' }).click()
    await expect(question).toBeVisible()
    expect(crm.seen).toHaveLength(2)
  })
})

test('the user answers instead, by keyboard, and takes it back', async ({ page, editor }) => {
  await openFlow(page, 'Orders', steps(), edges)
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await test.step('in place of what was not sent', async () => {
    await page.getByRole('button', { name: 'Enter a test reply' }).press('Enter')
    await expect(page.getByRole('textbox', { name: 'Status' })).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('{"name": "Sam"}')
    await page.getByRole('button', { name: 'Use this reply' }).press('Enter')
    await expect(editor.transcript).toContainText('Hello Sam.')
    await expect(editor.transcript.getByRole('button', { name: /^POST 127/ })).toContainText('test reply')
  })

  await test.step('what if it answered 404, or not at all', async () => {
    await page.keyboard.press('7')
    await expect(editor.transcript).toContainText('It is shipped.')
    const get = editor.transcript.getByRole('button', { name: /^GET 127/ })
    await get.press('Enter')
    await expect(editor.transcript).toContainText('"state": "shipped"')
    await page.getByRole('button', { name: 'Try another reply' }).press('Enter')
    await page.getByRole('textbox', { name: 'Status' }).fill('404')
    await page.keyboard.press('Enter')
    await expect(editor.transcript).toContainText('We do not know that order.')

    await page.getByRole('button', { name: 'Edit test reply' }).press('Enter')
    await page.getByText('No reply in time', { exact: true }).click()
    await page.getByRole('button', { name: 'Use this reply' }).click()
    await expect(editor.transcript).toContainText('Please call later.')
    await expect(get).toContainText('no reply, 2.0 s')

    await page.getByRole('button', { name: 'Use the live reply' }).press('Enter')
    await expect(editor.transcript).toContainText('It is shipped.')
    await expect(get).toContainText('live reply')
  })
  expect(crm.seen).toEqual(['GET /orders/7', 'GET /orders/7'])
})

test('what if it were Sunday', async ({ page, editor }) => {
  const hours = [{ days: ['su'], from: '09:00', to: '11:00' }]
  await openFlow(
    page,
    'Hours',
    [
      {
        id: 'hours',
        type: 'logic.schedule',
        data: { weekly: hours, holidays: [{ date: '12-25', name: 'Christmas' }], timezone: '' },
      },
      { id: 'open', type: 'tts', data: { text: 'Open on Sunday.' } },
      { id: 'closed', type: 'tts', data: { text: 'Closed.' } },
      { id: 'holiday', type: 'tts', data: { text: 'Merry Christmas.' } },
    ],
    ['start → hours', 'hours.open → open', 'hours.closed → closed', 'hours.holiday → holiday'],
    { timezone: 'Pacific/Auckland' },
  )
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  const set = async (name: string) => {
    await page.getByRole('button', { name: /^Time of the call: / }).press('Enter')
    await page.getByRole('dialog').getByRole('button', { name }).press('Enter')
  }
  await set('Sunday, 10:00 AM')
  await expect(editor.transcript).toContainText('Open on Sunday.')
  await expect(page.getByRole('button', { name: /^Time of the call: Sun .*, 10:00 AM$/ })).toBeVisible()
  await set('Holiday: Christmas')
  await expect(editor.transcript).toContainText('Merry Christmas.')
  await page.getByRole('button', { name: 'Back to now' }).click()
  await expect(page.getByRole('button', { name: 'Time of the call: Now' })).toBeVisible()
})
