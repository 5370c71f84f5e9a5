import { describe, expect, it } from 'vitest'
import { checkReferences } from '../compile/check-references.ts'
import { compile } from '../compile/compile.ts'
import type { LookUpReply, LookUpRequest, TableQuery, TableReply } from '../nodes/contract/look-up.ts'
import { callOf, continuationsIn, line, NOW } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { memoryTable } from '../testing/memory-table.ts'
import type { Services } from './answer.ts'

/** The servers of a test: what other servers reply, one row of a table, one secret. */
function fakeServers(reply: Partial<LookUpReply> | ((request: LookUpRequest) => LookUpReply) = {}) {
  const asked: LookUpRequest[] = []
  const queries: TableQuery[] = []
  const services: Services = {
    ...memoryTable().services,
    lookUp: async (request) => {
      asked.push(request)
      if (typeof reply === 'function') return reply(request)
      return {
        ok: true,
        status: 200,
        text: '{}',
        contentType: 'application/json',
        durationMs: 12,
        ...reply,
      } as LookUpReply
    },
    readTable: (query): TableReply => {
      queries.push(query)
      if (query.table === 'gone') return { kind: 'error', code: 'table.gone', message: 'The table is gone.' }
      return query.key === '+14155550100' ? { kind: 'found', row: { name: 'Alice', level: 3 } } : { kind: 'not_found' }
    },
    secret: (name) => (name === 'crm' ? 's3cret' : undefined),
  }
  return { asked, queries, services }
}

const ask = (more: Record<string, unknown> = {}) => ({
  method: 'GET',
  url: 'https://crm.example/c/{{ caller.number }}',
  headers: [],
  body: { type: 'none' },
  timeoutMs: 3000,
  assign: [],
  ...more,
})
const say = (text: string) => ({ text })
const OK = { ok: true, status: 200, text: '{}', contentType: null, durationMs: 1 } as const
/** Asks first, then says what came of it. */
const drawn = (data: Record<string, unknown>, text = '{{ vars.name }}') =>
  flow()
    .step('ask', 'data.http', data)
    .step('good', 'tts', say(text))
    .step('other', 'tts', say('status {{ vars.status }}'))
    .step('bad', 'tts', say('{{ vars.error.code }} at {{ vars.error.node }}'))
    .chain('ask')
    .edge('ask.success', 'good')
    .edge('ask.failure', 'other')
    .edge('ask.error', 'bad')
    .build()
const spoken = async (data: Record<string, unknown>, servers: ReturnType<typeof fakeServers>, text?: string) =>
  (await callOf(drawn(data, text), {}, NOW, servers.services).askAsync()).tree.data.text

