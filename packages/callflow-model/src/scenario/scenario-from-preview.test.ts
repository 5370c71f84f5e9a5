import { describe, expect, it } from 'vitest'
import { flow } from '../testing/flow-builder.ts'
import { coverageOf } from './coverage.ts'
import { runScenario } from './run-scenario.ts'
import { scenarioFromPreview } from './scenario-from-preview.ts'
import { prepareTestedFlow } from './tested-flow.ts'
import { writeScenarios } from './write-scenarios.ts'

const document = flow({ timezone: 'Europe/Berlin', timezoneChosen: true })
  .step('hi', 'tts', { text: 'Welcome to Harbour Bikes. One moment, please, while we look you up.' })
  .step(
    'look',
    'data.http',
    {
      method: 'GET',
      url: 'https://x.example',
      headers: [],
      body: { type: 'none' },
      timeoutMs: 3000,
      assign: [{ name: 'plan', path: '$.plan' }],
    },
    { name: 'Ask billing' },
  )
  .step(
    'row',
    'data.table',
    { table: 't', column: 'number', key: '1', assign: [{ name: 'name', column: 'name' }] },
    { name: 'Find name' },
  )
  .step('menu', 'input.menu', {
    prompt: { type: 'tts', text: 'For sales, press 1.' },
    choices: [{ digits: '1', label: 'Sales' }],
    attempts: 2,
    timeoutMs: 5000,
    interdigitTimeoutMs: 2000,
  })
  .step('sales', 'user', { id: '0'.repeat(32), timeout: 20 }, { name: 'Sales' })
  .step('box', 'voicemail', { id: '0'.repeat(32) }, { name: 'Office mailbox' })
  .edge('start', 'hi')
  .edge('hi', 'look')
  .edge('look.success', 'row')
  .edge('row.found', 'menu')
  .edge('menu.1', 'sales')
  .edge('sales', 'box')
  .build()
const tested = prepareTestedFlow({ id: 'main', name: 'Shop', document })

const previewed = {
  call: { from: '+4930123456', callerNumber: '+4930123456', custom: { crm: '7' } },
  startedAt: new Date('2026-12-24T17:05:00Z'),
  does: [{ digits: '' }, { digits: '1' }, { outcome: 'NO_ANSWER' }, { outcome: 'message' }],
  lookUps: [
    {
      nodeId: 'look',
      isMock: false,
      request: { method: 'GET', url: 'https://x.example', headers: [], body: null },
      reply: {
        ok: true,
        status: 200,
        contentType: 'application/json',
        text: '{"plan": "gold"}',
        durationMs: 1234,
      } as const,
    },
  ],
  exchanges: [
    {
      atMs: 0,
      request: { method: 'POST', url: '', contentType: '', params: {}, body: '' },
      response: { status: 200, contentType: '', body: '', tookMs: 0 },
      nodes: [{ nodeId: 'row', kind: 'ran' as const, from: -1, port: null, took: 'found' }],
      variables: { plan: 'gold', name: 'Ann' },
    },
  ],
}

it('a previewed call becomes a test that expects what happened', async () => {
  const scenario = await scenarioFromPreview(tested, previewed, 'Nobody in sales answers')
  expect(writeScenarios([scenario])).toBe(`test: Nobody in sales answers
call: { from: "+4930123456", custom: { crm: "7" }, at: 2026-12-24T18:05 }
look-ups:
  Ask billing: { status: 200, body: { plan: gold }, content type: application/json, takes: 1.23 s }
tables:
  Find name: { name: Ann }
happens:
  - hears: For sales, press 1.
  - waits
  - hears: For sales, press 1.
  - presses: "1"
  - rings: Sales, no answer
  - hears: Greeting of the mailbox
  - records: Office mailbox
  - ends in: Office mailbox
expect: { silence: under 2 s, requests: at most 4 }
`)
  expect((await runScenario(tested, scenario)).why).toBeNull()
})

it('coverage says which steps and exits tests miss', async () => {
  const result = await runScenario(tested, await scenarioFromPreview(tested, previewed, 'x'))
  expect(coverageOf(tested, [result])).toEqual({
    steps: { reached: 6, all: 6 },
    exits: { reached: 6, all: 10 },
    missedSteps: [],
    missedExits: [
      { nodeId: 'look', port: 'failure' },
      { nodeId: 'row', port: 'not_found' },
      { nodeId: 'menu', port: 'timeout' },
      { nodeId: 'menu', port: 'invalid' },
    ],
  })
  expect(coverageOf(tested, [])).toMatchObject({ steps: { reached: 0, all: 6 }, exits: { reached: 0, all: 10 } })
})

it('a call in the hour that comes twice keeps its time', async () => {
  const scenario = await scenarioFromPreview(tested, { ...previewed, startedAt: new Date('2026-10-25T01:30:00Z') }, 'x')
  expect(scenario.call?.at).toBe('2026-10-25T02:30+01:00')
})

describe('what is done at a time of its own', () => {
  const typedAhead = async (does: Parameters<typeof scenarioFromPreview>[1]['does']) => {
    const scenario = await scenarioFromPreview(tested, { ...previewed, does }, 'x')
    return { happens: scenario.happens, why: (await runScenario(tested, scenario)).why }
  }

  it('keys typed ahead keep how long after the sentence they came', async () => {
    expect(await typedAhead([{ digits: '1', afterMs: 7000 }, { outcome: 'answered' }])).toEqual({
      happens: [
        { hears: 'For sales, press 1.' },
        { presses: '1', after: '1.35 s' },
        { rings: 'Sales, answered' },
        { 'ends in': 'Sales' },
      ],
      why: null,
    })
  })

  it('a caller who hangs up in the middle of a sentence does so again', async () => {
    expect(await typedAhead([{ hangup: true, afterMs: 1500 }])).toMatchObject({
      happens: [
        { hears: 'Welcome to Harbour Bikes. One moment, please, while we look you up.' },
        { 'hangs up': true, after: '1.5 s' },
        { 'ends in': 'Say text' },
      ],
      why: null,
    })
  })

  it('a key pressed during a request is lost, in the test too', async () => {
    expect(await typedAhead([{ digits: '1', afterMs: 5000 }, { digits: '1' }, { outcome: 'answered' }])).toMatchObject({
      happens: [
        { hears: 'Welcome to Harbour Bikes. One moment, please, while we look you up.' },
        { presses: '1', after: '5 s' },
        { hears: 'For sales, press 1.' },
        { presses: '1' },
        { rings: 'Sales, answered' },
        { 'ends in': 'Sales' },
      ],
      why: null,
    })
  })
})
