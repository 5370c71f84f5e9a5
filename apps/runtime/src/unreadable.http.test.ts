/** Requests that cannot be read whole are answered, and those that cannot be read at all are on the Calls page. */
import { readFileSync } from 'node:fs'
import { type CallRequest, callListSchema, callRequestDetailSchema, callStatsSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { MAX_KEPT_PER_MINUTE } from './calls/refused-limit.ts'
import { continuationOf, startStudio, type TestStudio } from './testing/studio.ts'

const NOON = Date.parse('2026-11-24T12:00:00Z')
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const JSON_TYPE = { 'content-type': 'application/json' }
const REPLACED = '\ufffd'

const menu = (format: 'kazoo' | 'twiml' = 'kazoo', sensitive = false) =>
  flow({ format })
    .variable({ name: 'pin', type: 'string', default: '', sensitive })
    .step('pin', 'input.digits', {
      prompt: { type: 'tts', text: 'Hello {{ caller.name }}, your PIN.' },
      variable: 'pin',
      minDigits: 1,
      maxDigits: 4,
      terminator: '#',
      timeoutMs: 5000,
      interdigitTimeoutMs: 2000,
      attempts: 1,
    })
    .step('say', 'tts', { text: 'Thank you.' })
    .chain('pin')
    .edge('pin.next', 'say')
    .build()

let time = NOON
let studio: TestStudio
let pivotUrl: string
let path: string
let flowId: string
beforeAll(async () => {
  studio = await startStudio({ now: () => new Date(time) })
  const published = await studio.publish(menu(), 'Front desk')
  pivotUrl = published.pivotUrl
  flowId = published.id
  path = new URL(pivotUrl).pathname
})
afterAll(() => studio.stop())

const list = async (query = '') => callListSchema.parse(await studio.api('GET', `/calls${query}`)).calls
const detailOf = async ({ id }: Pick<CallRequest, 'id'>) =>
  callRequestDetailSchema.parse(await studio.api('GET', `/calls/${id}`))
const newest = async () => {
  const [first] = await list('?limit=1')
  if (!first) throw new Error('The log is empty.')
  return detailOf(first)
}
const linesSince = async (run: () => Promise<unknown>) => {
  const before = studio.log().length
  await run()
  return studio.log().slice(before)
}

describe('a caller’s name that is not UTF-8', () => {
  it('is answered as an administrator has sent it', async () => {
    const script = readFileSync(new URL('field/31-latin1-name.sh', import.meta.url), 'utf8')
    const requests = script.split('\n').filter((line) => line.includes('curl'))
    const answers = requests.map((line) => {
      const [, type = ''] = /Content-Type: ([^"]+)"/.exec(line) ?? []
      const [, body = ''] = /--data "([^"]+)"/.exec(line) ?? /printf '([^']+)'/.exec(line) ?? []
      const bytes = body.replace(/\\x([0-9a-f]{2})/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
      const sent = { method: 'POST', headers: { 'content-type': type }, body: Buffer.from(bytes, 'latin1') }
      return studio.send(path, sent)
    })
    const texts = (await Promise.all(answers)).map(({ status, text }) => `${status} ${JSON.parse(text).data.text}`)
    expect(texts).toEqual([
      `200 Hello M${REPLACED}ller, your PIN.`,
      `200 Hello 50${REPLACED}, your PIN.`,
      `200 Hello M${REPLACED}ller, your PIN.`,
    ])
  })

  it.each([
    [
      'by form',
      { method: 'POST', headers: FORM, body: 'Call-ID=a&Caller-ID-Number=%2B4989123&Caller-ID-Name=M%FCller' },
      `M${REPLACED}ller`,
    ],
    ['with a stray %', { method: 'POST', headers: FORM, body: 'Call-ID=a&Caller-ID-Name=50%' }, `50${REPLACED}`],
    [
      'as raw bytes in a form',
      { method: 'POST', headers: FORM, body: Buffer.from('Call-ID=a&Caller-ID-Name=M\xfcller', 'latin1') },
      `M${REPLACED}ller`,
    ],
    [
      'as raw bytes in JSON',
      {
        method: 'POST',
        headers: JSON_TYPE,
        body: Buffer.from('{"Call-ID":"a","Caller-ID-Name":"M\xfcller"}', 'latin1'),
      },
      `M${REPLACED}ller`,
    ],
    [
      'half a surrogate pair in JSON',
      { method: 'POST', headers: JSON_TYPE, body: '{"Call-ID":"a","Caller-ID-Name":"Bob \\ud83d"}' },
      `Bob ${REPLACED}`,
    ],
  ] as const)('%s is replaced, the call is answered, and the log says so without it', async (_, sent, name) => {
    const lines = await linesSince(async () => {
      const answer = await studio.send(path, { ...sent })
      expect(answer.status).toBe(200)
      expect(answer.text).toContain(`Hello ${name}, your PIN.`)
    })
    const warned = lines.split('\n').find((line) => line.includes('Caller-ID-Name'))
    const msg = `Caller-ID-Name is not valid UTF-8 or has a stray %. ${REPLACED} stands for what could not be read.`
    expect(JSON.parse(warned ?? '{}')).toMatchObject({ level: 40, status: 200, flowId, msg })
    const entry = await newest()
    expect(entry).toMatchObject({ callId: 'a', callerName: name, status: 200, state: 'waiting', error: null, hop: 1 })
    expect(entry.warnings).toEqual([
      { nodeId: null, message: expect.stringMatching(/^Caller-ID-Name is not valid UTF-8/) },
    ])
    expect(entry.request?.params).toMatchObject({ 'Call-ID': 'a', 'Caller-ID-Name': name })
  })

  it('is replaced by GET too, and in names', async () => {
    const answer = await studio.send(`${path}?Call-ID=a&Caller-ID-Name=M%FCller&Custom-SIP-Headers[gr%F6sse]=1&100%=x`)
    expect(answer.text).toContain(`Hello M${REPLACED}ller`)
    expect((await newest()).warnings).toHaveLength(1)
  })

  it('is no problem in a call’s second request', async () => {
    const { tree } = await studio.ask(pivotUrl, { 'Call-ID': 'two' })
    const { pathname } = new URL(continuationOf(tree))
    const answer = await studio.send(pathname, {
      method: 'POST',
      headers: FORM,
      body: 'Call-ID=two&Digits[pin_1]=1%&From-Realm=%ff',
    })
    expect(answer.status).toBe(200)
    expect(await newest()).toMatchObject({ callId: 'two', hop: 2 })
  })
})

it('any JSON object is answered and logged, no matter what it holds', async () => {
  const names = [
    'Digits',
    'Custom-Application-Vars',
    'Custom-SIP-Headers',
    'User-ID',
    'CallSid',
    '__proto__',
    'toString',
  ]
  const key = fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary' }))
  await fc.assert(
    fc.asyncProperty(
      fc.object({ key, maxDepth: 6, values: [fc.string({ unit: 'binary' }), fc.double(), fc.constant(null)] }),
      async (params) => {
        const body = JSON.stringify({ ...params, 'Call-ID': 'any' })
        expect((await studio.send(path, { method: 'POST', headers: JSON_TYPE, body })).status).toBe(200)
        expect((await newest()).callId).toBe('any')
      },
    ),
  )
})

it('a byte order mark is no part of a body', async () => {
  for (const [headers, body] of [
    [JSON_TYPE, '\ufeff{"Call-ID":"bom","Caller-ID-Name":"Alice"}'],
    [FORM, '\ufeffCall-ID=bom&Caller-ID-Name=Alice'],
  ] as const) {
    const answer = await studio.send(path, { method: 'POST', headers, body })
    expect(answer.text).toContain('Hello Alice')
    expect(await newest()).toMatchObject({ callId: 'bom', warnings: [] })
  }
})

describe('a request that cannot be read at all', () => {
  const deep = (levels: number) => `{"Digits":${'{"a":'.repeat(levels)}1${'}'.repeat(levels + 1)}`

  it.each([
    ['broken JSON', JSON_TYPE, '{"Call-ID":"a"', 400, 'The body is not valid JSON.'],
    ['JSON that is no object', JSON_TYPE, '["a"]', 400, 'The body is not a JSON object.'],
    ['JSON nested 5,000 levels deep', JSON_TYPE, deep(5000), 400, 'The parameters are nested deeper than 32 levels.'],
    [
      'names nested as deep',
      FORM,
      `Digits${'[a]'.repeat(5000)}=1`,
      400,
      'The parameters are nested deeper than 32 levels.',
    ],
    ['a body that is too large', FORM, `a=${'x'.repeat(70_000)}`, 413, 'The body is larger than 64 KiB.'],
  ] as const)('is refused and on the Calls page: %s', async (_, headers, body, status, why) => {
    time += 60_000
    const answer = await studio.send(path, { method: 'POST', headers, body })
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toEqual({ error: why })
    const entry = await newest()
    expect(entry).toMatchObject({
      callId: '',
      flowId,
      flowName: 'Front desk',
      version: 1,
      hop: 0,
      status,
      state: 'error',
      error: `The request could not be read: ${why}`,
      request: { method: 'POST', url: path },
      response: { body: JSON.stringify({ error: why }) },
    })
    const kept = entry.request?.body ?? ''
    expect(kept.length).toBeLessThanOrEqual(2001)
    expect(body.startsWith(kept.replace(/…$/, ''))).toBe(true)
  })

  it('counts as an error, not as a call', async () => {
    const before = callStatsSchema.parse(await studio.api('GET', '/calls/stats'))
    await studio.send(path, { method: 'POST', headers: JSON_TYPE, body: '{' })
    const after = callStatsSchema.parse(await studio.api('GET', '/calls/stats'))
    expect([after.callsToday, after.errorsToday]).toEqual([before.callsToday, before.errorsToday + 1])
  })

  it('belongs to its call where it brings a token, which is masked', async () => {
    const { tree } = await studio.ask(pivotUrl, { 'Call-ID': 'torn' })
    const { pathname } = new URL(continuationOf(tree))
    const token = pathname.split('/').at(-1) ?? ''
    expect((await studio.send(pathname, { method: 'POST', headers: JSON_TYPE, body: '{' })).status).toBe(400)
    const requests = await list('?callId=torn')
    expect(requests.map(({ hop, status }) => [hop, status])).toEqual([
      [2, 400],
      [1, 200],
    ])
    const entry = await newest()
    expect(entry).toMatchObject({ askedFor: 'pin', request: { url: expect.stringMatching(/\/••••$/), body: '{' } })
    expect(JSON.stringify(entry)).not.toContain(token)
  })

  it('says nothing of its content where the flow takes anything sensitive', async () => {
    const { pivotUrl: url } = await studio.publish(menu('kazoo', true), 'Safe')
    const { pathname } = new URL(url)
    await studio.send(`${pathname}?Digits[secret_pin]=471108150815`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: '{"Digits":{"secret_pin":"471108150815"',
    })
    const entry = await newest()
    expect(entry).toMatchObject({ flowName: 'Safe', status: 400, request: { url: pathname, body: '' } })
    expect(entry.warnings).toEqual([{ nodeId: null, message: expect.stringContaining('not kept') }])
    time += 60_000
    await studio.restart()
    expect(studio.stored().includes('471108150815')).toBe(false)
    expect(studio.log().includes('471108150815')).toBe(false)
  })

  it('is on the page with what a TwiML call gets instead, since that has no fallback any more', async () => {
    const { pivotUrl: url } = await studio.publish(menu('twiml'), 'Spoken')
    const { pathname } = new URL(url)
    const first = await studio.send(pathname, { method: 'POST', headers: FORM, body: 'CallSid=spoken' })
    const next = /action="http:\/\/[^/]+([^"]+)"/.exec(first.text)?.[1] ?? ''
    const answer = await studio.send(next, { method: 'POST', headers: JSON_TYPE, body: '{' })
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/xml'])
    expect(await newest()).toMatchObject({
      callId: 'spoken',
      status: 200,
      state: 'error',
      error: expect.stringContaining('could not be read'),
    })
  })

  it('cannot fill the log', async () => {
    // A server that has just started counts what was logged before while it answers.
    const before = (await list('?limit=500')).filter(({ state }) => state === 'error').length
    const errors = async () => callStatsSchema.parse(await studio.api('GET', '/calls/stats')).errorsToday
    await vi.waitFor(async () => expect(await errors()).toBe(before))
    time += 60_000
    for (let sent = 0; sent < MAX_KEPT_PER_MINUTE + 30; sent++)
      expect((await studio.send(path, { method: 'POST', headers: JSON_TYPE, body: '{' })).status).toBe(400)
    const since = (await list('?limit=500')).filter(({ at }) => Date.parse(at) >= time)
    expect(since).toHaveLength(MAX_KEPT_PER_MINUTE)
    expect(await errors()).toBe(before + MAX_KEPT_PER_MINUTE + 30)
    expect((await studio.send('/metrics')).text).toContain('callflow_log_dropped_total{what="refused"} 30')
    expect((await studio.ask(pivotUrl, { 'Call-ID': 'meanwhile' })).status).toBe(200)
    expect(await list('?callId=meanwhile')).toHaveLength(1)
    time += 60_000
    await studio.send(path, { method: 'POST', headers: JSON_TYPE, body: '{' })
    expect((await newest()).warnings).toEqual([
      { nodeId: null, message: expect.stringContaining('30 more refused requests') },
    ])
  })

  it('never makes the server fail', () => expect(studio.log()).not.toMatch(/unexpectedly|could not be logged/))
})
