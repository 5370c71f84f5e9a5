import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { JsonObject } from './index.ts'
import { ACCOUNT, CALLFLOW, connect, smallAccount } from './testing/connect.ts'

describe('an account', () => {
  it('has its time zone, in which KAZOO reads time rules, and KAZOO’s version', async () => {
    const { crossbar } = await connect({ accounts: [smallAccount({ timezone: 'Europe/Berlin' })] })
    expect(await crossbar.account()).toMatchObject({ id: ACCOUNT, name: 'Acme', timezone: 'Europe/Berlin' })
    expect((await crossbar.account()).version).toMatch(/^4/)
  })
})

describe('whole documents', () => {
  const rule = {
    name: 'Lunch',
    cycle: 'weekly',
    wdays: ['monday'],
    time_window_start: 43_200,
    time_window_stop: 46_800,
  }

  it('are created, replaced and deleted, each only if nobody else saved them', async () => {
    const { crossbar, kazoo } = await connect()
    const { documents } = crossbar
    const made = await documents.create('temporal-rule', rule)
    expect(await documents.get('temporal-rule', made.id)).toEqual({ ...made, data: rule })
    const saved = await documents.replace('temporal-rule', made.id, { ...made.data, name: 'Long lunch' }, made.revision)
    expect(saved.data).toEqual({ ...rule, name: 'Long lunch' })
    await expect(documents.delete('temporal-rule', made.id, made.revision)).rejects.toMatchObject({ kind: 'changed' })
    await documents.delete('temporal-rule', made.id, saved.revision)
    expect(kazoo.all(ACCOUNT, 'temporal_rules')).toEqual([])
  })

  it('are refused with the field that is missing', async () => {
    const { crossbar } = await connect()
    await expect(crossbar.documents.create('menu', {})).rejects.toMatchObject({
      kind: 'invalid',
      fields: [{ path: 'name', rule: 'required' }],
      message: expect.stringContaining('name:'),
    })
  })

  it.each(['4', '5'] as const)('have nothing of what KAZOO %s adds', async (version) => {
    const { crossbar } = await connect({ version })
    expect((await crossbar.documents.create('menu', { name: 'Main' })).data).toEqual({ name: 'Main' })
  })
})

describe('what is created beside a picker', () => {
  it('a mailbox, with a number that is free', async () => {
    const { crossbar, kazoo } = await connect()
    const { id } = await crossbar.vmboxes.create({ name: 'Sales', mailbox: '2001', ownerId: 'b'.repeat(32) })
    expect(kazoo.read(ACCOUNT, 'vmboxes', id)?.data).toMatchObject({ mailbox: '2001', owner_id: 'b'.repeat(32) })
    const again = crossbar.vmboxes.create({ name: 'Other', mailbox: '2001' })
    await expect(again).rejects.toMatchObject({ kind: 'invalid', fields: [{ path: 'mailbox', rule: 'unique' }] })
  })

  it('speech', async () => {
    const { crossbar, kazoo } = await connect()
    const { id } = await crossbar.media.speak({ name: 'Welcome', text: 'Hello.', language: 'en-us' })
    expect(kazoo.read(ACCOUNT, 'media', id)?.data).toMatchObject({ media_source: 'tts', tts: { text: 'Hello.' } })
  })

  it('a recording, which can be played afterwards', async () => {
    const { crossbar, kazoo } = await connect()
    const bytes = new Uint8Array([1, 2, 3])
    const { id } = await crossbar.media.upload({ name: 'Welcome', contentType: 'audio/wav', bytes })
    expect(await crossbar.media.download(id)).toEqual({ contentType: 'audio/wav', bytes })
    expect(kazoo.calls.filter(({ method }) => method !== 'GET').map(({ path }) => path.split('/').at(-1))).toEqual([
      'api_auth',
      'media',
      'raw',
    ])
  })

  it('no recording without its audio', async () => {
    const { crossbar, kazoo } = await connect()
    kazoo.fail('unavailable', { path: '/raw' })
    const upload = crossbar.media.upload({ name: 'Welcome', contentType: 'audio/wav', bytes: new Uint8Array([1]) })
    await expect(upload).rejects.toMatchObject({ kind: 'unknown-outcome' })
    expect(kazoo.all(ACCOUNT, 'media')).toEqual([])
  })
})

describe('phone numbers', () => {
  it('say what uses them, and leave out those being ported', async () => {
    const numbers = { '+14155550100': {}, '+14155550140': {}, '+14155550160': { state: 'port_in' } }
    const { crossbar } = await connect({ accounts: [smallAccount({ numbers })] })
    const listed = await crossbar.phoneNumbers.list()
    expect(listed.map(({ number, usedBy, state }) => [number, usedBy, state])).toEqual([
      ['+14155550100', 'callflow', 'in_service'],
      ['+14155550140', null, 'in_service'],
    ])
    expect(listed[0]?.createdAt).toMatch(/^20\d\d-/)
    expect(await crossbar.phoneNumbers.get('+14155550100')).toMatchObject({ usedBy: 'callflow' })
    await expect(crossbar.phoneNumbers.get('+14155550111')).rejects.toMatchObject({ kind: 'not-found' })
    await crossbar.phoneNumbers.fix('+14155550100')
  })
})

