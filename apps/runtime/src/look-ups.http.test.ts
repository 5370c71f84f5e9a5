import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FlowDocument } from '@callflow-studio/model'
import {
  type Preview,
  previewSchema,
  problemSchema,
  triedOutSchema,
  validationSchema,
} from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { collectionOf, continuationOf, startStudio, type TestStudio } from './testing/studio.ts'
import { closedHost, serve as startServer, type WebServer } from './testing/web-server.ts'

const SECRET = 'correct-horse-battery'

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio({ environment: { ALLOWED_HOSTS: '127.0.0.1' } })
  await studio.api('PUT', '/secrets/crm', { value: SECRET }, 204)
})
afterAll(() => studio.stop())

const open: WebServer[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})
async function serve(...given: Parameters<typeof startServer>): Promise<WebServer> {
  const server = await startServer(...given)
  open.push(server)
  return server
}
const json = (value: unknown) => serve((_, response) => response.end(JSON.stringify(value)))

const httpStep = (url: string, more: Record<string, unknown> = {}) => ({
  method: 'GET',
  url,
  headers: [],
  body: { type: 'none' },
  timeoutMs: 3000,
  assign: [{ name: 'name', path: '$.name' }],
  ...more,
})
/** Asks at once and says what came of it. */
const asking = (url: string, more: Record<string, unknown> = {}): FlowDocument =>
  flow()
    .step('ask', 'data.http', httpStep(url, more))
    .step('good', 'tts', { text: 'Good: {{ vars.name }}' })
    .step('other', 'tts', { text: 'Other' })
    .step('bad', 'tts', { text: '{{ vars.error.code }}' })
    .chain('ask')
    .edge('ask.success', 'good')
    .edge('ask.failure', 'other')
    .edge('ask.error', 'bad')
    .build()
/** What a caller hears of this flow. */
const heard = async (document: FlowDocument, on: TestStudio = studio): Promise<unknown> =>
  (await on.ask((await on.publish(document)).pivotUrl)).tree.data.text

