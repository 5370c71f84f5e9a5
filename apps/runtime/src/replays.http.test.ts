/** Calls of the log, played again: in the preview, and on a draft. */
import type { FlowDocument } from '@callflow-studio/model'
import {
  type CallReplay,
  callReplaySchema,
  DEFAULT_SETTINGS,
  type FlowTestList,
  type Preview,
  previewSchema,
  replayedCallsSchema,
} from '@callflow-studio/model/api'
import { prepareTestedFlow, readScenarios, runScenario } from '@callflow-studio/model/scenario'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CALL, continuationOf, startStudio, type TestStudio } from './testing/studio.ts'

/** @param target where 1 leads to */
const shop = (target = 'sales', greeting = 'Welcome, {{ custom.crm }}.') =>
  flow()
    .step('hi', 'tts', { text: greeting }, { name: 'Greeting' })
    .step(
      'menu',
      'input.menu',
      {
        prompt: { type: 'tts', text: 'Press 1.' },
        choices: [{ digits: '1', label: 'Sales' }],
        attempts: 2,
        timeoutMs: 5000,
        interdigitTimeoutMs: 2000,
      },
      { name: 'Main menu' },
    )
    .step('clock', 'tts', { text: 'It is {{ now }}. Account {{ account.id }}.' })
    .step('sales', 'user', { id: '0'.repeat(31).concat('1'), timeout: 20 }, { name: 'Sales' })
    .step('support', 'user', { id: '0'.repeat(31).concat('2'), timeout: 20 }, { name: 'Support' })
    .step('box', 'voicemail', { id: '0'.repeat(31).concat('3') }, { name: 'Office mailbox' })
    .edge('start', 'hi')
    .edge('hi', 'menu')
    .edge('menu.1', 'clock')
    .edge('menu.timeout', 'box')
    .edge('menu.invalid', 'box')
    .edge('clock', target)
    .edge('sales', 'box')
    .build()

let studio: TestStudio
let flowId: string
let pivotUrl: string

/** A call in which nothing is pressed at first, and then these keys; null: the caller hangs up. */
async function callShop(callId: string, digits: string | null): Promise<void> {
  const facts = { 'Call-ID': callId, 'Custom-Application-Vars': { crm: 'Ann' } }
  const first = await studio.ask(pivotUrl, facts)
  const second = await studio.ask(continuationOf(first.tree), facts)
  if (digits !== null) await studio.ask(continuationOf(second.tree), { ...facts, Digits: { menu_2: digits } })
}

beforeAll(async () => {
  studio = await startStudio()
  const published = await studio.publish(shop(), 'Shop')
  flowId = published.id
  pivotUrl = published.pivotUrl
  await callShop('a.b@c', '1')
  await callShop('d', '1')
  await callShop('e', '9')
  await callShop('f', null)
})
afterAll(() => studio.stop())

const replay = async (key: string, document?: unknown): Promise<CallReplay> =>
  callReplaySchema.parse(await studio.api('POST', '/calls/replay', { key, document }))
const words = ({ events }: Preview) =>
  events.flatMap(({ kind, text }) => (kind === 'speech' || kind === 'caller' ? [text] : []))

it('a call plays in the preview key for key, with what KAZOO sent and the clock of each request', async () => {
  const replayed = await replay('a.b@c')
  expect(replayed).toMatchObject({ flowId, version: 1, problem: null, gaps: [] })
  expect(replayed.path.map(({ title, exit }) => [title, exit])).toEqual([
    ['Greeting', null],
    ['Main menu', 'Sales'],
    ['Say text', null],
    ['Sales', null],
  ])
  const preview = previewSchema.parse(
    await studio.api('POST', `/flows/${flowId}/preview`, { version: 1, ...replayed.call }),
  )
  const { times = [] } = replayed.call ?? {}
  expect(times).toHaveLength(3)
  expect(words(preview)).toEqual([
    'Welcome, Ann.',
    'Press 1.',
    'No key for 5 s',
    'Press 1.',
    '1',
    `It is ${times[2]?.slice(0, 19)}+00:00. Account ${CALL['Account-ID']}.`,
  ])
  expect(preview.exchanges).toHaveLength(3)
})

it('the first difference to a draft is told, with both paths', async () => {
  const { draft } = await replay('a.b@c', shop('support'))
  expect(draft).toMatchObject({
    difference: { title: 'Say text', before: 'Rings Sales', after: 'Rings Support', isElsewhere: true },
    missing: null,
  })
  expect(draft?.path.at(-1)?.title).toBe('Support')
  expect((await replay('a.b@c')).draft).toMatchObject({ difference: null }) // the stored draft is what was published
})