describe('what is asked of a cluster', () => {
  it('schemas', async () => {
    const { crossbar } = await connect({ version: '5' })
    const { properties } = await crossbar.schemas.get('callflows.pivot')
    expect(Object.keys(properties as JsonObject)).toContain('custom_request_headers')
    expect((properties as Record<string, unknown>).method).toEqual({
      type: 'string',
      enum: ['get', 'post', 'GET', 'POST'],
      default: 'get',
    })
    await expect(crossbar.schemas.get('callflows.nothing')).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('its servers and their applications, where the account may', async () => {
    const { crossbar } = await connect({ isSuperduper: true })
    expect(await crossbar.systemStatus()).toMatchObject([{ zone: 'local', apps: expect.arrayContaining(['pivot']) }])
    const other = await connect()
    await expect(other.crossbar.systemStatus()).rejects.toMatchObject({ kind: 'forbidden' })
  })
})

describe('Pivot debug', () => {
  it('lists calls with the newest first, and gives all requests of one', async () => {
    let now = Date.parse('2026-11-20T10:00:00Z')
    const { crossbar, kazoo } = await connect({ now: () => now })
    const uri = 'https://s.example/p/main'
    for (const callId of ['z@10.0.0.1', 'a@10.0.0.1']) {
      kazoo.addDebug(ACCOUNT, { callId, uri, requestBody: '{}', response: { status: '200', body: '[]' } })
      now += 60_000
    }
    kazoo.addDebug(ACCOUNT, { callId: 'a@10.0.0.1', iteration: 2, uri, response: null })
    const rows = await crossbar.pivotDebug.list()
    expect(rows.map(({ callId, status }) => [callId, status])).toEqual([
      ['a@10.0.0.1', '200'],
      ['z@10.0.0.1', '200'],
    ])
    const entries = await crossbar.pivotDebug.get(rows[0]?.debugId ?? '')
    expect(entries.map(({ iteration, request, response }) => [iteration, request?.uri, response?.status])).toEqual([
      [1, uri, undefined],
      [1, undefined, '200'],
      [2, uri, undefined],
    ])
    expect(await crossbar.pivotDebug.list('2026-11-20T10:00:30Z')).toMatchObject([{ callId: 'a@10.0.0.1' }])
  })
})

describe('webhooks', () => {
  async function receiver() {
    const received: JsonObject[] = []
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      received.push(JSON.parse(Buffer.concat(chunks).toString()))
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return { received, uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
  }
  const hook = { name: 'Studio', http_verb: 'post', format: 'json' } as const

  it('tell that somebody edited a callflow', async () => {
    const { crossbar, kazoo } = await connect({ allowsLoopback: true })
    const { received, uri } = await receiver()
    const custom_data = { type: 'callflow', action: 'doc_edited' }
    await crossbar.webhooks.create({ ...hook, uri, hook: 'object', custom_data })
    kazoo.edit(ACCOUNT, 'callflows', CALLFLOW, (data) => ({ ...data, name: 'Theirs' }))
    await kazoo.webhooksSettled()
    expect(received).toEqual([{ id: CALLFLOW, account_id: ACCOUNT, ...custom_data }])
  })

  it('tell how a call ended', async () => {
    const { crossbar, kazoo } = await connect({ allowsLoopback: true })
    const { received, uri } = await receiver()
    await crossbar.webhooks.create({ ...hook, uri, hook: 'channel_destroy', custom_data: { secret: 's' } })
    const data = { call_id: 'abc@10.0.0.1', hangup_cause: 'NORMAL_CLEARING' }
    await kazoo.event({ accountId: ACCOUNT, name: 'CHANNEL_ANSWER', data })
    await kazoo.event({ accountId: ACCOUNT, name: 'CHANNEL_DESTROY', data })
    expect(received).toEqual([{ hook_event: 'channel_destroy', account_id: ACCOUNT, ...data, secret: 's' }])
  })

  it('are listed, replaced, enabled again, and deleted', async () => {
    const { crossbar, kazoo } = await connect()
    const data = { ...hook, uri: 'https://s.example/hook', hook: 'channel_destroy' }
    const { id, revision } = await crossbar.webhooks.create(data)
    await crossbar.webhooks.replace(id, { ...data, name: 'Calls' }, revision)
    kazoo.edit(ACCOUNT, 'webhooks', id, (stored) => ({ ...stored, enabled: false, disable_reason: 'failed' }))
    const [disabled] = await crossbar.webhooks.list()
    expect(disabled).toMatchObject({ name: 'Calls', isEnabled: false, disableReason: 'failed' })
    await crossbar.webhooks.enable(id)
    expect((await crossbar.webhooks.list())[0]?.isEnabled).toBe(true)
    await crossbar.webhooks.delete(id, (await crossbar.webhooks.get(id)).revision)
    expect(await crossbar.webhooks.list()).toEqual([])
  })

  it('are refused at an address that KAZOO blocks', async () => {
    const { crossbar } = await connect()
    const creating = crossbar.webhooks.create({ ...hook, uri: 'http://localhost/hook', hook: 'object' })
    await expect(creating).rejects.toMatchObject({ kind: 'invalid', fields: [{ path: 'uri', rule: 'error' }] })
  })
})