describe('a look-up on the web', () => {
  it('keeps values of the reply, and goes on at Success', async () => {
    const servers = fakeServers({ text: '{"customer":{"name":"Alice","orders":[1,2]}}' })
    const data = ask({
      assign: [
        { name: 'name', path: '$.customer.name' },
        { name: 'orders', path: '$.customer.orders[*]' },
      ],
    })
    expect(await spoken(data, servers, '{{ vars.name }}: {{ vars.orders | join: "+" }}')).toBe('Alice: 1+2')
    expect(servers.asked).toMatchObject([
      { nodeId: 'ask', method: 'GET', url: 'https://crm.example/c/%2B14155550100', body: null },
    ])
  })

  it('keeps whole numbers digit by digit, however long they are', async () => {
    const servers = fakeServers({ text: '{"order":{"id":12345678901234567890},"ids":[9007199254740993,7]}' })
    const data = ask({
      assign: [
        { name: 'id', path: '$.order.id' },
        { name: 'ids', path: '$.ids[*]' },
      ],
    })
    expect(await spoken(data, servers, '{{ vars.id }}, {{ vars.ids | join: "+" }}')).toBe(
      '12345678901234567890, 9007199254740993+7',
    )
  })

  it('goes on at Other status, which it may keep', async () => {
    const data = ask({
      assign: [
        { name: 'status', from: 'status' },
        { name: 'name', path: '$.x' },
      ],
    })
    expect(await spoken(data, fakeServers({ status: 404, text: 'no such page' }))).toBe('status 404')
  })

  it('takes any 2xx reply where nothing is read from it', async () => {
    expect(await spoken(ask(), fakeServers({ status: 204, text: '' }), 'done')).toBe('done')
    const data = ask({ assign: [{ name: 'name', from: 'text' }] })
    expect(await spoken(data, fakeServers({ text: 'plain' }))).toBe('plain')
  })

  it.each([
    ['a reply that is not JSON', { text: '<html>' }, 'look-up.not-json'],
    ['a server that is too slow', { ok: false, code: 'look-up.timeout', message: 'x' } as const, 'look-up.timeout'],
    ['a forbidden host', { ok: false, code: 'look-up.refused-host', message: 'x' } as const, 'look-up.refused-host'],
  ])('goes on at Failed with a code of its own: %s', async (_, reply, code) => {
    const data = ask({ assign: [{ name: 'name', path: '$.name' }] })
    expect(await spoken(data, fakeServers(reply))).toBe(`${code} at HTTP request`)
  })

  it('takes the fallback where Failed is not connected', async () => {
    const document = flow().step('ask', 'data.http', ask()).chain('ask').build()
    const servers = fakeServers({ ok: false, code: 'look-up.unreachable', message: 'x' } as const)
    const answer = await callOf(document, {}, NOW, servers.services).askAsync()
    expect(line(answer.tree)).toBe('play > hangup')
    expect(answer.failures).toMatchObject([{ nodeId: 'ask', code: 'look-up.unreachable' }])
  })

  it('sends JSON and forms in which no value changes the structure', async () => {
    const servers = fakeServers()
    const name = { 'Caller-ID-Name': '","admin":"1' }
    const call = (body: unknown) =>
      callOf(drawn(ask({ method: 'POST', body }), 'x'), {}, NOW, servers.services).askAsync(name)
    await call({ type: 'json', content: '{"name":"{{ caller.name }}","n":{{ vars.n }}}' })
    await call({ type: 'form', content: 'name={{ caller.name }}&a=1' })
    expect(JSON.parse(servers.asked[0]?.body ?? '')).toEqual({ name: '","admin":"1', n: null })
    expect(servers.asked[0]?.contentType).toBe('application/json')
    expect([...new URLSearchParams(servers.asked[1]?.body ?? '').keys()]).toEqual(['name', 'a'])
  })

  it('sends secrets, which nothing else ever sees', async () => {
    const servers = fakeServers({ text: '{"name":"x"}' })
    const data = ask({
      url: 'https://crm.example/?key={{ secrets.crm }}',
      headers: [{ name: 'Authorization', value: 'Bearer {{ secrets.crm }}' }],
    })
    const answer = await callOf(
      drawn(data, 'Secret: {{ vars.name }}{{ request.secrets.crm }}'),
      {},
      NOW,
      servers.services,
    ).askAsync()
    expect(servers.asked[0]?.url).toBe('https://crm.example/?key=s3cret')
    expect(servers.asked[0]?.shownUrl).toBe('https://crm.example/?key=***')
    expect(servers.asked[0]?.headers).toEqual([['Authorization', 'Bearer s3cret']])
    expect(JSON.stringify(answer)).not.toContain('s3cret')
    expect(answer.tree.data.text).toBe('Secret: ')
  })

  it('hides what a server echoes of a secret, in all that is logged', async () => {
    const servers = fakeServers(({ headers }) => ({
      ...OK,
      text: JSON.stringify({ name: `You sent ${headers[0]?.[1]}` }),
    }))
    const headers = [{ name: 'X-Key', value: 'Key {{ secrets.crm }}' }]
    const answer = await callOf(
      drawn(ask({ headers, assign: [{ name: 'name', path: '$.name' }] })),
      {},
      NOW,
      servers.services,
    ).askAsync()
    expect(answer.body).toContain('You sent Key s3cret')
    expect(answer.loggedBody()).not.toContain('s3cret')
    const failing = fakeServers({ ok: false, code: 'look-up.unreachable', message: 'connect s3cret' } as const)
    const failed = await callOf(drawn(ask({ headers })), {}, NOW, failing.services).askAsync()
    expect(JSON.stringify([failed.failures, failed.trace])).not.toContain('s3cret')
  })

  it('does not send a body that says it is JSON and is none', async () => {
    const servers = fakeServers()
    const data = ask({ method: 'POST', body: { type: 'json', content: '{"n": {{ caller.name | raw }}}' } })
    expect(await spoken(data, servers)).toBe('look-up.body at HTTP request')
    expect(servers.asked).toEqual([])
  })

  it('has the time that the step allows, and no more than is left for the answer', async () => {
    const waits: number[] = []
    let elapsed = 100
    const services: Services = {
      ...fakeServers().services,
      lookUp: async (_, timeoutMs) => {
        waits.push(timeoutMs)
        elapsed += timeoutMs
        return { ok: false, code: 'look-up.timeout', message: 'Too slow.', durationMs: timeoutMs }
      },
    }
    const document = flow()
      .step('a', 'data.http', ask({ timeoutMs: 2000 }))
      .step('b', 'data.http', ask({ timeoutMs: 2000 }))
      .step('c', 'data.http', ask({ timeoutMs: 2000 }))
      .step('say', 'tts', say('{{ vars.error.code }} {{ vars.error.message }}'))
      .edge('start', 'a')
      .edge('a.error', 'b')
      .edge('b.error', 'c')
      .edge('c.error', 'say')
      .build()
    const answer = await callOf(document, {}, NOW, services, () => elapsed).askAsync()
    expect(waits).toEqual([2000, 1600])
    expect(answer.tree.data.text).toBe('look-up.timeout No time was left for the look-up.')
  })

  it('is walked once, however many look-ups there are: a circle of them ends after 1,000 steps', async () => {
    const servers = fakeServers({ ok: false, code: 'look-up.unreachable', message: 'x' } as const)
    const document = flow().step('ask', 'data.http', ask()).chain('ask').edge('ask.error', 'ask').build()
    const answer = await callOf(document, {}, NOW, servers.services).askAsync()
    expect(servers.asked).toHaveLength(1000)
    expect(answer.failures.at(-1)?.code).toBe('loop.silent')
    expect(line(answer.tree)).toBe('play > hangup')
  })

  it('continues inside a sub-flow, and after its return', async () => {
    const sub = flow()
      .step('ask', 'data.http', ask({ assign: [{ name: 'name', path: '$.name' }] }))
      .step('end', 'flow.end', { outputs: [{ name: 'who', value: '{{ vars.name }}' }] })
      .edge('start', 'ask')
      .edge('ask.success', 'end')
      .build()
    const main = flow()
      .step('call', 'flow.call', { flowId: 'sub', inputs: [], outputs: [{ name: 'found', from: 'who' }] })
      .step('again', 'data.http', ask({ url: 'https://b.example/{{ vars.found }}' }))
      .step('say', 'tts', say('{{ vars.found }}'))
      .chain('call', 'again')
      .edge('again.success', 'say')
      .build()
    const servers = fakeServers({ text: '{"name":"Bo"}' })
    const answer = await callOf(main, { sub }, NOW, servers.services).askAsync()
    expect(answer.tree.data.text).toBe('Bo')
    expect(servers.asked.map(({ url }) => url)).toEqual([
      'https://crm.example/c/%2B14155550100',
      'https://b.example/Bo',
    ])
  })

  it('fails where a secret is not there', async () => {
    const data = ask({ headers: [{ name: 'X', value: '{{ secrets.nobody }}' }] })
    expect(await spoken(data, fakeServers())).toBe('secret.missing at HTTP request')
  })

  it('happens when the call gets there: after a KAZOO step, in a new request', async () => {
    const document = flow()
      .step('hi', 'tts', say('One moment'))
      .step('ask', 'data.http', ask())
      .chain('hi', 'ask')
      .build()
    const servers = fakeServers()
    const call = callOf(document, {}, NOW, servers.services)
    const first = call.ask()
    expect(line(first.tree)).toBe('tts > pivot > play > hangup')
    expect(servers.asked).toEqual([])
    await call.askAsync({}, continuationsIn(first.tree)[0])
    expect(servers.asked).toHaveLength(1)
  })

  it('asks each server once, one after the other, with what the earlier replies held', async () => {
    const document = flow()
      .step('a', 'data.http', ask({ url: 'https://a.example/', assign: [{ name: 'id', path: '$.id' }] }))
      .step(
        'b',
        'data.http',
        ask({ url: 'https://b.example/{{ vars.id }}', assign: [{ name: 'name', path: '$.name' }] }),
      )
      .step('say', 'tts', say('{{ vars.name }}'))
      .edge('start', 'a')
      .edge('a.success', 'b')
      .edge('b.success', 'say')
      .build()
    const servers = fakeServers(({ url }) => ({
      ok: true,
      status: 200,
      text: url.includes('a.') ? '{"id":7}' : '{"name":"Bo"}',
      contentType: null,
      durationMs: 1,
    }))
    const answer = await callOf(document, {}, NOW, servers.services).askAsync()
    expect(answer.tree.data.text).toBe('Bo')
    expect(servers.asked.map(({ url }) => url)).toEqual(['https://a.example/', 'https://b.example/7'])
    expect(answer.trace.map(({ nodeId, detail }) => [nodeId, detail])).toEqual([
      ['start', undefined],
      ['a', '200, 1 ms'],
      ['b', '200, 1 ms'],
      ['say', undefined],
    ])
  })
})