it('a call becomes a test that passes on its version, and fails on a draft that leads elsewhere', async () => {
  const text = (await studio.api<CallReplay>('POST', '/calls/replay', { key: 'a.b@c', test: 'A call of Ann' })).test
  expect(text).toContain('test: A call of Ann')
  expect(text).toContain('- presses: "1"')
  const { tests } = await studio.api<FlowTestList>('POST', `/flows/${flowId}/tests`, { text }, 201)
  expect(tests).toMatchObject([{ name: 'A call of Ann' }])
  const { scenarios } = readScenarios(text ?? '')
  const run = (document: FlowDocument) =>
    runScenario(prepareTestedFlow({ id: flowId, name: 'Shop', document }), scenarios[0]?.scenario ?? { test: 'x' })
  expect(await run(shop())).toMatchObject({ passed: true })
  expect(await run(shop('support'))).toMatchObject({ passed: false, why: { expected: 'ends in Sales' } })
})

it('the last calls on a draft: those who end elsewhere, once for each difference', async () => {
  const found = replayedCallsSchema.parse(
    await studio.api('POST', `/flows/${flowId}/replay`, { document: shop('support', 'Hello.') }),
  )
  expect(found).toMatchObject({ calls: 4, replayed: 4, approximate: 0, otherwise: 2, isCut: false, notReplayed: [] })
  expect(found.groups).toHaveLength(1)
  expect(found.groups[0]).toMatchObject({
    count: 2,
    calls: [{ key: 'd', callerName: 'Alice Example', version: 1 }, { key: 'a.b@c' }],
  })
  expect(found.groups[0]?.before.at(-1)?.title).toBe('Sales')
  expect(found.groups[0]?.after.at(-1)?.title).toBe('Support')
})

it('of a draft that asks another server, it says that the log does not tell', async () => {
  const draft = shop()
  draft.nodes.push({
    id: 'ask',
    type: 'data.http',
    name: 'Ask billing',
    position: { x: 0, y: 0 },
    data: { method: 'GET', url: 'https://x.example', headers: [], body: { type: 'none' }, timeoutMs: 1000, assign: [] },
  })
  draft.edges.push({ id: 'more', source: 'ask', sourceHandle: 'success', target: 'hi' })
  const edges = draft.edges.map((edge) => (edge.source === 'start' ? { ...edge, target: 'ask' } : edge))
  const document = { ...draft, edges }
  expect(await studio.api('POST', `/flows/${flowId}/replay`, { document, calls: 1 })).toMatchObject({
    calls: 1,
    replayed: 0,
    notReplayed: [{ count: 1, why: 'The draft asks for what the log does not tell: “Ask billing” gets no reply.' }],
  })
})

it('a call whose bodies are not stored is replayed by its exits, which is told', async () => {
  await studio.api('PUT', '/settings', { ...DEFAULT_SETTINGS, keepsBodies: false })
  await callShop('dark', '1')
  await studio.api('PUT', '/settings', DEFAULT_SETTINGS)
  const { path, gaps } = await replay('dark')
  expect(path.map(({ title }) => title)).toEqual(['Greeting', 'Main menu', 'Say text', 'Sales'])
  expect(gaps.map(({ message }) => message)).toEqual([
    expect.stringContaining('What KAZOO sent is not in the log.'),
    'What was pressed at “Main menu” is not in the log. The replay presses keys that take the same exit.',
  ])
})

it('what is not in the log cannot be replayed', async () => {
  await studio.api('POST', '/calls/replay', { key: 'nobody' }, 404)
  await studio.api('POST', '/flows/none/replay', {}, 404)
  await studio.api('POST', `/flows/${flowId}/replay`, { calls: 5000 }, 422)
})

it('the time limit ends it after some calls, which the answer says', async () => {
  const hello = flow().step('hi', 'tts', { text: 'Hello.' }).chain('hi').build()
  const { id, pivotUrl: url } = await studio.publish(hello, 'Busy line')
  await Promise.all(Array.from({ length: 41 }, (_, index) => studio.ask(url, { 'Call-ID': `busy ${index}` })))
  const hurried = await startStudio({ dataDir: studio.dataDir, replayMaxMs: 0 })
  expect(await hurried.api('POST', `/flows/${id}/replay`, {})).toMatchObject({ calls: 40, replayed: 40, isCut: true })
  expect(await hurried.api('POST', `/flows/${id}/replay`, { calls: 40 })).toMatchObject({ calls: 40, isCut: false })
  await hurried.stop()
  expect(await studio.api('POST', `/flows/${id}/replay`, {})).toMatchObject({ calls: 41, replayed: 41, isCut: false })
})

it('a flow in the trash still has its versions', async () => {
  await studio.api('DELETE', `/flows/${flowId}`, undefined, 204)
  expect(await replay('d')).toMatchObject({ draft: null, gaps: [], path: expect.arrayContaining([]) })
  await studio.api('POST', `/flows/${flowId}/restore`)
})
