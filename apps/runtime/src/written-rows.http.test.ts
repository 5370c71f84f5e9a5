import type { FlowDocument } from '@callflow-studio/model'
import { type Table, tableRowsSchema, tableSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { killAll, spawnServer } from './testing/spawn-server.ts'
import { CALL, continuationOf, startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
let time = Date.parse('2026-11-24T08:00:00Z')
beforeAll(async () => {
  studio = await startStudio({ now: () => new Date(time) })
})
afterAll(async () => {
  killAll()
  await studio.stop()
})

const COLUMNS = [
  { name: 'key', type: 'phone' },
  { name: 'count', type: 'number' },
  { name: 'note', type: 'text' },
]
const create = async (more: Record<string, unknown> = {}): Promise<Table> =>
  tableSchema.parse(
    await studio.api(
      'POST',
      '/tables',
      { name: 'Counts', columns: COLUMNS, keyColumn: 'key', live: true, ...more },
      201,
    ),
  )
const rowsOf = async (id: string) => tableRowsSchema.parse(await studio.api('GET', `/tables/${id}/rows`))
const valuesOf = async (id: string) => (await rowsOf(id)).rows.map(({ values }) => values)

/** Counts, and says the count or what failed. */
function counting(table: string, more: Record<string, unknown> = {}): FlowDocument {
  const data = {
    change: 'add',
    table,
    key: '{{ caller.number }}',
    column: 'count',
    value: 1,
    keepFor: 'forever',
    assign: [{ name: 'calls', column: 'count' }],
    ...more,
  }
  return flow()
    .step('count', 'data.remember', data)
    .step('say', 'tts', { text: '{{ vars.calls }}' })
    .step('bad', 'tts', { text: '{{ vars.error.code }}: {{ vars.error.message }}' })
    .chain('count')
    .edge('count.next', 'say')
    .edge('count.error', 'bad')
    .build()
}
let calls = 0
const callId = () => `call-${++calls}@example`
const call = async (pivotUrl: string, params: Record<string, unknown> = {}): Promise<unknown> =>
  (await studio.ask(pivotUrl, { 'Call-ID': callId(), ...params })).tree.data.text

describe('calls that count', () => {
  it('count by caller, in a row that is made with the first call, in any spelling of the number', async () => {
    const { id } = await create()
    const { pivotUrl } = await studio.publish(counting(id))
    expect(await call(pivotUrl)).toBe('1')
    expect(await call(pivotUrl, { 'Caller-ID-Number': '14155550100' })).toBe('2')
    expect(await call(pivotUrl, { 'Caller-ID-Number': '(415) 555-0100' })).toBe('3')
    expect(await call(pivotUrl, { 'Caller-ID-Number': 'anonymous' })).toBe('1')
    expect(await valuesOf(id)).toEqual([
      { key: '+14155550100', count: 3, note: null },
      { key: 'anonymous', count: 1, note: null },
    ])
    expect(await studio.api('GET', `/tables/${id}`)).toMatchObject({ rowCount: 2 })
  })

  it('leave other columns alone, and go on from what a supervisor has entered', async () => {
    const { id } = await create()
    const { pivotUrl } = await studio.publish(counting(id))
    const path = `/tables/${id}/rows`
    const row = await studio.api<{ id: string }>('POST', path, { values: { key: '+14155550100', note: 'VIP' } }, 201)
    expect(await call(pivotUrl)).toBe('1')
    await studio.api('PUT', `${path}/${row.id}`, { values: { count: 10 } })
    expect(await call(pivotUrl)).toBe('11')
    expect(await valuesOf(id)).toEqual([{ key: '+14155550100', count: 11, note: 'VIP' }])
    await studio.api('DELETE', `${path}/${row.id}`, undefined, 204)
    expect(await call(pivotUrl)).toBe('1')
    await expect.poll(() => studio.api('GET', `/tables/${id}`)).toMatchObject({ rowCount: 1 })
  })

  it('count once where KAZOO sends a request twice, and again where the call comes by again', async () => {
    const { id } = await create()
    const document = counting(id)
    document.edges = [...document.edges, { id: 'back', source: 'say', sourceHandle: '_', target: 'count' }]
    const { pivotUrl } = await studio.publish(document)
    const same = { 'Call-ID': callId() }
    const first = await studio.ask(pivotUrl, same)
    expect((await studio.ask(pivotUrl, same)).tree.data.text).toBe('1')
    const url = continuationOf(first.tree)
    const again = await studio.ask(url, same)
    expect(again.tree.data.text).toBe('2')
    await call(pivotUrl) // Another call in between changes nothing.
    expect((await studio.ask(url, same)).tree.data.text).toBe('2')
    time += 11_000 // KAZOO has given that answer up long ago: the call has come back to the address of the flow.
    expect((await studio.ask(pivotUrl, same)).tree.data.text).toBe('4')
  })

  it('see what was written in the same call by a look-up, and leave a line in its log', async () => {
    const { id } = await create()
    const look = { table: id, column: 'key', key: '{{ caller.number }}', assign: [{ name: 'read', column: 'count' }] }
    const { pivotUrl } = await studio.publish(
      flow()
        .step('hello', 'tts', { text: 'Hello' })
        .step('count', 'data.remember', counting(id).nodes.find((node) => node.id === 'count')?.data ?? {})
        .step('look', 'data.table', look)
        .step('say', 'tts', { text: 'read {{ vars.read }}' })
        .chain('hello', 'count')
        .edge('count.next', 'look')
        .edge('look.found', 'say')
        .build(),
    )
    const name = callId()
    const { tree } = await studio.ask(pivotUrl, { 'Call-ID': name })
    expect(await valuesOf(id)).toEqual([])
    const next = await studio.ask(continuationOf(tree), { 'Call-ID': name })
    expect(next.tree.data.text).toBe('read 1')
    const { calls: listed } = await studio.api<{ calls: { id: string; hop: number }[] }>('GET', `/calls?callId=${name}`)
    const logged = await studio.api<{ nodes: unknown[] }>('GET', `/calls/${listed.find(({ hop }) => hop === 2)?.id}`)
    expect(logged.nodes).toContainEqual(
      expect.objectContaining({ nodeId: 'count', detail: 'count 0 → 1 for +14155550100' }),
    )
  })
})

describe('rows that expire', () => {
  it('are not there from then on: not for calls, not on the page, not in exports; and make room', async () => {
    const { id } = await create()
    const { pivotUrl } = await studio.publish(counting(id, { keepFor: 'duration', keepAmount: 2, keepUnit: 'hours' }))
    const begun = time
    expect(await call(pivotUrl)).toBe('1')
    time += 90 * 60_000
    expect(await call(pivotUrl)).toBe('2')
    expect((await rowsOf(id)).rows).toMatchObject([{ expiresAt: new Date(begun + 2 * 3_600_000).toISOString() }])
    time += 30 * 60_000
    expect(await valuesOf(id)).toEqual([])
    expect((await studio.send(`/api/tables/${id}/export`)).text).not.toContain('4155550100')
    expect(await call(pivotUrl)).toBe('1')
    expect(await studio.api('GET', `/tables/${id}`)).toMatchObject({ rowCount: 1 })
  })

  it('keep their time where a supervisor resets the count, and where a column gets another type', async () => {
    const table = await create()
    const { pivotUrl } = await studio.publish(
      counting(table.id, { keepFor: 'duration', keepAmount: 1, keepUnit: 'days' }),
    )
    await call(pivotUrl)
    const [row] = (await rowsOf(table.id)).rows
    const expiresAt = new Date(time + 86_400_000).toISOString()
    await studio.api('PUT', `/tables/${table.id}/rows/${row?.id}`, { values: { count: 0 } })
    expect((await rowsOf(table.id)).rows).toMatchObject([{ values: { count: 0 }, expiresAt }])
    const columns = table.columns.map((column) => (column.name === 'note' ? { ...column, type: 'boolean' } : column))
    await studio.api('PUT', `/tables/${table.id}`, { ...table, columns })
    expect((await rowsOf(table.id)).rows).toMatchObject([{ values: { count: 0 }, expiresAt }])
  })

  it('end at midnight of the flow’s zone', async () => {
    const { id } = await create()
    const document = counting(id, { keepFor: 'day' })
    document.settings.timezone = 'Asia/Tokyo'
    const { pivotUrl } = await studio.publish(document)
    time = Date.parse('2026-12-01T14:00:00Z')
    await call(pivotUrl)
    expect((await rowsOf(id)).rows).toMatchObject([{ expiresAt: '2026-12-01T15:00:00.000Z' }])
    time = Date.parse('2026-12-01T15:00:00Z')
    expect(await call(pivotUrl)).toBe('1')
  })
})

describe('calls that remember and forget', () => {
  it('keep a value under the caller, until another call forgets it', async () => {
    const { id } = await create()
    const remember = {
      change: 'set',
      column: 'note',
      value: '{{ caller.name }}',
      assign: [{ name: 'calls', column: 'note' }],
    }
    const { pivotUrl } = await studio.publish(counting(id, remember))
    expect(await call(pivotUrl)).toBe('Alice Example')
    expect(await valuesOf(id)).toEqual([{ key: '+14155550100', count: null, note: 'Alice Example' }])
    const forget = await studio.publish(counting(id, { change: 'forget' }))
    await call(forget.pivotUrl)
    expect(await valuesOf(id)).toEqual([])
  })

  it('fail by their own exit for what the table cannot hold', async () => {
    const { id } = await create()
    const wrong = await studio.publish(counting(id, { change: 'set', value: '{{ caller.name }}' }))
    expect(await call(wrong.pivotUrl)).toBe('table.value: “Alice Example” is not a number. Write it like 3.5.')
    const empty = await studio.publish(counting(id, { key: '{{ vars.nobody | default: "" }}' }))
    expect(await call(empty.pivotUrl)).toBe('table.no-key: The key is empty, so there is no row in Counts.')
    expect(await valuesOf(id)).toEqual([])
  })

  it('write to live tables only, which is said before publishing, and to calls of a table that is live no more', async () => {
    const table = await create({ live: false })
    const document = counting(table.id)
    const { id } = await studio.api<{ id: string }>('POST', '/flows', { name: 'Counter', document }, 201)
    expect(await studio.api('POST', `/flows/${id}/publish`, {}, 422)).toMatchObject({
      diagnostics: [{ nodeId: 'count', code: 'table.not-live', field: 'table' }],
    })
    const live = await create()
    const { pivotUrl } = await studio.publish(counting(live.id))
    await studio.api('PUT', `/tables/${live.id}`, { ...live, live: false })
    expect(await call(pivotUrl)).toBe('table.not-live: Calls can write to live tables only, and Counts is not live.')
  })
})

describe('what is no call', () => {
  it('leaves tables alone: a preview counts for itself, each time from what is stored', async () => {
    const { id } = await create()
    const document = counting(id)
    document.edges = [...document.edges, { id: 'back', source: 'say', sourceHandle: '_', target: 'count' }]
    const published = await studio.publish(document)
    await call(published.pivotUrl)
    const preview = async (more: Record<string, unknown> = {}) => {
      const { exchanges } = await studio.api<{ exchanges: { nodes: { nodeId: string; detail?: string }[] }[] }>(
        'POST',
        `/flows/${published.id}/preview`,
        { call: { callerNumber: '+14155550100' }, does: [], ...more },
      )
      return exchanges.slice(0, 2).map(({ nodes }) => nodes.find(({ nodeId }) => nodeId === 'count')?.detail)
    }
    const told = ['count 1 → 2 for +14155550100', 'count 2 → 3 for +14155550100']
    expect(await preview()).toEqual(told)
    expect(await preview()).toEqual(told)
    expect(await preview({ kept: { count: 41 } })).toEqual([
      'count 41 → 42 for +14155550100',
      'count 42 → 43 for +14155550100',
    ])
    expect((await preview({ kept: { count: null } }))[0]).toBe('count 0 → 1 for +14155550100')
    expect((await valuesOf(id))[0]).toMatchObject({ count: 1 })
  })

  it('nor does the test of an address', async () => {
    const { id } = await create()
    const { id: flowId } = await studio.publish(counting(id))
    const { checks } = await studio.api<{ checks: { name: string; ok: boolean }[] }>(
      'POST',
      `/flows/${flowId}/probe`,
      {},
    )
    expect(checks.find(({ name }) => name === 'Answer')?.ok).toBe(true)
    expect(await valuesOf(id)).toEqual([])
  })
})

describe('two servers of one database', () => {
  it('count a hundred calls at once from 1 to 100', async () => {
    const { id } = await create()
    const { pivotUrl } = await studio.publish(counting(id, { key: 'everybody' }))
    const second = await spawnServer({ dataDir: studio.dataDir })
    const said = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const base = index % 2 === 0 ? studio.url : second.url
        const response = await fetch(pivotUrl.replace(/^http:\/\/[^/]+/, base), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...CALL, 'Call-ID': callId() }),
        })
        return Number(((await response.json()) as { data: { text: string } }).data.text)
      }),
    )
    expect(said.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
    expect((await valuesOf(id))[0]).toMatchObject({ count: 100 })
    await second.kill('SIGTERM')
  })
})