describe('a look-up in a table', () => {
  const find = (table: string) => ({
    table,
    column: 'number',
    key: '{{ caller.number }}',
    assign: [{ name: 'name', column: 'name' }],
  })
  const drawnTable = (table: string) =>
    flow()
      .step('look', 'data.table', find(table))
      .step('found', 'tts', say('Hello {{ vars.name }}'))
      .step('none', 'tts', say('Who are you?'))
      .step('bad', 'tts', say('{{ vars.error.code }}'))
      .chain('look')
      .edge('look.found', 'found')
      .edge('look.not_found', 'none')
      .edge('look.error', 'bad')
      .build()

  it('keeps values of the row, as of the epoch of the call', () => {
    const servers = fakeServers()
    expect(callOf(drawnTable('t1'), {}, NOW, servers.services).ask().tree.data.text).toBe('Hello Alice')
    expect(servers.queries).toEqual([
      { table: 't1', column: 'number', key: '+14155550100', country: 'US', epoch: 1, at: NOW.getTime() },
    ])
  })

  it('goes on at Not found and at Failed', () => {
    const { services } = fakeServers()
    expect(callOf(drawnTable('t1'), {}, NOW, services).ask({ 'Caller-ID-Number': '1' }).tree.data.text).toBe(
      'Who are you?',
    )
    expect(callOf(drawnTable('gone'), {}, NOW, services).ask().tree.data.text).toBe('table.gone')
  })

  it('is run ahead, since it waits for nobody', () => {
    const document = flow()
      .step('hi', 'tts', say('Hi'))
      .step('look', 'data.table', find('t1'))
      .step('s', 'tts', say('{{ vars.name }}'))
    const { services } = fakeServers()
    const call = callOf(document.chain('hi', 'look').edge('look.found', 's').build(), {}, NOW, services)
    expect(line(call.ask().tree)).toBe('tts > tts')
  })
})

