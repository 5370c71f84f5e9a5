/** Tests of flows, run, tried, suggested and proposed by the server. */
import type { FlowDocument } from '@callflow-studio/model'
import type {
  FailedTest,
  Flow,
  FlowTestList,
  Preview,
  TestCoverage,
  TestProblem,
  TestRun,
} from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'
import { serve } from './testing/web-server.ts'

const NOW = '2026-11-26T12:00:00.000Z'
let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio({ now: () => new Date(NOW), environment: { ALLOWED_HOSTS: '127.0.0.1' } })
})
afterAll(() => studio.stop())

/** A menu: 1 rings sales, anything else says good-bye. */
const desk = (goodBye = 'Good-bye.'): FlowDocument =>
  flow()
    .step('menu', 'input.menu', {
      prompt: { type: 'tts', text: 'For sales, press 1.' },
      choices: [{ digits: '1', label: 'Sales' }],
      attempts: 1,
      timeoutMs: 5000,
      interdigitTimeoutMs: 2000,
    })
    .step('sales', 'user', { id: '4e1a5b0c9d2f4a6e8b7c3d1f0a9e8d7c', timeout: 20 }, { name: 'Sales' })
    .step('bye', 'tts', { text: goodBye }, { name: 'Say good-bye' })
    .chain('menu')
    .edge('menu.1', 'sales')
    .edge('menu.timeout', 'bye')
    .edge('menu.invalid', 'bye')
    .build()

const SALES = 'test: Sales rings\nhappens:\n  - presses: "1"\n  - rings: Sales, answered\n'
const SILENT = 'test: Nobody presses a key\nhappens:\n  - presses: nothing\n  - hears: good-bye\n'
const WRONG = 'test: A wrong key\nhappens:\n  - presses: "7"\n  - hears: See you\n'

interface Ran {
  results: (TestRun & { testId: string })[]
  coverage: TestCoverage
}
interface Tried {
  problems: TestProblem[]
  results: (TestRun & { name: string; preview: object })[]
}

async function newFlow(document: FlowDocument, ...texts: string[]) {
  const { id } = await studio.api<Flow>('POST', '/flows', { name: 'Desk', document }, 201)
  if (texts.length > 0) await studio.api('POST', `/flows/${id}/tests`, { text: texts.join('---\n') }, 201)
  return id
}
const list = async (id: string) => (await studio.api<FlowTestList>('GET', `/flows/${id}/tests`)).tests
const ask = <T>(id: string, what: string, body: object = {}): Promise<T> =>
  studio.api<T>('POST', `/flows/${id}/tests/${what}`, body)
const run = (id: string, body: object = {}) => ask<Ran>(id, 'run', body)

describe('a run of tests', () => {
  it('says what passed, where another one failed, and what they got to', async () => {
    const id = await newFlow(desk(), SALES, WRONG)
    const { results, coverage } = await run(id)
    expect(results.map(({ passed, failure }) => [passed, failure])).toEqual([
      [true, null],
      [
        false,
        {
          expected: 'hears “See you”',
          happened: expect.stringContaining('Good-bye.'),
          path: ['happens', 1],
          line: 4,
          column: 5,
          nodeId: 'bye',
        },
      ],
    ])
    expect(results[0]).toMatchObject({
      at: NOW,
      steps: ['start', 'menu', 'sales'],
      exits: [
        { nodeId: 'start', port: 'next' },
        { nodeId: 'menu', port: '1' },
      ],
      end: 'hang-up',
    })
    expect(coverage).toEqual({
      steps: { reached: 3, all: 3 },
      exits: { reached: 3, all: 4 },
      missedSteps: [],
      missedExits: [{ nodeId: 'menu', port: 'timeout' }],
    })
  })

  it('is kept beside the tests until they are changed, and is no change', async () => {
    const id = await newFlow(desk(), SALES, SILENT)
    const { results } = await run(id)
    const tests = await list(id)
    expect(tests.map(({ id: testId, lastRun }) => ({ testId, ...lastRun }))).toEqual(results)
    const changed = await studio.api('PUT', `/flows/${id}/tests/${tests[0]?.id}`, { text: WRONG })
    expect(changed).toMatchObject({ lastRun: null })
    expect((await list(id)).map(({ lastRun }) => lastRun !== null)).toEqual([false, true])
    expect(await studio.api('GET', `/flows/${id}`)).toMatchObject({ revision: 1 })
  })

  it('is of chosen tests, or of those that a change may touch', async () => {
    const id = await newFlow(desk(), SALES, SILENT, WRONG)
    const [sales, silent, wrong] = (await list(id)).map((test) => test.id)
    const ranOf = async (body: object) => (await run(id, body)).results.map(({ testId }) => testId)
    expect(await ranOf({ tests: [silent, 'gone'] })).toEqual([silent])
    expect(await ranOf({ touching: ['sales'] })).toEqual([sales, wrong]) // which never ran
    expect(await ranOf({ touching: ['sales'] })).toEqual([sales, wrong]) // which failed
    expect(await ranOf({ touching: ['bye'] })).toEqual([silent, wrong])
    expect(await ranOf({ touching: [], tests: [sales, silent] })).toEqual([])
    expect((await run(id, { touching: ['bye'] })).coverage).toMatchObject({ exits: { reached: 4, all: 4 } })
  })

  it('is of the stored draft, or of the document that is sent', async () => {
    const id = await newFlow(desk(), WRONG)
    expect((await run(id, { document: desk('See you soon.') })).results).toMatchObject([{ passed: true }])
    expect((await run(id)).results).toMatchObject([{ passed: false }])
    const newer = { ...desk(), schemaVersion: 999 }
    expect(await studio.api('POST', `/flows/${id}/tests/run`, { document: newer }, 422)).toMatchObject({
      diagnostics: [{ code: 'document.newer' }],
    })
    await studio.api('POST', '/flows/missing/tests/run', {}, 404)
  })

  it('enters other flows as they are published', async () => {
    const greeting = (text: string) => flow().step('hi', 'tts', { text }).chain('hi').build()
    const inner = await studio.publish(greeting('The published greeting.'), 'Inside')
    const { revision } = await studio.api<Flow>('GET', `/flows/${inner.id}`)
    await studio.api('PUT', `/flows/${inner.id}`, { name: 'Inside', document: greeting('A draft.'), revision })
    const outer = flow().step('run', 'flow.call', { flowId: inner.id, inputs: [], outputs: [] }).chain('run').build()
    const id = await newFlow(outer, 'test: x\nhappens:\n  - hears: published greeting\n')
    expect((await run(id)).results).toMatchObject([{ passed: true, steps: ['start', 'run'] }])
  })
})