describe('a look-up in a call', () => {
  it('says what the server replied, with the caller’s data escaped for the address', async () => {
    const server = await json({ name: 'Zoë' })
    expect(await heard(asking(`${server.url}/c/{{ caller.number }}?n={{ caller.name }}`))).toBe('Good: Zoë')
    expect(server.seen[0]?.url).toBe('/c/%2B14155550100?n=Alice%20Example')
  })

  it('takes the exit for each thing that goes wrong', async () => {
    const silent = await serve(() => {})
    const noJson = await serve((_, response) => response.end('<html>'))
    const large = await serve((_, response) => response.end('x'.repeat(2 * 1024 * 1024)))
    const broken = await serve((_, response) => response.destroy())
    const elsewhere = await serve((_, response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end())
    const failing = await serve((_, response) => response.writeHead(500).end())
    expect(await heard(asking(silent.url, { timeoutMs: 200 }))).toBe('look-up.timeout')
    expect(await heard(asking(noJson.url))).toBe('look-up.not-json')
    expect(await heard(asking(large.url))).toBe('look-up.too-large')
    expect(await heard(asking(broken.url))).toBe('look-up.unreachable')
    expect(await heard(asking(elsewhere.url, { followRedirects: 1 }))).toBe('look-up.redirect')
    expect(await heard(asking(elsewhere.url))).toBe('Other')
    expect(await heard(asking(failing.url))).toBe('Other')
    expect(await heard(asking('http://[::1]:1/'))).toBe('look-up.refused-host')
    expect(await heard(asking('{{ vars.nothing }}'))).toBe('look-up.bad-url')
  })

  it('of a server that nobody allowed is refused, and nothing is sent', async () => {
    const server = await json({ name: 'inner' })
    const strict = await startStudio()
    expect(await heard(asking(server.url), strict)).toBe('look-up.refused-host')
    expect(server.seen).toEqual([])
    await strict.stop()
  })

  it('stands in the call log, and fails into the fallback where no exit is connected', async () => {
    const host = await closedHost()
    const { pivotUrl, id } = await studio.publish(
      flow()
        .step('ask', 'data.http', httpStep(`http://${host}/`))
        .chain('ask')
        .build(),
    )
    expect((await studio.ask(pivotUrl)).tree.module).toBe('play')
    const { calls } = await studio.api<{ calls: { error: string; state: string }[] }>('GET', `/calls?flow=${id}`)
    expect(calls[0]).toMatchObject({ state: 'error', error: `${host} refuses connections.` })
  })
})

describe('secrets', () => {
  it('reach the server, and neither log nor database, even if the server sends them back', async () => {
    const server = await serve(({ headers }, response) => response.end(JSON.stringify({ name: headers['x-key'] })))
    const headers = [{ name: 'X-Key', value: '{{ secrets.crm }}' }]
    const text = await heard(asking(`${server.url}/?key={{ secrets.crm }}`, { headers }))
    expect(text).toBe(`Good: ${SECRET}`) // the flow's author may have it spoken
    expect(server.seen[0]).toMatchObject({ url: `/?key=${SECRET}`, headers: { 'x-key': SECRET } })
    await heard(asking(`http://${await closedHost()}/?key={{ secrets.crm }}`))
    await studio.restart()
    expect(studio.stored()).not.toContain(SECRET)
    expect(studio.log()).not.toContain(SECRET)
  })

  it('that are missing make the step fail', async () => {
    expect(await heard(asking('http://127.0.0.1:1/?k={{ secrets.nothing }}'))).toBe('secret.missing')
  })
})

describe('a host that never answers', () => {
  it('holds up 200 calls for no longer than they may wait, and nobody else', async () => {
    const silent = await serve(() => {})
    const { pivotUrl: dead } = await studio.publish(asking(silent.url, { timeoutMs: 1000 }))
    const { pivotUrl: other } = await studio.publish(flow().step('say', 'tts', { text: 'Hi' }).chain('say').build())
    /** How many calls of another flow were answered meanwhile; how fast is the benchmark's question. */
    const askOthers = async (times: number): Promise<number> => {
      let answered = 0
      for (let index = 0; index < times; index++) {
        if ((await studio.ask(other)).tree.data.text === 'Hi') answered += 1
        await pause(5)
      }
      return answered
    }
    const waitForAll = async () => {
      const before = silent.seen.length
      const calls = Array.from({ length: 200 }, async () => {
        const begun = performance.now()
        const { tree } = await studio.ask(dead)
        return { text: tree.data.text, tookMs: performance.now() - begun }
      })
      await expect.poll(() => silent.seen.length - before, { timeout: 10_000 }).toBe(200) // all of them wait
      const others = await askOthers(50)
      return { answers: await Promise.all(calls), others }
    }
    const first = await waitForAll()
    for (const { text, tookMs } of first.answers) {
      expect(text).toBe('look-up.timeout')
      expect(tookMs).toBeLessThan(4500)
    }
    expect(first.others).toBe(50)
    const before = await heapUsed()
    for (let round = 0; round < 2; round++) await waitForAll()
    expect((await heapUsed()) - before).toBeLessThan(16 * 1024 * 1024)
  }, 60_000)
})

async function heapUsed(): Promise<number> {
  await pause(200)
  const { setFlagsFromString } = await import('node:v8')
  const { runInNewContext } = await import('node:vm')
  setFlagsFromString('--expose_gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') for (let round = 0; round < 3; round++) collect()
  return process.memoryUsage().heapUsed
}

describe('tables in a call', () => {
  const readingTwice = (table: string) =>
    flow()
      .step('row', 'data.table', { table, column: 'number', key: '42', assign: [{ name: 'state', column: 'state' }] })
      .step('say', 'tts', { text: 'First {{ vars.state }}' })
      .step('digits', 'input.digits', {
        prompt: { type: 'tts', text: 'Press a key.' },
        variable: 'key',
        minDigits: 1,
        maxDigits: 1,
        terminator: '#',
        timeoutMs: 3000,
        interdigitTimeoutMs: 2000,
        attempts: 1,
      })
      .step('again', 'data.table', {
        table,
        column: 'number',
        key: '{{ vars.key }}2',
        assign: [{ name: 'state', column: 'state' }],
      })
      .step('then', 'tts', { text: 'Then {{ vars.state }}' })
      .step('none', 'tts', { text: 'None' })
      .step('bad', 'tts', { text: '{{ vars.error.code }}' })
      .chain('row')
      .edge('row.found', 'say')
      .edge('row.not_found', 'none')
      .edge('row.error', 'bad')
      .edge('say', 'digits')
      .edge('digits.next', 'again')
      .edge('again.found', 'then')
      .edge('again.not_found', 'none')
      .edge('again.error', 'bad')
      .build()
  const create = (live: boolean) =>
    studio.api<{ id: string }>(
      'POST',
      '/tables',
      {
        name: 'Orders',
        columns: [
          { name: 'number', type: 'number' },
          { name: 'state', type: 'text' },
        ],
        keyColumn: 'number',
        live,
      },
      201,
    )
  const fill = (id: string, state: string) =>
    studio.send(`/api/tables/${id}/import`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: `number,state\n42,${state}`,
    })

  it.each([
    [false, 'Then new'],
    [true, 'Then sent'],
  ])('(live: %s) show one state, or the present one', async (live, expected) => {
    const { id } = await create(live)
    await fill(id, 'new')
    const { pivotUrl } = await studio.publish(readingTwice(id))
    const { tree } = await studio.ask(pivotUrl)
    expect(tree.data.text).toBe('First new')
    await fill(id, 'sent')
    const next = await studio.ask(continuationOf(tree), { Digits: { [collectionOf(tree)]: '4' } })
    expect(next.tree.data.text).toBe(expected)
    expect((await studio.ask(pivotUrl)).tree.data.text).toBe('First sent')
    await studio.api('DELETE', `/tables/${id}`, undefined, 204)
    expect((await studio.ask(pivotUrl)).tree.data.text).toBe('table.gone')
  })

  it('that is gone is told before a flow is published', async () => {
    const { id } = await create(false)
    const document = readingTwice(id)
    const errorsOf = async () =>
      validationSchema
        .parse(await studio.api('POST', '/validate', { document }))
        .diagnostics.filter(({ code }) => code === 'table.missing')
        .map(({ nodeId }) => nodeId)
    expect(await errorsOf()).toEqual([])
    await studio.api('DELETE', `/tables/${id}`, undefined, 204)
    expect(await errorsOf()).toEqual(['row', 'again'])
    const { id: flowId } = await studio.api<{ id: string }>('POST', '/flows', { name: 'Reader', document }, 201)
    await studio.api('POST', `/flows/${flowId}/publish`, {}, 422)
  })
})