describe('what is wrong with a look-up, before a call finds out', () => {
  const problems = (data: Record<string, unknown>) =>
    compile(flow().step('ask', 'data.http', ask(data)).chain('ask').build())
      .diagnostics.filter(({ code }) => code !== 'port.unconnected')
      .map(({ severity, code, field }) => [severity, code, field])

  it.each([
    ['a secret without a name', { url: 'https://x.example/{{ secrets[caller.name] }}' }, 'template.secret', 'url'],
    ['a body that is no JSON', { body: { type: 'json', content: '{"a": }' } }, 'look-up.body', 'body.content'],
    ['an address without a server', { url: 'crm.example/x' }, 'look-up.url', 'url'],
    ['a path that is none', { assign: [{ name: 'a', path: 'a.b' }] }, 'look-up.path', 'assign.0.path'],
    ['a header that is none', { headers: [{ name: 'X Y', value: '1' }] }, 'field.invalid', 'headers.0.name'],
  ])('%s', (_, data, code, field) => expect(problems(data)).toEqual([['error', code, field]]))

  it('a wait that is longer than KAZOO’s is a warning', () =>
    expect(problems({ timeoutMs: 10_000 })).toEqual([['warning', 'look-up.silence', 'timeoutMs']]))

  it('secrets stand in look-ups only', () => {
    expect(problems({ headers: [{ name: 'X', value: '{{ secrets.crm }}' }] })).toEqual([])
    const { diagnostics } = compile(flow().step('say', 'tts', say('{{ secrets.crm }}')).chain('say').build())
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'template.secret', nodeId: 'say', field: 'text' }])
  })

  it('a secret that is not there is a warning', () => {
    const document = flow()
      .step('ask', 'data.http', ask({ url: 'https://x.example/?a={{ secrets.crm }}&b={{ secrets.erp }}' }))
      .chain('ask')
      .build()
    const servers = { flow: () => null, table: () => null, hasSecret: (name: string) => name === 'crm' }
    expect(checkReferences(document, servers)).toMatchObject([
      { severity: 'warning', code: 'secret.missing', field: 'url', message: expect.stringContaining('erp') },
    ])
  })
})