describe('tests that are tried', () => {
  it('are run without being stored', async () => {
    const id = await newFlow(desk())
    const { problems, results } = await ask<Tried>(id, 'try', { text: `${SALES}---\n${WRONG}` })
    expect(problems).toEqual([])
    expect(results.map(({ name, passed, failure }) => [name, passed, failure?.line])).toEqual([
      ['Sales rings', true, undefined],
      ['A wrong key', false, 9],
    ])
    expect(await list(id)).toEqual([])
  })

  it('are told with what a preview is asked for, which shows the same call', async () => {
    const id = await newFlow(desk())
    const [tried] = (await ask<Tried>(id, 'try', { text: SALES })).results
    const preview = await studio.api<Preview>('POST', `/flows/${id}/preview`, tried?.preview)
    expect(tried?.passed).toBe(true)
    expect([preview.end, preview.ended]).toEqual([tried?.end, tried?.ended])
  })

  it('are not run where one has a mistake, which is told with its place', async () => {
    const id = await newFlow(desk())
    const text = 'test: x\nhappens:\n  - rings: Sails\n  - prases: "1"\n'
    expect(await ask(id, 'try', { text: `${SALES}---\n${text}` })).toMatchObject({
      problems: [{ severity: 'error', line: 9, message: expect.stringContaining('presses') }],
      results: [],
    })
    expect(await ask(id, 'try', { text: 'test: x\nhappens:\n  - rings: Saless\n' })).toMatchObject({
      problems: [
        { severity: 'error', line: 3, column: 5, message: 'There is no step “Saless”. Did you mean “Sales”?' },
      ],
      results: [],
    })
  })
})

describe('a reply of a look-up in a test', () => {
  it('is a warning where no call ever got one like it', async () => {
    const server = await serve((_, response) => response.end(JSON.stringify({ balance: 12, name: 'Zoë' })))
    const http = { method: 'GET', url: server.url, headers: [], body: { type: 'none' }, timeoutMs: 3000, assign: [] }
    const document = flow().step('ask', 'data.http', http, { name: 'Ask billing' }).chain('ask').build()
    const { id, pivotUrl } = await studio.publish(document)
    const odd = 'test: x\nlook-ups:\n  Ask billing:\n    status: 200\n    body:\n      balance: low\n      plan: gold\n'
    expect(await ask(id, 'try', { text: odd })).toMatchObject({ problems: [], results: [{ passed: true }] })
    await studio.ask(pivotUrl)
    server.close()
    expect(await ask(id, 'try', { text: odd })).toMatchObject({
      problems: [
        { severity: 'warning', line: 6, message: expect.stringMatching(/^“balance” is a text here, and was a number/) },
        { severity: 'warning', line: 7, message: '“plan” was in no reply that came so far.' },
      ],
      results: [{ passed: true }],
    })
    const usual = 'test: x\nlook-ups: { Ask billing: { status: 200, body: { balance: -3 } } }\n'
    expect(await ask(id, 'try', { text: usual })).toMatchObject({ problems: [] })
  })
})

