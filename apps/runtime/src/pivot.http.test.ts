import { flow, RECORDED_REQUESTS } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { send } from './testing/http.ts'
import { continuationOf, startStudio, type TestStudio } from './testing/studio.ts'
import { serve } from './testing/web-server.ts'

const menu = () =>
  flow()
    .step('menu', 'input.menu', {
      prompt: { type: 'tts', text: 'Press 1.' },
      choices: [{ digits: '1', label: 'One' }],
      attempts: 2,
      timeoutMs: 5000,
      interdigitTimeoutMs: 2000,
    })
    .step('one', 'tts', { text: 'One, {{ caller.name }}.' })
    .chain('menu')
    .edge('menu.1', 'one')
    .build()

let studio: TestStudio
let pivotUrl: string
let path: string
beforeAll(async () => {
  studio = await startStudio()
  pivotUrl = (await studio.publish(menu())).pivotUrl
  path = new URL(pivotUrl).pathname
})
afterAll(() => studio.stop())

describe('KAZOO’s requests', () => {
  it.each(RECORDED_REQUESTS.map((fixture) => [fixture.name, fixture] as const))(
    'are answered: %s',
    async (_, fixture) => {
      const query = fixture.request.url.includes('?') ? `?${fixture.request.url.split('?')[1]}` : ''
      const sent =
        fixture.method === 'get'
          ? { method: 'GET', headers: { 'content-length': '0', te: '' } }
          : { method: 'POST', headers: fixture.request.headers, body: fixture.request.body }
      const answer = await studio.send(path + query, sent)
      expect(answer.status).toBe(200)
      const callId = fixture.params['Call-ID'] ?? fixture.params.CallSid
      const { calls } = await studio.api<{ calls: { id: string; callId: string }[] }>('GET', '/calls?limit=1')
      expect(calls[0]?.callId).toBe(callId)
      const detail = await studio.api<{ request: { params: object } }>('GET', `/calls/${calls[0]?.id}`)
      expect(detail.request.params).toMatchObject(fixture.params)
    },
  )

  it('get an answer as KAZOO’s client needs it', async () => {
    const { headers, text } = await studio.send(path, { headers: { 'accept-encoding': 'gzip, br' } })
    expect(headers['content-type']).toBe('application/json')
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)))
    expect(headers.connection).toBe('close')
    for (const name of ['content-encoding', 'transfer-encoding', 'set-cookie', 'location'])
      expect(headers[name]).toBeUndefined()
  })

  it('reach the step that the token names, by the older key too', async () => {
    const first = await studio.ask(pivotUrl)
    const second = await studio.ask(continuationOf(first.tree), { Digits: { menu_1: '1' } })
    expect(second.tree).toEqual({ module: 'tts', data: { text: 'One, Alice Example.' } })
  })

  it('may carry a token behind any key', async () => {
    const token = continuationOf((await studio.ask(pivotUrl)).tree)
      .split('/')
      .at(-1)
    const answer = await studio.ask(`${studio.url}/pivot/another-key/${token}`, { Digits: { menu_1: '1' } })
    expect(answer.status).toBe(200)
  })
})

describe('what cannot be answered is refused at once, with a JSON error', () => {
  const refused = async (status: number, target: string, sent = {}) => {
    const answer = await studio.send(target, sent)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/json')
    expect(answer.headers.connection).toBe('close')
    expect(JSON.parse(answer.text)).toEqual({ error: expect.any(String) })
    return answer
  }

  it('404 for unknown keys and all other paths', async () => {
    const others = ['/pivot', '/pivot/', '/pivot/nobody', `${path}/`, `${path}/x/y`, '/pivot//x', `${path}//`]
    for (const other of others) await refused(404, other)
    await refused(404, '/pivot/nobody', { method: 'POST', body: 'x'.repeat(70_000) })
  })

  it('405 for other methods, naming those that are possible', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const { headers } = await refused(405, path, { method })
      expect(headers.allow).toBe('GET, POST')
    }
    expect((await studio.send(path, { method: 'HEAD' })).status).toBe(405)
  })

  it('413 for more than 64 KiB, whether announced or in chunks', async () => {
    const fits = `a=${'x'.repeat(64 * 1024 - 2)}`
    expect((await studio.send(path, { method: 'POST', body: fits })).status).toBe(200)
    await refused(413, path, { method: 'POST', body: `${fits}x` })
    await refused(413, path, { method: 'POST', body: [fits, 'x'] })
    await refused(413, path, { method: 'POST', body: `a=${'x'.repeat(300_000)}` })
  })

  it('400 for a JSON body that is none', async () => {
    const json = { 'content-type': 'application/json' }
    for (const body of ['{', '[]', '"x"', Buffer.from([0x7b, 0xff, 0x7d])])
      await refused(400, path, { method: 'POST', headers: json, body })
  })

  it('403 for a token that this studio did not make', async () => {
    const token =
      continuationOf((await studio.ask(pivotUrl)).tree)
        .split('/')
        .at(-1) ?? ''
    for (const forged of ['x', `${token}A`, token.slice(0, -4), token.replace(/^./, 'B')])
      await refused(403, `${path}/${forged}`)
  })

  it('403 for another call’s token', async () => {
    const { pathname } = new URL(continuationOf((await studio.ask(pivotUrl)).tree))
    await refused(403, `${pathname}?Call-ID=another@call`)
    await refused(403, pathname)
  })

  it('503, and the reason in the log, where KAZOO would refuse our address', async () => {
    const other = await startStudio({ environment: { PUBLIC_URL: 'http://localhost:9999', TRUST_PROXY: 'true' } })
    const { pivotUrl: address } = await other.publish(menu())
    const answer = await other.send(new URL(address).pathname, { headers: { 'x-forwarded-for': '203.0.113.5' } })
    expect(answer.status).toBe(503)
    expect(other.log()).toContain('KAZOO refuses such an address; set PUBLIC_URL')
    await other.stop()
  })

  it('and none of it stops the server', async () => {
    expect((await studio.ask(pivotUrl)).status).toBe(200)
    expect(studio.log()).not.toContain('unexpectedly')
  })
})

