import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { openFlow } from './flows.ts'
import { collectionOf, find } from './kazoo.ts'
import { expect, test } from './studio.ts'

test.use({ ownStudio: true })

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
/** How long a question waits, and how often it is asked. */
const WAITS = { attempts: 1, timeoutMs: 5000, interdigitTimeoutMs: 2000 }
const JSON_TYPE = { 'Content-Type': 'application/json' }

/** A flow that greets the caller, published. @returns its Pivot URL */
async function publishGreeting(page: Page): Promise<string> {
  const steps = [{ id: 'say', type: 'tts', data: { text: 'Hello {{ caller.name }}.' } }]
  await openFlow(page, 'Front desk', steps, ['start.next → say'])
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const { pivotUrl } = await (await page.request.post(`/api/flows/${id}/publish`, { data: {} })).json()
  return pivotUrl
}

test('a request that could not be read is on the page, with the reason and what arrived', async ({ page }) => {
  const pivotUrl = await publishGreeting(page)
  await page.goto('/calls')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  const body = '{"Call-ID":"a","Caller-ID-Name":'
  expect((await fetch(pivotUrl, { method: 'POST', headers: JSON_TYPE, body })).status).toBe(400)

  const row = page.getByRole('link').filter({ hasText: 'Refused request' })
  await expect(row).toContainText('The request could not be read: The body is not valid JSON.')
  await expect(row).toContainText('Front desk v1')
  await expect(row).toContainText('Status 400')
  await row.click()
  const call = page.getByRole('article')
  await expect(call.getByRole('heading', { name: 'Refused request' })).toBeVisible()
  await expect(call.getByRole('status')).toHaveText('The request could not be read: The body is not valid JSON.')
  await expect(call.getByRole('region', { name: 'Request from KAZOO' })).toContainText(body)
  await expect(call.getByRole('region', { name: 'Answer to KAZOO' })).toContainText('400')
  await expect(call.getByRole('button', { name: 'Replay' })).toBeHidden()
  await page.reload()
  await expect(call.getByRole('heading', { name: 'Refused request' })).toBeVisible()
})

