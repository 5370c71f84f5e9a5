/** The ten exchanges of docs/kazoo/crossbar.md, section 8, held against the fake, or against a real cluster. */
import { describe, expect, it } from 'vitest'
import { isReal, openTarget, VERSIONS } from '../testing/target.ts'
import type { JsonObject } from './account-data.ts'

describe.each(VERSIONS)('KAZOO %s', async (version) => {
  const target = await openTarget(version)
  const { kazoo, accountId, askAccount, create } = target
  const hangup = { module: 'hangup', data: {}, children: {} }

  it('1: gives a token for an API key', async () => {
    const { status, body, data } = await target.send('PUT', '/api_auth', { data: { api_key: target.apiKey } })
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'success', auth_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) })
    expect(data).toMatchObject({
      account_id: accountId,
      account_name: expect.any(String),
      is_reseller: expect.any(Boolean),
      reseller_id: expect.any(String),
      language: expect.any(String),
    })
    const claims = JSON.parse(Buffer.from(String(body.auth_token).split('.')[1] ?? '', 'base64url').toString())
    expect(claims.exp).toBeGreaterThan(Date.now() / 1000)
  })

  it('1: knows no other key, and none of another length', async () => {
    const other = await target.send('PUT', '/api_auth', { data: { api_key: '0'.repeat(64) } })
    expect([other.status, other.body.message]).toEqual([404, 'bad_identifier'])
    const short = await target.send('PUT', '/api_auth', { data: { api_key: '0'.repeat(10) } })
    expect([short.status, short.body.message]).toEqual([400, 'validation error'])
    expect(short.data.api_key).toHaveProperty('minLength')
  })

  it('2: refuses a token that it does not know, or no longer', async () => {
    const path = `/accounts/${accountId}/callflows?paginate=false`
    const { status, body } = await target.send('GET', path, undefined, { 'x-auth-token': 'e30.e30.e30' })
    expect(status).toBe(401)
    expect(body).toMatchObject({ data: {}, error: '401', message: 'invalid credentials', status: 'error' })
  })

  it('3: lists callflows in pages', async () => {
    for (let count = 0; count < 3; count++)
      await create('callflows', { name: 'Listed', numbers: [target.extension()], flow: hangup, flags: ['x'] })
    const first = await askAccount('GET', 'callflows?page_size=2')
    expect(first.body).toMatchObject({ status: 'success', page_size: 2, next_start_key: expect.any(String) })
    const rows = first.body.data as JsonObject[]
    expect(rows).toHaveLength(2)
    for (const row of rows)
      expect(row).toMatchObject({ id: expect.any(String), numbers: expect.any(Array), patterns: expect.any(Array) })
    const key = encodeURIComponent(String(first.body.next_start_key))
    const second = await askAccount('GET', `callflows?page_size=2&start_key=${key}`)
    const all = [...rows, ...(second.body.data as JsonObject[])].map(({ id }) => String(id))
    expect(new Set(all).size).toBe(all.length)
    expect(all).toEqual([...all].sort().reverse())
    const whole = await askAccount('GET', 'callflows?paginate=false')
    expect(whole.body.next_start_key).toBeUndefined()
    expect(whole.body.data).toContainEqual(
      expect.objectContaining({ name: 'Listed', featurecode: false, modules: ['hangup'], flags: ['x'] }),
    )
  })

  it('4: reads a callflow with its tag, and the names in its flow', async () => {
    const menu = await create('menus', { name: 'Contract menu' })
    const id = String(menu.data.id)
    const flow = { module: 'menu', data: { id }, children: {} }
    const made = await create('callflows', { name: 'Named', numbers: [target.extension()], flow })
    const { status, headers, body, data } = await askAccount('GET', `callflows/${String(made.data.id)}`)
    expect(status).toBe(200)
    expect(headers.get('etag')).toBe(`"${String(body.revision)}"`)
    expect(data).toMatchObject({ name: 'Named', flow: { module: 'menu', data: { id } } })
    expect(data.metadata).toEqual({ [id]: { name: 'Contract menu', pvt_type: 'menu' } })
    const again = { 'if-none-match': `"${String(body.revision)}"` }
    expect((await askAccount('GET', `callflows/${String(made.data.id)}`, undefined, again)).status).toBe(304)
  })

  it('5: replaces a callflow once, with defaults written into its flow', async () => {
    const number = target.extension()
    const made = await create('callflows', { name: 'Sales', numbers: [number], flow: hangup, note: 'gone' })
    const id = String(made.data.id)
    const tag = { 'if-match': `"${String(made.body.revision)}"` }
    const pivot = { voice_url: 'https://s.example/p/main', method: 'post', req_body_format: 'json', debug: false }
    const fallback = { module: 'user', data: { id: '0'.repeat(32) }, children: {} }
    const data = {
      name: 'Sales',
      numbers: [number],
      patterns: [],
      flags: ['callflow-studio'],
      flow: { module: 'pivot', data: pivot, children: { _: fallback } },
    }
    const saved = await askAccount('POST', `callflows/${id}`, data, tag)
    expect(saved.status).toBe(200)
    expect(saved.headers.get('etag')).toBeNull()
    expect(saved.body.revision).toMatch(/^2-/)
    expect(saved.data).toMatchObject({
      id,
      flags: ['callflow-studio'],
      flow: {
        data: { ...pivot, req_format: 'kazoo' },
        children: { _: { data: { id: '0'.repeat(32), timeout: 20, delay: 0, strategy: 'simultaneous' } } },
      },
    })
    expect(saved.data).not.toHaveProperty('note')
    const again = await askAccount('POST', `callflows/${id}`, data, tag)
    expect([again.status, again.body]).toEqual([412, {}])
  })

  it('6: refuses a number that another callflow has, however it is written', async () => {
    const number = target.number()
    const made = await create('callflows', { name: 'Owner', numbers: [number], flow: hangup })
    const id = String(made.data.id)
    const second = await create('callflows', { numbers: [number.slice(2)], flow: hangup })
    expect([second.status, second.body.error, second.body.message]).toEqual([400, '400', 'validation error'])
    const message = expect.stringContaining(`${number} exists in callflow ${id} Owner`)
    expect(second.data).toEqual({ numbers: { unique: { message, cause: number } } })
  })

  it('7: refuses an address at localhost, without saving anything', async () => {
    const flow = { module: 'pivot', data: { voice_url: 'http://localhost/x' } }
    const dry = await askAccount('PUT', 'schemas/callflows/validation', { numbers: ['1'], flow })
    expect(dry.status).toBe(400)
    const error = { message: 'invalid client URL', value: 'http://localhost/x' }
    expect(dry.data).toMatchObject({ 'flow.data.voice_url': { error } })
    const good = { module: 'pivot', data: { voice_url: 'https://s.example/x' } }
    const accepted = await askAccount('PUT', 'schemas/callflows/validation', { numbers: ['1'], flow: good })
    expect(accepted.status).toBe(200)
  })

  it('8: lists numbers as an object', async () => {
    const { status, data } = await askAccount('GET', 'phone_numbers?include_ports=false&paginate=false')
    expect(status).toBe(200)
    expect(data).toMatchObject({ numbers: expect.any(Object), cascade_quantity: expect.any(Number) })
    for (const [number, entry] of Object.entries(data.numbers as JsonObject)) {
      expect(number).toMatch(/^\+/)
      expect(entry).toMatchObject({ state: expect.any(String), assigned_to: accountId, features: expect.any(Array) })
    }
  })

  it.skipIf(isReal)('9: gives what it kept of a Pivot call, one entry a document', async () => {
    const uri = 'https://s.example/p/main'
    const response = { status: '200', body: '{}' }
    kazoo?.addDebug(accountId, { callId: '829597750@10.26.0.158', uri, requestBody: '{}', response })
    kazoo?.addDebug(accountId, { callId: '829597750@10.26.0.158', iteration: 2, uri, response: null })
    const list = (await askAccount('GET', 'pivot/debug?paginate=false')).body.data as JsonObject[]
    expect(list).toEqual([expect.objectContaining({ iteration: 1, uri, status_code: '200', has_json_errors: false })])
    const debugId = String(list[0]?.debug_id)
    expect(debugId).toMatch(/^\d{6}-829597750@10\.26\.0\.158$/)
    const detail = await askAccount('GET', `pivot/debug/${encodeURIComponent(debugId)}?paginate=false`)
    const kept = (detail.body.data as JsonObject[]).map((entry) => [entry.iteration, entry.uri, entry.resp_status_code])
    expect(kept).toEqual([
      [1, uri, undefined],
      [1, undefined, '200'],
      [2, uri, undefined],
    ])
  })

  it.skipIf(isReal)('10: knows no endpoint whose module is not started', async () => {
    kazoo?.turnOff('pivot/debug')
    const { status, body } = await askAccount('GET', 'pivot/debug')
    kazoo?.turnOn('pivot/debug')
    expect(status).toBe(404)
    expect(body).toMatchObject({ data: { message: 'not found' }, error: '404', message: 'not_found', status: 'error' })
  })
})