describe('two servers with the same secret and a copy of the database', () => {
  it('answer alternate requests of one call', async () => {
    const environment = { ALLOWED_HOSTS: '127.0.0.1', STUDIO_SECRET: 'a-secret-that-both-know' }
    const server = await json({ name: 'Zoë' })
    const first = await startStudio({ environment })
    await first.api('PUT', '/secrets/crm', { value: SECRET }, 204)
    const digits = (id: string) => ({
      prompt: { type: 'tts', text: `Press a key for ${id}.` },
      variable: id,
      minDigits: 1,
      maxDigits: 1,
      terminator: '#',
      timeoutMs: 3000,
      interdigitTimeoutMs: 2000,
      attempts: 1,
    })
    const document = flow()
      .step('a', 'input.digits', digits('a'))
      .step('b', 'input.digits', digits('b'))
      .step(
        'ask',
        'data.http',
        httpStep(`${server.url}/{{ vars.a }}{{ vars.b }}`, {
          headers: [{ name: 'X-Key', value: '{{ secrets.crm }}' }],
        }),
      )
      .step('good', 'tts', { text: '{{ vars.name }} {{ vars.a }}{{ vars.b }}' })
      .step('c', 'input.digits', digits('c'))
      .step('end', 'tts', { text: '{{ vars.a }}{{ vars.b }}{{ vars.c }}' })
      .chain('a', 'b', 'ask')
      .edge('ask.success', 'good')
      .edge('good', 'c')
      .edge('c.next', 'end')
      .build()
    const { pivotUrl } = await first.publish(document)
    await first.restart() // all that it wrote is in its files
    const copy = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
    cpSync(first.dataDir, copy, { recursive: true })
    const second = await startStudio({ environment: { ...environment, DATA_DIR: copy } })
    let { tree } = await first.ask(pivotUrl)
    for (const [on, key] of [
      [second, '1'],
      [first, '2'],
      [second, '3'],
    ] as const)
      tree = (await on.ask(continuationOf(tree), { Digits: { [collectionOf(tree)]: key } })).tree
    expect(tree.data.text).toBe('123')
    expect(server.seen).toMatchObject([{ url: '/12', headers: { 'x-key': SECRET } }])
    await second.stop()
    await first.stop()
  })
})