test('a number and a name of a thousand letters stay beside what else is on the page of a call', async ({ page }) => {
  const columns = [
    { name: 'who', type: 'text' },
    { name: 'count', type: 'number' },
  ]
  const counts = { name: 'Counts', columns, keyColumn: 'who', live: true }
  const { id: table } = await (await page.request.post('/api/tables', { data: counts })).json()
  const count = { change: 'add', table, key: '{{ caller.number }}', column: 'count', value: 1, assign: [] }
  const steps = [
    { id: 'count', type: 'data.remember', data: count },
    { id: 'say', type: 'tts', data: { text: 'Hello.' } },
  ]
  await openFlow(page, 'Front desk', steps, ['start.next → count', 'count.next → say'])
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const { pivotUrl } = await (await page.request.post(`/api/flows/${id}/publish`, { data: {} })).json()
  const body = `Call-ID=a&Caller-ID-Number=${'9'.repeat(1000)}&Caller-ID-Name=${'W'.repeat(1000)}`
  expect((await fetch(pivotUrl, { method: 'POST', headers: FORM, body })).status).toBe(200)

  await page.goto('/calls')
  await page.getByRole('link').filter({ hasText: 'WWW' }).click()
  const head = page.getByRole('article').locator('header').first()
  const heading = head.getByRole('heading')
  const taken = page.getByRole('list', { name: 'Steps in this request' })
  await expect(taken).toContainText('count 0 → 1')
  const room = (await head.boundingBox())?.height ?? 0
  expect(room).toBeLessThan(160)
  for (const place of [heading, taken])
    expect(await place.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
})

test('a caller’s name that is not UTF-8 is a warning at the call', async ({ page }) => {
  const pivotUrl = await publishGreeting(page)
  await page.goto('/calls')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  const body = 'Call-ID=a&Caller-ID-Number=%2B4989123&Caller-ID-Name=M%FCller'
  const answer = await fetch(pivotUrl, { method: 'POST', headers: FORM, body })
  expect(await answer.json()).toMatchObject({ module: 'tts', data: { text: 'Hello M\ufffdller.' } })

  const row = page.getByRole('link').filter({ hasText: 'M\ufffdller' })
  await expect(row).toContainText('warning')
  await row.click()
  await expect(page.getByRole('list', { name: 'Warnings' })).toContainText('Caller-ID-Name is not valid UTF-8')
  await expect(page.getByRole('region', { name: 'Request from KAZOO' })).toContainText('M\ufffdller')
})

test('calls to an unknown address and to a flow that is not published are on the page, with the reason', async ({
  page,
}) => {
  const pivotUrl = await publishGreeting(page)
  const id = new URL(page.url()).pathname.split('/').at(-1)
  await page.request.post(`/api/flows/${id}/unpublish`)
  await page.goto('/calls')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  const body = 'Caller-ID-Number=%2B14155550100&To=%2B18005550199'
  const ask = (callId: string, url: string) =>
    fetch(url, { method: 'POST', headers: FORM, body: `Call-ID=${callId}&${body}` })
  expect((await ask('a', new URL('/pivot/unknown', pivotUrl).href)).status).toBe(404)
  const unknown = page.getByRole('link').filter({ hasText: 'No flow has the key in this address.' })
  await expect(unknown).toContainText('No flow')
  expect((await ask('b', pivotUrl)).status).toBe(404)
  const unpublished = page.getByRole('link').filter({ hasText: 'The flow is not published.' })
  await expect(unpublished).toContainText('Front desk')
  await expect(unpublished).not.toContainText('v0')
  await expect(page.getByText('0 calls today, 2 errors')).toBeVisible()
})

test('a call is replayed key for key, saved as a test, and goes elsewhere on a changed draft', async ({ page }) => {
  const prompt = { type: 'tts', text: 'Hello {{ caller.name }}, press 1.' }
  const steps = [
    {
      id: 'menu',
      type: 'input.menu',
      name: 'Main menu',
      data: { prompt, choices: [{ digits: '1', label: 'Sales' }], ...WAITS },
    },
    { id: 'sales', type: 'user', name: 'Sales', data: { id: '1'.repeat(32), timeout: 20 } },
    { id: 'support', type: 'user', name: 'Support', data: { id: '2'.repeat(32), timeout: 20 } },
  ]
  await openFlow(page, 'Front desk', steps, ['start.next → menu', 'menu.1 → sales', 'menu.timeout → support'])
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const flow = `/api/flows/${id}`
  const { pivotUrl } = await (await page.request.post(`${flow}/publish`, { data: {} })).json()
  const facts = 'Call-ID=a%40b.c&Caller-ID-Name=Alice&To=2030'
  const asked = await (await fetch(pivotUrl, { method: 'POST', headers: FORM, body: facts })).json()
  const body = `${facts}&Digits[${collectionOf(asked)}]=1`
  await fetch(String(find(asked, 'pivot').data.voice_url), { method: 'POST', headers: FORM, body })

  await page.goto('/calls/a%40b.c')
  const replay = page.getByRole('region', { name: 'Replay' })
  await page.getByRole('button', { name: 'Replay' }).click()
  await expect(replay).toContainText('Exact: same path, keys, replies and clock.')
  await expect(replay).toContainText('The caller hears the same and ends at the same step.')
  await replay.getByRole('button', { name: 'Save as test' }).click()
  await page.getByRole('button', { name: 'Save test' }).click()
  await expect(replay).toContainText('Saved as test “Call from Alice')
  await replay.getByRole('button', { name: 'Preview on version 1' }).click()
  await expect(page.getByText('Version 1, on which this call ran')).toBeVisible()
  const heard = page.getByRole('list', { name: 'What the caller hears' })
  await expect(heard).toContainText('Hello Alice, press 1.')
  await expect(heard).toContainText('Rings Sales')

  const { document, revision, name } = await (await page.request.get(flow)).json()
  for (const edge of document.edges) if (edge.target === 'sales') edge.target = 'support'
  await page.request.put(flow, { data: { document, revision, name } })
  const { results } = await (await page.request.post(`${flow}/tests/run`, { data: {} })).json()
  expect(results).toMatchObject([{ passed: false, failure: { expected: 'ends in Sales', nodeId: 'support' } }])
  await page.goto('/calls/a%40b.c')
  await page.getByRole('button', { name: 'Replay' }).click()
  await expect(replay).toContainText('First difference at “Main menu”')
  await expect(replay).toContainText('Rings Support')
})

test('calls are found by the steps they passed and the keys pressed', async ({ page }) => {
  const choices = [
    { digits: '1', label: 'Sales' },
    { digits: '2', label: 'Support' },
  ]
  const prompt = { type: 'tts', text: 'Press 1 for sales.' }
  const data = { prompt, choices, ...WAITS }
  const steps = [
    { id: 'menu', type: 'input.menu', name: 'Main menu', data },
    { id: 'sales', type: 'tts', name: 'Sales team', data: { text: 'Sales.' } },
  ]
  await openFlow(page, 'Front desk', steps, ['start.next → menu', 'menu.1 → sales'])
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const { pivotUrl } = await (await page.request.post(`/api/flows/${id}/publish`, { data: {} })).json()
  for (const [name, key] of [
    ['Alice', '1'],
    ['Bob', '2'],
  ]) {
    const call = { 'Call-ID': name, 'Caller-ID-Name': name, To: '2030' }
    const ask = async (url: string, more = {}) =>
      (await fetch(url, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ ...call, ...more }) })).json()
    const answer = await ask(pivotUrl)
    await ask(String(find(answer, 'pivot').data.voice_url), { Digits: { [collectionOf(answer)]: key } })
  }

  await page.goto('/calls')
  const rows = page.locator('[data-call]')
  await expect(rows).toHaveCount(2)
  const search = page.getByRole('searchbox', { name: 'Search calls' })
  for (const text of ['Sales team', 'press 1']) {
    await search.fill(text)
    await expect(rows).toHaveCount(1)
    await expect(rows).toContainText('Alice')
    await expect(rows).toContainText('2 requests')
  }
  await search.fill('press 3')
  await expect(page.getByText('Nothing found for “press 3”.')).toBeVisible()
})