describe('a token expires', () => {
  it('six hours after it was made', async () => {
    let time = Date.parse('2026-11-24T08:00:00Z')
    const other = await startStudio({ now: () => new Date(time) })
    const { pivotUrl: address } = await other.publish(menu())
    const next = continuationOf((await other.ask(address)).tree)
    time += 6 * 60 * 60 * 1000
    expect((await other.ask(next, { Digits: { menu_1: '1' } })).status).toBe(200)
    time += 1000
    expect((await other.ask(next, { Digits: { menu_1: '1' } })).status).toBe(403)
    const { calls } = await other.api<{ calls: { status: number; error: string }[] }>('GET', '/calls')
    expect(calls[0]).toMatchObject({ status: 403, error: 'The token is older than 6 hours.' })
    await other.stop()
  })
})

describe('connections', () => {
  it('are kept only where a proxy closes them towards KAZOO', async () => {
    await studio.restart({ PIVOT_KEEP_ALIVE: 'true' })
    const { headers } = await studio.send(path, { headers: { connection: 'keep-alive' } })
    expect(headers.connection).toBe('keep-alive')
    await studio.restart()
  })

  it('that are answered get their answer even when the server ends', async () => {
    const asked = Array.from({ length: 20 }, () =>
      send(studio.url + path, { method: 'POST', body: 'Call-ID=last@call' }),
    )
    await Promise.race(asked)
    await studio.restart()
    const statuses = (await Promise.allSettled(asked)).map((answer) =>
      answer.status === 'fulfilled' ? answer.value.status : 0,
    )
    const { calls } = await studio.api<{ calls: unknown[] }>('GET', '/calls?callId=last@call&limit=500')
    expect(calls).toHaveLength(statuses.filter((status) => status === 200).length)
  })
})

describe('a call whose answer waits for another server', () => {
  it('gets it whole when the studio ends meanwhile, and stands in the log', async () => {
    let isAsked = (): void => {}
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve
    })
    const crm = await serve((_, response) => {
      isAsked()
      setTimeout(() => response.setHeader('content-type', 'application/json').end('{"name":"Alice"}'), 300)
    })
    const own = await startStudio({ environment: { ALLOWED_HOSTS: '127.0.0.1' } })
    const look = { method: 'GET', url: crm.url, headers: [], body: { type: 'none' }, timeoutMs: 2000, assign: [NAME] }
    const drawn = flow().step('look', 'data.http', look).step('say', 'tts', { text: 'Hello {{ vars.name }}.' })
    const { pivotUrl: address } = await own.publish(drawn.chain('look').edge('look.success', 'say').build())
    const answer = own.ask(address, { 'Call-ID': 'last@call' })
    await asked
    await own.restart()
    expect((await answer).tree.data.text).toBe('Hello Alice.')
    const { calls } = await own.api<{ calls: unknown[] }>('GET', '/calls?callId=last@call')
    expect(calls).toHaveLength(1)
    await own.stop()
    crm.close()
  })
})

const NAME = { name: 'name', path: '$.name' }

it('answers a call that says nothing about itself', async () => {
  const answer = await studio.send(path, { method: 'POST', body: '' })
  expect(answer.status).toBe(200)
})