describe('sub-flows in a call', () => {
  it('are those that were live when the call began, also behind a look-up', async () => {
    const server = await json({ name: 'Zoë' })
    const inner = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()
    const sub = await studio.publish(inner('Old words'))
    const { pivotUrl } = await studio.publish(
      flow()
        .step('hello', 'tts', { text: 'Hello' })
        .step('ask', 'data.http', httpStep(server.url))
        .step('call', 'flow.call', { flowId: sub.id, inputs: [], outputs: [] })
        .step('after', 'tts', { text: 'After' })
        .chain('hello', 'ask')
        .edge('ask.success', 'call')
        .edge('call.next', 'after')
        .build(),
    )
    const { tree } = await studio.ask(pivotUrl)
    await studio.api('PUT', `/flows/${sub.id}`, { name: 'Sub', document: inner('New words'), revision: 1 })
    await studio.api('POST', `/flows/${sub.id}/publish`, {})
    const goOn = async () => (await studio.ask(continuationOf(tree))).tree
    expect(await goOn()).toMatchObject({ data: { text: 'Old words' }, children: { _: { data: { text: 'After' } } } })
    await studio.api('POST', `/flows/${sub.id}/unpublish`)
    expect(await goOn()).toMatchObject({ data: { text: 'Old words' } })
    expect((await studio.ask(continuationOf((await studio.ask(pivotUrl)).tree))).tree.module).toBe('play') // the fallback
  })
})