test('a filtered list is shared by its address and exported, and the canvas shows which exits calls took', async ({
  page,
}) => {
  const choices = [
    { digits: '1', label: 'Sales' },
    { digits: '2', label: 'Support' },
  ]
  const data = { prompt: { type: 'tts', text: 'Press 1 or 2.' }, choices, ...WAITS }
  const steps = [
    { id: 'menu', type: 'input.menu', name: 'Main menu', data },
    { id: 'sales', type: 'tts', name: 'Sales team', data: { text: 'Sales.' } },
    { id: 'support', type: 'tts', name: 'Support', data: { text: 'Support.' } },
  ]
  await openFlow(page, 'Front desk', steps, ['start.next → menu', 'menu.1 → sales', 'menu.2 → support'])
  const flowAddress = page.url()
  const id = new URL(flowAddress).pathname.split('/').at(-1)
  const { pivotUrl } = await (await page.request.post(`/api/flows/${id}/publish`, { data: {} })).json()
  const ask = async (name: string, url: string, more = {}) => {
    const call = { 'Call-ID': `${name}@10.0.0.1`, 'Caller-ID-Name': name, To: '2030', ...more }
    return (await fetch(url, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(call) })).json()
  }
  for (const name of ['Alice', 'Bob', 'Carol']) {
    const answer = await ask(name, pivotUrl)
    if (name === 'Carol') continue
    await ask(name, String(find(answer, 'pivot').data.voice_url), { Digits: { [collectionOf(answer)]: '1' } })
  }

  await page.goto('/calls')
  const rows = page.locator('[data-call]')
  await expect(rows).toHaveCount(3)
  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'In progress' }).click()
  await expect(rows).toHaveCount(1)
  await expect(page).toHaveURL('/calls?state=waiting')
  await page.reload()
  await expect(rows).toHaveCount(1)
  await rows.click()
  await expect(page).toHaveURL('/calls/Carol%4010.0.0.1?state=waiting')
  await page.reload()
  await expect(page.getByRole('article').getByRole('heading', { name: /Carol/ })).toBeVisible()
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'As a table (CSV)' }).click()
  const file = await readFile(await (await download).path(), 'utf8')
  expect(file.trim().split('\r\n')).toHaveLength(2)
  expect(file).toContain('Carol')

  await page.goto(flowAddress)
  await page.getByRole('button', { name: 'Traffic of calls' }).click()
  const traffic = page.getByRole('region', { name: 'Traffic' })
  await expect(traffic).toContainText('3 calls, 0% failed')
  const canvas = page.locator('[data-canvas]')
  await expect(canvas.locator('[data-traffic="taken"]')).toHaveCount(2)
  await expect(canvas.locator('[data-traffic="never"]')).toHaveCount(1)
  await expect(canvas.getByText('2', { exact: true }).last()).toBeVisible()
  await traffic.getByRole('button', { name: 'Hide traffic' }).click()
  await expect(canvas.locator('[data-traffic]')).toHaveCount(0)
})