describe('suggested tests', () => {
  it('take the exits that no test has taken, and pass', async () => {
    const id = await newFlow(desk(), SALES)
    await run(id)
    const suggested = await ask<{ tests: { name: string; text: string }[] }>(id, 'suggest')
    expect(suggested).toMatchObject({
      tests: [{ name: expect.stringMatching(/^The call takes/) }, {}],
      coverage: { exits: { reached: 4, all: 4 }, missedExits: [] },
      cutOff: false,
    })
    for (const { text } of suggested.tests) await studio.api('POST', `/flows/${id}/tests`, { text }, 201)
    expect((await run(id)).results.map(({ passed }) => passed)).toEqual([true, true, true])
    expect(await ask(id, 'suggest')).toMatchObject({ tests: [] })
    expect(await ask(await newFlow(desk()), 'suggest', { document: flow().build() })).toMatchObject({ tests: [] })
  })
})

describe('a test of a previewed call', () => {
  it('does what was done in the preview, expects what happened, and passes', async () => {
    const id = await newFlow(desk())
    const asked = {
      call: { from: '+14155550188' },
      now: '2026-12-24T17:05:00Z',
      does: [{ digits: '1' }, { outcome: 'answered' }],
    }
    const { exchanges, lookUps = [] } = await studio.api<Preview>('POST', `/flows/${id}/preview`, asked)
    const proposed = await ask<{ name: string; text: string }>(id, 'propose', { preview: asked, exchanges, lookUps })
    expect(proposed.name).toBe('The call takes Sales at “Menu”, and ends in “Sales”')
    expect(proposed.text).toContain('from: "+14155550188"')
    expect(proposed.text).toContain('at: 2026-12-24T17:05')
    expect(await ask(id, 'try', { text: proposed.text })).toMatchObject({ problems: [], results: [{ passed: true }] })
    expect(await ask(id, 'propose', { preview: asked, name: 'My own name' })).toMatchObject({ name: 'My own name' })
    const broken = { preview: { ...asked, now: 'yesterday' } }
    await studio.api('POST', `/flows/${id}/tests/propose`, broken, 422)
  })
})

describe('publishing', () => {
  interface Shown {
    tests: { passed: number; failed: number; overrideReason: string | null; failures?: FailedTest[] } | null
  }
  const publish = <T = { version: number }>(id: string, body: object = {}, status = 200) =>
    studio.api<T>('POST', `/flows/${id}/publish`, body, status)
  const versions = async (id: string) =>
    (await studio.api<{ versions: Shown[] }>('GET', `/flows/${id}/versions`)).versions.map(({ tests }) => tests)

  it('runs the tests, and the version keeps what came of them', async () => {
    const id = await newFlow(desk(), SALES, SILENT)
    await publish(id, { testsOverride: { reason: 'Not needed, since none fails.' } })
    const tests = { passed: 2, failed: 0, overrideReason: null }
    expect(await versions(id)).toEqual([tests])
    expect(await studio.api('GET', `/flows/${id}/versions/1`)).toMatchObject({ tests: { ...tests, failures: [] } })
    expect((await list(id)).map(({ lastRun }) => lastRun?.passed)).toEqual([true, true])
  })

  it('is refused where a test fails, until the flow or the test is fixed', async () => {
    const id = await newFlow(desk(), SALES, WRONG)
    expect(await publish<object>(id, {}, 422)).toEqual({
      type: 'tests-failed',
      status: 422,
      title: 'Tests of the flow fail, and it was not published.',
      detail: '1 test fails: A wrong key',
      failedTests: [
        {
          testId: (await list(id))[1]?.id,
          name: 'A wrong key',
          failure: expect.objectContaining({ expected: 'hears “See you”', line: 4, nodeId: 'bye' }),
        },
      ],
    })
    expect(await versions(id)).toEqual([])
    expect((await list(id)).map(({ lastRun }) => lastRun?.passed)).toEqual([true, false])
    await studio.api('PUT', `/flows/${id}`, { name: 'Desk', document: desk('See you.'), revision: 1 })
    expect(await publish(id)).toMatchObject({ version: 1 })
    expect(await versions(id)).toEqual([{ passed: 2, failed: 0, overrideReason: null }])
  })

  it('is possible all the same with a reason, which the version keeps', async () => {
    const id = await newFlow(desk(), SALES, WRONG)
    for (const reason of ['', '   ', 'x'.repeat(1001)]) await publish(id, { testsOverride: { reason } }, 422)
    await publish(id, { testsOverride: { reason: ' The line is down. ' } })
    const tests = { passed: 1, failed: 1, overrideReason: 'The line is down.' }
    expect(await versions(id)).toEqual([tests])
    const shown = await studio.api<Shown>('GET', `/flows/${id}/versions/1`)
    expect(shown.tests).toMatchObject({ ...tests, failures: [{ name: 'A wrong key', failure: { line: 4 } }] })
    await studio.api('DELETE', `/flows/${id}/tests/${shown.tests?.failures?.[0]?.testId}`, undefined, 204)
    await publish(id)
    expect(await versions(id)).toEqual([{ passed: 1, failed: 0, overrideReason: null }, tests])
  })

  it('says nothing of tests where there are none, and of errors first', async () => {
    const id = await newFlow(desk())
    await publish(id)
    expect(await versions(id)).toEqual([null])
    const broken = await newFlow(flow().step('say', 'tts', {}).chain('say').build(), WRONG)
    expect(await publish<object>(broken, {}, 422)).not.toHaveProperty('failedTests')
  })
})
