/** What clients of KAZOO stumble over, held against the fake, or against a real cluster. @source docs/kazoo/crossbar.md */
import { describe, expect, it } from 'vitest'
import { isReal, openTarget, VERSIONS } from '../testing/target.ts'
import type { JsonObject } from './account-data.ts'

const hangup = { module: 'hangup', data: {}, children: {} }

describe.each(VERSIONS)('KAZOO %s', async (version) => {
  const target = await openTarget(version)
  const { kazoo, accountId, askAccount, create } = target
  const make = (more: JsonObject = {}) =>
    create('callflows', { name: 'Contract', numbers: [target.extension()], flow: hangup, ...more })
  const read = async (id: unknown) => (await askAccount('GET', `callflows/${String(id)}`)).data
  const tagOf = (revision: unknown) => ({ 'if-match': `"${String(revision)}"` })

  describe('the envelope', () => {
    it('repeats the id of a request, and says the version once somebody is known', async () => {
      const id = 'f'.repeat(32)
      const known = await askAccount('GET', 'callflows', undefined, { 'x-request-id': id })
      expect(known.body).toMatchObject({ request_id: id, version: expect.any(String), status: 'success' })
      const unknown = await target.send('GET', `/accounts/${accountId}/callflows`)
      expect(unknown.body).not.toHaveProperty('version')
      expect([unknown.status, unknown.body.message]).toEqual([401, 'invalid_credentials'])
    })

    it('tells an unknown document from an unknown endpoint', async () => {
      const document = await askAccount('GET', `callflows/${'0'.repeat(32)}`)
      expect([document.status, document.body.message]).toEqual([404, 'bad_identifier'])
      expect(document.data).toMatchObject({ cause: '0'.repeat(32) })
      const endpoint = await askAccount('GET', 'no_such_endpoint')
      expect([endpoint.status, endpoint.body.message]).toEqual([404, 'not_found'])
      const account = await target.ask('GET', `/accounts/${'0'.repeat(32)}/callflows`)
      expect([account.status, account.body.message]).toEqual([404, 'bad_identifier'])
    })

    it('has no other version, and no other verbs', async () => {
      const { kazoo: fake } = target
      if (fake) expect((await fetch(`${fake.url.replace('/v2', '/v1')}/api_auth`)).status).toBe(410)
      expect((await target.ask('POST', '/token_auth', {})).status).toBe(405)
    })

    it.skipIf(isReal)('says where a document is from', async () => {
      const { data, body } = await make()
      if (version === '4') expect(data._read_only).toMatchObject({ created: expect.any(Number) })
      else expect(body.metadata).toMatchObject({ id: data.id, created: expect.any(Number) })
      expect(version === '4' ? body : data).not.toHaveProperty(version === '4' ? 'metadata' : '_read_only')
    })
  })

  describe('writing', () => {
    it('POST replaces all public keys, and drops private ones', async () => {
      const { data } = await make({ note: 'x', featurecode: { name: 'a', number: '1' } })
      await askAccount('POST', `callflows/${String(data.id)}`, {
        numbers: data.numbers,
        flow: hangup,
        pvt_type: 'x',
        _x: 1,
      })
      const stored = await read(data.id)
      for (const name of ['note', 'featurecode', 'name', 'pvt_type', '_x']) expect(stored).not.toHaveProperty(name)
    })

    it('PATCH merges: old children and old data keys survive', async () => {
      const children = { '1': hangup, '2': hangup }
      const { data } = await make({ flow: { module: 'menu', data: { id: '1'.repeat(32), note: 'x' }, children } })
      const patch = { flow: { module: 'menu', data: { id: '2'.repeat(32) }, children: { '3': hangup } }, name: null }
      await askAccount('PATCH', `callflows/${String(data.id)}`, patch)
      const stored = await read(data.id)
      expect(stored).toMatchObject({ flow: { data: { id: '2'.repeat(32), note: 'x' } } })
      expect(Object.keys(((stored.flow as JsonObject).children ?? {}) as JsonObject).sort()).toEqual(['1', '2', '3'])
      expect(stored).not.toHaveProperty('name')
    })

    it('PATCH replaces lists', async () => {
      const { data } = await make({ flags: ['a', 'b'] })
      await askAccount('PATCH', `callflows/${String(data.id)}`, { flags: ['c'] })
      expect((await read(data.id)).flags).toEqual(['c'])
    })

    it('stores metadata that is sent back, where the next read replaces it', async () => {
      const { data } = await make()
      await askAccount('POST', `callflows/${String(data.id)}`, { ...data, metadata: { x: { name: 'x' } } })
      if (kazoo) expect(kazoo.read(accountId, 'callflows', String(data.id))?.data).toHaveProperty('metadata')
      expect((await read(data.id)).metadata).toEqual({})
    })

    it('needs a number or a pattern', async () => {
      const { status, data } = await askAccount('PUT', 'callflows', { numbers: [], flow: hangup })
      expect(status).toBe(400)
      expect(data.numbers).toHaveProperty('required')
      expect((await make({ numbers: [], patterns: [`^${target.extension()}(.*)$`] })).status).toBe(201)
    })

    it.skipIf(isReal)('takes an id from the document in 4 alone, unless there was one', async () => {
      const { data } = await make()
      await askAccount('DELETE', `callflows/${String(data.id)}`)
      const again = { id: String(data.id), numbers: [target.extension()], flow: hangup }
      const { status, data: made } = await create('callflows', again)
      expect(version === '4' ? status : [status, made.id === data.id]).toEqual(version === '4' ? 409 : [201, false])
      const id = `${target.extension()}${'0'.repeat(26)}`
      expect((await make({ id })).data.id === id).toBe(version === '4')
    })

    it('deletes softly, and says so', async () => {
      const { data } = await make()
      const removed = await askAccount('DELETE', `callflows/${String(data.id)}`)
      expect(removed.status).toBe(200)
      expect(removed.data._read_only ?? removed.body.metadata).toMatchObject({ deleted: true })
      const gone = await askAccount('GET', `callflows/${String(data.id)}`)
      expect([gone.status, gone.body.message]).toEqual([404, 'bad_identifier'])
    })
  })

  describe('If-Match', () => {
    it('guards PATCH and DELETE too', async () => {
      const { data, body } = await make()
      const path = `callflows/${String(data.id)}`
      const first = await askAccount('PATCH', path, { name: 'A' }, tagOf(body.revision))
      expect(first.status).toBe(200)
      expect((await askAccount('PATCH', path, { name: 'B' }, tagOf(body.revision))).status).toBe(412)
      expect((await askAccount('DELETE', path, undefined, tagOf(body.revision))).status).toBe(412)
      expect((await askAccount('DELETE', path, undefined, tagOf(first.body.revision))).status).toBe(200)
    })

    it('never matches a weak tag, and crashes without quotes', async () => {
      const { data, body } = await make()
      const path = `callflows/${String(data.id)}`
      const patch = (tag: string) => askAccount('PATCH', path, { name: 'B' }, { 'if-match': tag })
      expect((await patch(`W/"${String(body.revision)}"`)).status).toBe(412)
      expect((await patch(String(body.revision))).status).toBe(500)
      expect((await read(data.id)).name).toBe('Contract')
    })

    it('makes a dry run of PUT: errors, or 412 for what would be accepted', async () => {
      const taken = target.extension()
      await make({ numbers: [taken] })
      const dryRun = (numbers: string[]) =>
        askAccount('PUT', 'callflows', { numbers, flow: hangup }, { 'if-match': '"x"' })
      expect((await dryRun([taken])).status).toBe(400)
      expect((await dryRun([target.extension()])).status).toBe(412)
    })

    it('lets the last writer win without it', async () => {
      const { data } = await make()
      const path = `callflows/${String(data.id)}`
      for (const name of ['A', 'B']) await askAccount('POST', path, { ...data, name })
      expect((await read(data.id)).name).toBe('B')
    })
  })

  describe('what is refused', () => {
    const dryRun = (flow: unknown) => askAccount('PUT', 'schemas/callflows/validation', { numbers: ['1'], flow })

    it('an unknown module: two errors', async () => {
      const { status, data } = await dryRun({ module: 'no_such_module', data: {} })
      expect(status).toBe(400)
      expect(data.schema).toMatchObject({ schema: { message: 'schema not found' } })
      expect(data['flow.module']).toHaveProperty('error')
    })

    it('an empty flow', async () => {
      expect((await dryRun({})).data['flow.module']).toHaveProperty('required')
    })

    it('a wrong entry of a list, counted from 0', async () => {
      const endpoints = [{ id: '1'.repeat(32), endpoint_type: 'nobody' }]
      const { data } = await dryRun({ module: 'ring_group', data: { endpoints } })
      expect(data['flow.data.endpoints.0.endpoint_type']).toHaveProperty('enum')
    })

    it('an address in a fallback', async () => {
      const pivot = (url: string) => ({ module: 'pivot', data: { voice_url: url } })
      const flow = { ...pivot('https://s.example/'), children: { _: pivot('http://127.0.0.1/') } }
      expect((await dryRun(flow)).data['flow.children._.data.voice_url']).toHaveProperty('error')
    })

    it('another scheme', async () => {
      const { data } = await dryRun({ module: 'pivot', data: { voice_url: 'ftp://s.example/' } })
      expect(data['flow.data.voice_url']).toHaveProperty('pattern')
    })

    it.skipIf(isReal)('with one error of each path in 4, with all in 5', async () => {
      const errors = (await dryRun({ module: '', data: {} })).data['flow.module'] as JsonObject
      expect(Object.keys(errors)).toEqual(version === '4' ? ['error'] : ['minLength', 'error'])
    })

    it.skipIf(isReal)('no flow at all in 5', async () => {
      expect((await askAccount('PUT', 'callflows', { numbers: [target.extension()] })).status).toBe(
        version === '5' ? 400 : 201,
      )
    })

    it.skipIf(isReal)('the number of another account', async () => {
      const { status, data } = await askAccount('PUT', 'callflows', { numbers: ['+14155550199'], flow: hangup })
      expect([status, data]).toEqual([403, { message: 'unauthorized to use +14155550199' }])
    })
  })

  describe.skipIf(isReal)('numbers', () => {
    it('say what uses them, and no longer after it is gone', async () => {
      const used = async () =>
        (await askAccount('GET', `phone_numbers/${encodeURIComponent('+14155550140')}`)).data.used_by
      expect(await used()).toBeUndefined()
      const { data } = await make({ numbers: ['4155550140'] })
      expect(await used()).toBe('callflow')
      await askAccount('DELETE', `callflows/${String(data.id)}`)
      expect(await used()).toBeUndefined()
    })
  })

  describe('lists', () => {
    it('are filtered by the whole document', async () => {
      const note = `note ${target.extension()}`
      const { data } = await make({ note })
      const ids = async (query: string) =>
        ((await askAccount('GET', `callflows?paginate=false&${query}`)).body.data as JsonObject[]).map(({ id }) => id)
      expect(await ids(`filter_note=${encodeURIComponent(note)}`)).toEqual([data.id])
      expect(await ids(`filter_not_note=${encodeURIComponent(note)}`)).not.toContain(data.id)
      expect(await ids('has_key=note')).toContain(data.id)
      expect(await ids('key_missing=note')).not.toContain(data.id)
      expect(await ids('filter_flow.module=hangup')).toContain(data.id)
      expect(await ids(`filter_numbers=${String((data.numbers as string[])[0])}`)).toEqual([data.id])
      const two = await make({ numbers: [target.extension(), target.extension()] })
      expect(await ids(`filter_numbers=${String((two.data.numbers as string[])[0])}`)).toEqual([])
    })
  })

  describe('schemas', () => {
    it('are read without signing in', async () => {
      const { status, data } = await target.send('GET', '/schemas/callflows.pivot')
      expect(status).toBe(200)
      expect(data).toMatchObject({ properties: { voice_url: { type: 'string' }, req_timeout_ms: { maximum: 5000 } } })
      if (!isReal) expect('custom_request_headers' in (data.properties as JsonObject)).toBe(version === '5')
      expect((await target.send('GET', '/schemas/callflows.no_such')).status).toBe(404)
    })
  })
})