describe('previews', () => {
  const preview = async (document: FlowDocument, more: Record<string, unknown> = {}): Promise<Preview> => {
    const { id } = await studio.api<{ id: string }>('POST', '/flows', { name: 'Previewed', document }, 201)
    return previewSchema.parse(await studio.api('POST', `/flows/${id}/preview`, more))
  }
  const spoken = ({ events }: Preview) => events.find(({ kind }) => kind === 'speech')?.text

  it('make a GET, and show it without its secrets', async () => {
    const server = await serve(({ headers }, response) => response.end(JSON.stringify({ name: headers.authorization })))
    const headers = [{ name: 'Authorization', value: 'Bearer {{ secrets.crm }}' }]
    const played = await preview(asking(`${server.url}/?k={{ secrets.crm }}`, { headers }))
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${SECRET}`)
    expect(played.lookUps).toMatchObject([
      { nodeId: 'ask', isMock: false, request: { method: 'GET' }, reply: { status: 200 } },
    ])
    expect(spoken(played)).toBe('Good: Bearer ••••')
    expect(JSON.stringify(played)).not.toContain(SECRET)
  })

  it('take a mock instead: a reply, an error, or one for each visit', async () => {
    const document = asking('http://10.0.0.1/', { method: 'POST' })
    const withMock = async (mock: unknown) => spoken(await preview(document, { mocks: { ask: mock } }))
    expect(await withMock({ status: 200, body: { name: 'Mocked' } })).toBe('Good: Mocked')
    expect(await withMock([{ status: 200, body: '{"name":"Text"}' }])).toBe('Good: Text')
    expect(await withMock({ status: 404 })).toBe('Other')
    expect(await withMock({ status: 200, body: 'no JSON' })).toBe('look-up.not-json')
    expect(await withMock({ error: 'look-up.timeout' })).toBe('look-up.timeout')
    expect(await withMock({ error: 'The line is dead.' })).toBe('look-up.unreachable')
  })

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'take no mock from nowhere for a step named %s',
    async (id) => {
      const document = flow()
        .step(id, 'data.http', httpStep('http://10.0.0.1/', { method: 'POST' }))
        .step('say', 'tts', { text: 'Sent' })
        .chain(id)
        .edge(`${id}.success`, 'say')
        .build()
      expect((await preview(document, { mocks: {} })).waitingFor).toMatchObject({ nodeId: id, kind: 'look-up' })
    },
  )

  it('send anything but GET only where that was confirmed', async () => {
    const server = await json({ name: 'Sent' })
    const document = asking(server.url, {
      method: 'POST',
      body: { type: 'json', content: '{"n": "{{ caller.name }}"}' },
    })
    const waiting = await preview(document)
    expect(waiting.waitingFor).toMatchObject({
      nodeId: 'ask',
      kind: 'look-up',
      text: `Would send POST to ${server.host}`,
    })
    expect(waiting.lookUps).toMatchObject([{ request: { body: '{"n": "Mobile caller"}' }, reply: null }])
    expect(server.seen).toEqual([])
    expect(spoken(await preview(document, { confirmed: ['ask'] }))).toBe('Good: Sent')
    expect(server.seen).toHaveLength(1)
  })

  it('ask before each sending, and wait at the first that is not confirmed', async () => {
    const server = await json({ name: 'Sent' })
    const post = httpStep(server.url, { method: 'POST' })
    const document = flow()
      .step('first', 'data.http', post)
      .step('say', 'tts', { text: 'Once' })
      .step('refused', 'data.http', post)
      .chain('first')
      .edge('first.success', 'say')
      .edge('first.error', 'refused')
      .edge('say', 'first')
      .build()
    expect((await preview(document)).waitingFor).toMatchObject({ nodeId: 'first' })
    const again = await preview(document, { confirmed: ['first'] })
    expect(again.waitingFor).toMatchObject({ nodeId: 'first' })
    expect(again.lookUps).toMatchObject([{ reply: { status: 200 } }, { reply: null }])
    const kept = { status: 200, body: '{"name":"Kept"}' }
    const third = await preview(document, { mocks: { first: [kept, kept, null] } })
    expect(third.lookUps).toMatchObject([{ isMock: true }, { isMock: true }, { isMock: false, reply: null }])
    expect(server.seen).toHaveLength(1)
  })

  it('let the caller wait for a mock as long as it says', async () => {
    const document = asking('http://10.0.0.1/', { timeoutMs: 1500 })
    const { silenceMs, lookUps } = await preview(document, { mocks: { ask: { error: 'look-up.timeout' } } })
    expect(lookUps).toMatchObject([{ reply: { durationMs: 1500 } }])
    expect(silenceMs).toBeGreaterThanOrEqual(1500)
  })
})

describe('trying a step out', () => {
  const tryOut = (document: unknown, more: Record<string, unknown> = {}, status = 200) =>
    studio.api('POST', '/try-out', { document, nodeId: 'ask', ...more }, status)

  it('sends what the step would send for this call, and shows what it would keep', async () => {
    const server = await json({ name: 'Zoë', orders: [1, 2] })
    const document = asking(`${server.url}/{{ caller.number }}/{{ vars.id }}`, {
      headers: [{ name: 'X-Key', value: '{{ secrets.crm }}' }],
      assign: [{ name: 'orders', path: '$.orders' }],
    })
    const tried = triedOutSchema.parse(
      await tryOut(document, { call: { callerNumber: '+4930123' }, variables: { id: 7 } }),
    )
    expect(tried).toMatchObject({
      request: { method: 'GET', url: `${server.url}/%2B4930123/7`, headers: [['X-Key', '••••']], body: null },
      reply: { ok: true, status: 200, text: '{"name":"Zoë","orders":[1,2]}' },
      took: 'success',
      failure: null,
      assigned: { orders: [1, 2] },
    })
    expect(server.seen[0]?.headers['x-key']).toBe(SECRET)
  })

  it('asks before anything but GET', async () => {
    const server = await json({ name: 'Done' })
    const document = asking(server.url, { method: 'DELETE' })
    expect(problemSchema.parse(await tryOut(document, {}, 409)).request).toMatchObject({ method: 'DELETE' })
    expect(server.seen).toEqual([])
    expect(triedOutSchema.parse(await tryOut(document, { isConfirmed: true }))).toMatchObject({ took: 'success' })
    expect(server.seen).toHaveLength(1)
  })

  it('says what failed, and what other steps follow does not run', async () => {
    const server = await serve((_, response) => response.end('no JSON'))
    const failed = async (url: string, more = {}) => triedOutSchema.parse(await tryOut(asking(url, more)))
    expect(await failed(server.url)).toMatchObject({
      took: 'error',
      failure: { code: 'look-up.not-json' },
      reply: { text: 'no JSON' },
    })
    expect(await failed('http://10.0.0.1/')).toMatchObject({ took: 'error', failure: { code: 'look-up.refused-host' } })
    expect(await failed('http://10.0.0.1/?k={{ secrets.nothing }}')).toMatchObject({ request: null, took: 'error' })
    const looping = asking(server.url, { assign: [] })
    looping.edges.push({ id: 'loop', source: 'good', sourceHandle: '_', target: 'ask' })
    expect(triedOutSchema.parse(await tryOut(looping))).toMatchObject({ took: 'success' })
    expect(server.seen).toHaveLength(2)
  })

  it('needs a step that asks', async () => {
    await tryOut(asking('http://10.0.0.1/'), { nodeId: 'good' }, 422)
    await tryOut(asking('http://10.0.0.1/'), { nodeId: 'nobody' }, 404)
  })
})
