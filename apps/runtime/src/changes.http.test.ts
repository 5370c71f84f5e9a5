/** Every operation that changes anything goes through `change()`: it writes one row of the table of changes, and others write none. */
import { type FakeCrossbar, startFakeCrossbar } from '@callflow-studio/crossbar/fake'
import {
  type ChangeId,
  DEFAULT_SETTINGS,
  type Flow,
  type FlowTestList,
  type OperationId,
  operations,
  type Recording,
} from '@callflow-studio/model/api'
import { allModules, flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mp3 } from './testing/audio.ts'
import { CALL, startStudio, type TestStudio } from './testing/studio.ts'
import { queryStored } from './testing/test-store.ts'

let studio: TestStudio
let kazoo: FakeCrossbar
beforeAll(async () => {
  kazoo = await startFakeCrossbar()
  studio = await startStudio({ environment: { ALLOWED_HOSTS: '127.0.0.1' } })
})
afterAll(async () => {
  await studio.stop()
  await kazoo.stop()
})

interface Change {
  epoch: number
  actor: string
  operation: string
  subject: string
}

const changes = (): Promise<Change[]> =>
  queryStored(studio.dataDir, 'select epoch, actor, operation, subject from changes order by epoch')

const saying = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()
const COLUMNS = { columns: [{ name: 'key', type: 'text' }], keyColumn: 'key' }
const create = async (path: string, body: unknown) => (await studio.api<{ id: string }>('POST', path, body, 201)).id
const newFlow = () => create('/flows', { name: 'A flow', document: saying('Hello.') })
const newTest = async () => {
  const flow = await newFlow()
  const { tests } = await studio.api<FlowTestList>('POST', `/flows/${flow}/tests`, { text: 'test: A call' }, 201)
  return `/flows/${flow}/tests/${tests[0]?.id}`
}
const newTable = () => create('/tables', { name: 'A table', ...COLUMNS })
const newRow = (table: string) => create(`/tables/${table}/rows`, { values: { key: 'A' } })
const newSwitch = () => create('/switches', { name: 'Night service' })
const newSecret = () => studio.api('PUT', '/secrets/token', { value: 'abc' }, 204)
const connection = () => ({ baseUrl: kazoo.url, signIn: { type: 'api-key', apiKey: kazoo.accounts[0]?.apiKey } })
async function newConnection(): Promise<string> {
  for (const { id } of (await studio.api<{ connections: { id: string }[] }>('GET', '/connections')).connections)
    await studio.api('DELETE', `/connections/${id}`, undefined, 204)
  return create('/connections', connection())
}
const publish = async () => (await studio.publish(saying('Hello.'))).id

async function newRecording(): Promise<string> {
  const document = flow()
    .step('rec', 'input.record', { prompt: { type: 'tts', text: 'Speak.' }, maxSeconds: 60, variable: 'message' })
    .chain('rec')
    .build()
  const { pivotUrl } = await studio.publish(document)
  const { tree } = await studio.ask(pivotUrl)
  const url = String(allModules(tree).find(({ module }) => module === 'record_call')?.data.url)
  const headers = { 'content-type': 'audio/mpeg' }
  await studio.send(`${new URL(url).pathname}/a.mp3`, { method: 'PUT', headers, body: mp3(1) })
  const query = encodeURIComponent(String(CALL['Call-ID']))
  const { recordings } = await studio.api<{ recordings: Recording[] }>('GET', `/recordings?callId=${query}`)
  return recordings[0]?.id ?? ''
}

/** What an operation is asked for, after what it needs has been made. */
interface Request {
  path: string
  body?: unknown
  status?: number
}

