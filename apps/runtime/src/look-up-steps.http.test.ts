/** Flows that look things up during a call, over real HTTP, against a server that the test starts. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { callRequestDetailSchema } from '@callflow-studio/model/api'
import { allModules, type FlowBuilder, flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { continuationOf, startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
let crm: Server
let crmUrl: string
const asked: { url: string | undefined; authorization: string | undefined }[] = []

beforeAll(async () => {
  crm = createServer((incoming, response) => {
    asked.push({ url: incoming.url, authorization: incoming.headers.authorization })
    if (incoming.url?.startsWith('/slow')) return // never answers
    response.setHeader('content-type', 'application/json').end('{"balance": 12.5, "name": "Alice"}')
  })
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve))
  crmUrl = `http://127.0.0.1:${(crm.address() as AddressInfo).port}`
  studio = await startStudio({ environment: { ALLOWED_HOSTS: '127.0.0.1' } })
})
afterAll(async () => {
  await studio.stop()
  crm.closeAllConnections()
  crm.close()
})

const look = (path: string, more: Record<string, unknown> = {}) => ({
  method: 'GET',
  url: `${crmUrl}${path}`,
  headers: [],
  body: { type: 'none' },
  timeoutMs: 500,
  assign: [{ name: 'balance', path: '$.balance' }],
  ...more,
})
const balanceFlow = (data: Record<string, unknown>): FlowBuilder =>
  flow()
    .step('ask', 'data.http', data)
    .step('say', 'tts', { text: 'You have {{ vars.balance | money: "USD" }}.' })
    .step('sorry', 'tts', { text: 'Sorry: {{ vars.error.code }}' })
    .chain('ask')
    .edge('ask.success', 'say')
    .edge('ask.failure', 'sorry')
    .edge('ask.error', 'sorry')
const spoken = async (drawn: FlowBuilder, params: Record<string, unknown> = {}) => {
  const { pivotUrl } = await studio.publish(drawn.build())
  return (await studio.ask(pivotUrl, params)).tree.data.text
}

it('asks another server during the call, with a secret that is nowhere else', async () => {
  await studio.api('PUT', '/secrets/crm', { value: 'tr0ub4dor' }, 204)
  const headers = [{ name: 'Authorization', value: 'Bearer {{ secrets.crm }}' }]
  expect(await spoken(balanceFlow(look('/c/{{ caller.number }}', { headers })))).toBe('You have $12.50.')
  expect(asked.at(-1)).toEqual({ url: '/c/%2B14155550100', authorization: 'Bearer tr0ub4dor' })
  const { calls } = await studio.api<{ calls: { id: string }[] }>('GET', '/calls?limit=1')
  expect(JSON.stringify(await studio.api('GET', `/calls/${calls[0]?.id}`))).not.toContain('tr0ub4dor')
  expect(JSON.stringify(await studio.api('GET', '/secrets'))).not.toContain('tr0ub4dor')
})

it('keeps the look-up and the variables in the call log, without secrets and sensitive values', async () => {
  await studio.api('PUT', '/secrets/crm', { value: 'tr0ub4dor' }, 204)
  const headers = [
    { name: 'Authorization', value: 'Bearer {{ secrets.crm }}' },
    { name: 'X-Tenant', value: 'north' },
  ]
  const shown = balanceFlow(look('/c/{{ caller.number }}', { headers }))
  const newest = async () => {
    const { calls } = await studio.api<{ calls: { id: string }[] }>('GET', '/calls?limit=1')
    return callRequestDetailSchema.parse(await studio.api('GET', `/calls/${calls[0]?.id}`))
  }
  await spoken(shown)
  const reply = { ok: true, status: 200, text: '{"balance": 12.5, "name": "Alice"}' }
  expect(await newest()).toMatchObject({
    variables: { balance: 12.5 },
    lookUps: [
      {
        nodeId: 'ask',
        request: {
          url: `${crmUrl}/c/%2B14155550100`,
          headers: [
            ['Authorization', '••••'],
            ['X-Tenant', 'north'],
          ],
        },
        reply,
      },
    ],
  })
  await spoken(shown.variable({ name: 'balance', sensitive: true }))
  expect(await newest()).toMatchObject({
    variables: { balance: '••••' },
    lookUps: [{ request: { url: `${crmUrl}/c/%2B14155550100` }, reply: { ...reply, text: '••••' } }],
  })
  await spoken(balanceFlow(look('/c?pin={{ vars.pin }}')).variable({ name: 'pin', sensitive: true, default: '4711' }))
  const hidden = await newest()
  expect(hidden.lookUps[0]).toMatchObject({ request: { url: `${crmUrl}/••••` }, reply: { text: '••••' } })
  expect(JSON.stringify(hidden)).not.toContain('4711')
})

it('goes on at Failed where the other server never answers, and lets nobody else wait', async () => {
  const { pivotUrl } = await studio.publish(balanceFlow(look('/slow')).build())
  const quick = await studio.publish(flow().step('hi', 'tts', { text: 'Hi' }).chain('hi').build())
  const slow = Array.from({ length: 50 }, () => studio.ask(pivotUrl))
  expect((await studio.ask(quick.pivotUrl)).tree.data.text).toBe('Hi')
  const answers = await Promise.all(slow)
  expect(answers.every(({ tree }) => tree.data.text === 'Sorry: look-up.timeout')).toBe(true)
})

it('refuses hosts that the administrator did not allow', async () => {
  expect(await spoken(balanceFlow(look('', { url: 'http://10.0.0.1/' })))).toBe('Sorry: look-up.refused-host')
})

it('happens when the call gets there: KAZOO asks again behind what was said', async () => {
  const before = asked.length
  const drawn = flow()
    .step('hi', 'tts', { text: 'One moment' })
    .step('ask', 'data.http', look('/later'))
    .step('say', 'tts', { text: 'You have {{ vars.balance }}.' })
    .chain('hi', 'ask')
    .edge('ask.success', 'say')
  const { pivotUrl } = await studio.publish(drawn.build())
  const first = await studio.ask(pivotUrl)
  expect(asked).toHaveLength(before)
  const second = await studio.ask(continuationOf(first.tree))
  expect(allModules(second.tree)[0]?.data.text).toBe('You have 12.5.')
})

it('finds the caller in a table, and is not published once the table is gone', async () => {
  const table = await studio.api<{ id: string }>(
    'POST',
    '/tables',
    {
      name: 'Callers',
      columns: [
        { name: 'number', type: 'text' },
        { name: 'name', type: 'text' },
      ],
      keyColumn: 'number',
    },
    201,
  )
  await studio.api('POST', `/tables/${table.id}/rows`, { values: { number: '+14155550100', name: 'Alice' } }, 201)
  const drawn = flow()
    .step('look', 'data.table', {
      table: table.id,
      column: 'number',
      key: '{{ caller.number }}',
      assign: [{ name: 'name', column: 'name' }],
    })
    .step('hello', 'tts', { text: 'Hello {{ vars.name }}' })
    .step('who', 'tts', { text: 'Who are you?' })
    .chain('look')
    .edge('look.found', 'hello')
    .edge('look.not_found', 'who')
  expect(await spoken(drawn)).toBe('Hello Alice')
  expect(await spoken(drawn, { 'Caller-ID-Number': '+1' })).toBe('Who are you?')
  await studio.api('DELETE', `/tables/${table.id}`, undefined, 204)
  const { diagnostics } = await studio.api<{ diagnostics: { code: string; nodeId: string }[] }>('POST', '/validate', {
    document: drawn.build(),
  })
  expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'table.missing', nodeId: 'look' }))
})