test.describe(() => {
  test.use({ environment: { ALLOWED_HOSTS: '127.0.0.1' } })

  test('a call shows its variables, its look-up, and at which step keys were pressed', async ({ page, studio }) => {
    const digits = {
      prompt: { type: 'tts', text: 'Your number?' },
      variable: 'number',
      minDigits: 1,
      maxDigits: 4,
      ...WAITS,
    }
    const get = {
      method: 'GET',
      url: `${studio.url}/readyz?of={{ vars.number }}`,
      headers: [],
      body: { type: 'none' },
      timeoutMs: 1000,
    }
    const steps = [
      { id: 'ask', type: 'input.digits', name: 'Customer number', data: digits },
      {
        id: 'look',
        type: 'data.http',
        name: 'Find them',
        data: { ...get, assign: [{ name: 'status', from: 'status' }] },
      },
      { id: 'bye', type: 'tts', name: 'Goodbye', data: { text: 'Bye.' } },
    ]
    await openFlow(page, 'Front desk', steps, ['start.next → ask', 'ask.next → look', 'look.success → bye'])
    const id = new URL(page.url()).pathname.split('/').at(-1)
    const { pivotUrl } = await (await page.request.post(`/api/flows/${id}/publish`, { data: {} })).json()
    const ask = async (url: string, more = {}) =>
      (
        await fetch(url, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ 'Call-ID': 'a', ...more }) })
      ).json()
    const answer = await ask(pivotUrl)
    await ask(String(find(answer, 'pivot').data.voice_url), { Digits: { [collectionOf(answer)]: '42' } })

    await page.goto('/calls/a')
    await expect(page.getByRole('region', { name: 'Request from KAZOO' })).toContainText(
      'Keys pressed at Customer number, after request 1',
    )
    const variables = page.getByRole('region', { name: 'Variables after this request' })
    await expect(variables).toContainText('status200set here')
    const look = page
      .getByRole('list', { name: 'Steps in this request' })
      .getByRole('listitem')
      .filter({ hasText: 'Find' })
    await look.getByText('Status 200').click()
    await expect(look).toContainText('/readyz?of=42')
    await expect(look).toContainText('Reply')
  })
})

test('two calls are opened, right and complete, while 50 requests a second come in', async ({ page }) => {
  const choices = ['1', '2'].map((digits) => ({ digits, label: `Choice ${digits}` }))
  const prompt = { type: 'tts', text: 'Press 1 or 2.' }
  const steps = [
    { id: 'menu', type: 'input.menu', name: 'Main menu', data: { prompt, choices, ...WAITS } },
    { id: 'team', type: 'tts', name: 'Sales team', data: { text: 'Sales.' } },
  ]
  await openFlow(page, 'Front desk', steps, ['start.next → menu', 'menu.1 → team', 'menu.2 → team'])
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const { pivotUrl } = await (await page.request.post(`/api/flows/${id}/publish`, { data: {} })).json()
  const ask = async (name: string, url = pivotUrl, more = {}) => {
    const body = JSON.stringify({ 'Call-ID': name, 'Caller-ID-Name': name, To: '2030', ...more })
    const response = await fetch(url, { method: 'POST', headers: JSON_TYPE, body })
    expect(response.status).toBe(200)
    return response.json()
  }
  const menuCall = async (name: string, keys: string) => {
    const answer = await ask(name)
    await ask(name, String(find(answer, 'pivot').data.voice_url), { Digits: { [collectionOf(answer)]: keys } })
  }

  await page.goto('/calls')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  const crowd: Promise<unknown>[] = []
  const arrives = setInterval(() => {
    crowd.push(ask(`Crowd ${crowd.length}`))
    if (crowd.length === 200) clearInterval(arrives)
  }, 20)
  const rows = page.locator('[data-call]')
  const timeline = page.getByRole('region', { name: 'Timeline' })
  for (const [name, keys] of [
    ['Alice', '1'],
    ['Bob', '2'],
  ] as const) {
    await menuCall(name, keys)
    await rows.filter({ hasText: name }).dispatchEvent('click') // no pointer hits a row that moves 50 times a second
    await expect(page.getByRole('article').getByRole('heading', { name })).toBeVisible()
    await expect(timeline.getByRole('button')).toHaveCount(2)
    await expect(timeline).toContainText(`${keys}Main menu`)
    await expect(timeline).toContainText('Sales team')
  }
  await expect.poll(() => crowd.length, { timeout: 20_000 }).toBe(200)
  await Promise.all(crowd)
  await ask('Carol')
  await expect(rows.first()).toContainText('Carol')
  await expect(rows).toHaveCount(203)
  await expect(timeline.getByRole('button')).toHaveCount(2)
})