/** One request for each operation: TypeScript names a new one that has none. */
const REQUESTS: Record<ChangeId, () => Promise<Request>> = {
  'flow.create': async () => ({ path: '/flows', body: { name: 'A flow' }, status: 201 }),
  'flow.save': async () => {
    const id = await newFlow()
    return { path: `/flows/${id}`, body: { name: 'Another name', document: saying('Good day.'), revision: 1 } }
  },
  'flow.delete': async () => ({ path: `/flows/${await newFlow()}`, status: 204 }),
  'flow.restore': async () => {
    const id = await newFlow()
    await studio.api('DELETE', `/flows/${id}`, undefined, 204)
    return { path: `/flows/${id}/restore` }
  },
  'flow.publish': async () => ({ path: `/flows/${await newFlow()}/publish`, body: {} }),
  'flow.unpublish': async () => ({ path: `/flows/${await publish()}/unpublish` }),
  'flow.rotateKey': async () => ({ path: `/flows/${await newFlow()}/rotate-key` }),
  'test.create': async () => ({ path: `/flows/${await newFlow()}/tests`, body: { text: 'test: A call' }, status: 201 }),
  'test.update': async () => ({ path: await newTest(), body: { text: 'test: Another call' } }),
  'test.delete': async () => ({ path: await newTest(), status: 204 }),
  'version.activate': async () => {
    const id = await publish()
    await studio.api<Flow>('POST', `/flows/${id}/unpublish`)
    return { path: `/flows/${id}/versions/1/activate` }
  },
  'table.create': async () => ({ path: '/tables', body: { name: 'A table', ...COLUMNS }, status: 201 }),
  'table.save': async () => ({ path: `/tables/${await newTable()}`, body: { name: 'Another name', ...COLUMNS } }),
  'table.delete': async () => ({ path: `/tables/${await newTable()}`, status: 204 }),
  'table.import': async () => ({ path: `/tables/${await newTable()}/import`, body: 'key\nA\n' }),
  'row.create': async () => ({ path: `/tables/${await newTable()}/rows`, body: { values: { key: 'A' } }, status: 201 }),
  'row.save': async () => {
    const table = await newTable()
    return { path: `/tables/${table}/rows/${await newRow(table)}`, body: { values: { key: 'B' } } }
  },
  'row.delete': async () => {
    const table = await newTable()
    return { path: `/tables/${table}/rows/${await newRow(table)}`, status: 204 }
  },
  'row.deleteMany': async () => {
    const table = await newTable()
    return { path: `/tables/${table}/rows/delete`, body: { ids: [await newRow(table)] } }
  },
  'switch.create': async () => ({ path: '/switches', body: { name: 'Night service' }, status: 201 }),
  'switch.save': async () => ({ path: `/switches/${await newSwitch()}`, body: { state: 'closed' } }),
  'switch.delete': async () => ({ path: `/switches/${await newSwitch()}`, status: 204 }),
  'secret.save': async () => ({ path: '/secrets/token', body: { value: 'abc' }, status: 204 }),
  'secret.delete': async () => {
    await newSecret()
    return { path: '/secrets/token', status: 204 }
  },
  'connection.create': async () => ({ path: '/connections', body: connection(), status: 201 }),
  'connection.save': async () => ({ path: `/connections/${await newConnection()}`, body: {} }),
  'connection.delete': async () => ({ path: `/connections/${await newConnection()}`, status: 204 }),
  'call.delete': async () => {
    await studio.ask((await studio.publish(saying('Hello.'))).pivotUrl)
    return { path: `/calls?callId=${encodeURIComponent(String(CALL['Call-ID']))}` }
  },
  'settings.save': async () => ({ path: '/settings', body: { ...DEFAULT_SETTINGS, callLogDays: 7 } }),
  'recording.delete': async () => ({ path: `/recordings/${await newRecording()}`, status: 204 }),
}

describe('an operation that changes something', () => {
  it.each(Object.entries(REQUESTS))('%s writes one row', async (id, prepare) => {
    const { method } = operations[id as ChangeId]
    const { path, body, status = 200 } = await prepare()
    const before = await changes()
    if (id === 'table.import') {
      const headers = { 'content-type': 'text/csv' }
      expect(await studio.send(`/api${path}`, { method, headers, body: String(body) })).toMatchObject({ status })
    } else {
      await studio.api(method, path, body, status)
    }
    const made = (await changes()).slice(before.length)
    expect(made).toEqual([
      { epoch: expect.any(Number), actor: 'administrator', operation: id, subject: expect.stringMatching(/./) },
    ])
    expect(made[0]?.epoch).toBeGreaterThan(before.at(-1)?.epoch ?? 0)
  })

  it.each(Object.keys(REQUESTS))('%s writes none where there is nothing to change', async (id) => {
    const { method, path } = operations[id as ChangeId]
    const before = await changes()
    await studio.send(`/api${path.replace(/:\w+/g, 'missing')}`, { method })
    expect(await changes()).toEqual(before)
  })
})

it('operations that only read write no row', async () => {
  const before = await changes()
  const reads = (Object.keys(operations) as OperationId[]).filter((id) => !operations[id].isChange)
  for (const id of reads.filter((id) => id !== 'call.stream'))
    await studio.send(`/api${operations[id].path.replace(/:\w+/g, 'missing')}`, { method: operations[id].method })
  expect(await changes()).toEqual(before)
})
