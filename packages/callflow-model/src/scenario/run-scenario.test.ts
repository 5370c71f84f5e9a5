/** What a scenario does with a flow, and what it says where the call goes elsewhere. */
import { describe, expect, it } from 'vitest'
import type { FlowDocument } from '../document/flow-document.ts'
import { flow } from '../testing/flow-builder.ts'
import { readScenarios } from './read-scenarios.ts'
import { runScenario, type ScenarioResult } from './run-scenario.ts'
import { prepareTestedFlow } from './tested-flow.ts'

const BOX = '0123456789abcdef0123456789abcdef'
const say = (text: string) => ({ text })

const shop = flow({ timezone: 'Europe/Berlin', timezoneChosen: true })
  .step(
    'hours',
    'logic.schedule',
    { weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }], holidays: [] },
    { name: 'Open?' },
  )
  .step(
    'billing',
    'data.http',
    {
      method: 'GET',
      url: 'https://billing.example/{{ caller.number }}',
      headers: [],
      body: { type: 'none' },
      timeoutMs: 2500,
      assign: [{ name: 'balance', path: '$.balance' }],
    },
    { name: 'Ask billing' },
  )
  .step('owes', 'logic.condition', { combine: 'all', rules: [{ left: '{{ vars.balance }}', op: 'lt', right: '0' }] })
  .step(
    'menu',
    'input.menu',
    {
      prompt: { type: 'tts', text: 'For sales, press 1. For service, press 2.' },
      choices: [
        { digits: '1', label: 'Sales' },
        { digits: '2', label: 'Service' },
      ],
      attempts: 2,
      timeoutMs: 5000,
      interdigitTimeoutMs: 2000,
      invalidPrompt: { type: 'tts', text: 'That is not a choice.' },
    },
    { name: 'Main menu' },
  )
  .step('sales', 'user', { id: BOX, timeout: 20 }, { name: 'Sales' })
  .step('service', 'user', { id: BOX, timeout: 20 }, { name: 'Service' })
  .step('closed', 'tts', say('We are closed. Please leave a message.'), { name: 'Say closed' })
  .step('box', 'voicemail', { id: BOX }, { name: 'Office mailbox' })
  .step('accounting', 'tts', say('We connect you to accounting.'), { name: 'To accounting' })
  .edge('start', 'hours')
  .edge('hours.open', 'billing')
  .edge('hours.closed', 'closed')
  .edge('closed', 'box')
  .edge('billing.success', 'owes')
  .edge('billing.failure', 'menu')
  .edge('billing.error', 'menu')
  .edge('owes.true', 'accounting')
  .edge('owes.false', 'menu')
  .edge('menu.1', 'sales')
  .edge('menu.2', 'service')
  .edge('service', 'box')
  .build()

async function run(document: FlowDocument, text: string): Promise<ScenarioResult> {
  const { scenarios, problems } = readScenarios(text)
  expect(problems).toEqual([])
  const [read] = scenarios
  if (!read) throw new Error('no scenario')
  return runScenario(prepareTestedFlow({ id: 'main', name: 'Shop', document }), read.scenario, { locate: read.locate })
}

describe('a scenario passes', () => {
  it('where everything happens as it says', async () => {
    const result = await run(
      shop,
      `test: A caller who owes nothing reaches the mailbox
call: { from: "+14155550142", to: "+18005550199", at: 2026-12-22T10:05 }
look-ups: { Ask billing: { status: 200, body: { balance: 12 }, takes: 1.5 s } }
happens:
  - hears: for service, PRESS 2   # case does not count
  - presses: 2
  - rings: Service, nobody answers
  - ends in: Office mailbox
expect:
  silence: under 2 s
  requests: at most 3
  never: [Sales, Say closed]
  reaches: [Ask billing]
  variables: { balance: "12" }
`,
    )
    expect(result.why).toBeNull()
    expect(result).toMatchObject({ passed: true, requests: 2, silences: [{ atMs: 0, durationMs: 1500 }] })
    expect(result.steps.map(({ state }) => state)).toEqual(['happened', 'happened', 'happened', 'happened'])
    expect(result.exits).toContainEqual({ flowId: 'main', nodeId: 'owes', port: 'false' })
    expect(result.exits).toContainEqual({ flowId: 'main', nodeId: 'menu', port: '2' })
    expect(result.exits).toContainEqual({ flowId: 'main', nodeId: 'service', port: '_' })
    expect(result.nodes).not.toContainEqual({ flowId: 'main', nodeId: 'accounting' })
  })

  it('by the clock of the flow’s time zone', async () => {
    const at = (time: string, event: string) =>
      run(shop, `test: x\ncall: { at: ${time} }\nlook-ups: { Ask billing: { fails: timeout } }\nhappens:\n  - ${event}`)
    expect((await at('2026-12-22T08:59', 'hears: We are closed')).why).toBeNull()
    expect((await at('2026-12-22T09:00', 'hears: For sales')).why).toBeNull()
  })

  it('with keys pressed while something is said, after so long', async () => {
    const result = await run(
      shop,
      `test: x
call: { at: 2026-12-22T10:00 }
look-ups: { Ask billing: { status: 500 } }
happens:
  - hears: For sales
  - presses: "1"
    after: 1.5 s
  - rings: Sales
`,
    )
    expect(result.why).toBeNull()
    expect(result.events.map(({ kind, atMs }) => [kind, atMs])).toContainEqual(['caller', 1500])
    expect(result.steps.map(({ atMs }) => atMs)).toEqual([0, 1500, 1500])
    const ofMenu = result.events.filter(({ nodeId }) => nodeId === 'menu')
    expect(ofMenu.map(({ kind, port }) => [kind, port])).toEqual([
      ['speech', undefined],
      ['caller', undefined],
      ['step', '1'],
    ])
  })

  it.each([
    ['a caller who presses nothing', ['presses: nothing', 'waits'], 'menu'],
    ['a wrong key', ['presses: "9"', 'hears: not a choice', 'presses: "1"', 'rings: Sales, answered'], 'sales'],
    [
      'a caller who hangs up while it rings',
      ['presses: "1"', 'rings: Sales', '{ hangs up: true, after: 5 s }'],
      'sales',
    ],
    [
      'a caller who hangs up while something is said',
      ['hears: For sales', '{ hangs up: true, after: 500 ms }'],
      'menu',
    ],
    ['a caller who hangs up once they have heard it', ['hears: For sales', 'hangs up'], 'menu'],
  ])('with %s', async (_, events, end) => {
    const result = await run(
      shop,
      `test: x\ncall: { at: 2026-12-22T10:00 }\nlook-ups: { billing: { status: 500 } }\nhappens:\n${[
        ...events,
        `ends in: ${end}`,
      ]
        .map((event) => `  - ${event}\n`)
        .join('')}`,
    )
    expect(result.why).toBeNull()
  })

  it('with what a step that writes finds, and counts on in the call', async () => {
    const document = flow()
      .step('count', 'data.remember', {
        change: 'add',
        table: 't',
        key: '{{ caller.number }}',
        column: 'count',
        value: 1,
        keepFor: 'forever',
        assign: [{ name: 'count', column: 'count' }],
      })
      .step('say', 'tts', say('Call {{ vars.count }}'))
      .chain('count', 'say')
      .build()
    expect((await run(document, 'test: x\nhappens: [hears: Call 1]')).why).toBeNull()
    expect((await run(document, 'test: x\ntables: { count: { count: 4 } }\nhappens: [hears: Call 5]')).why).toBeNull()
  })

  it('with states of switches, rows of tables and lists of special days', async () => {
    const document = flow()
      .step('hours', 'logic.schedule', { weekly: [], holidays: [], lists: ['days'], switch: 's1' }, { name: 'Open?' })
      .step('find', 'data.table', {
        table: 't',
        column: 'number',
        key: '1',
        assign: [{ name: 'name', column: 'name' }],
      })
      .step('say', 'tts', say('Hello {{ vars.name }}'))
      .step('holiday', 'tts', say('Holiday'))
      .edge('start', 'hours')
      .edge('hours.open', 'find')
      .edge('hours.holiday', 'holiday')
      .edge('find.found', 'say')
      .build()
    const open = 'test: x\nswitches: { Open?: open }\ntables: { find: { name: Ann } }\nhappens: [hears: Hello Ann]'
    expect((await run(document, open)).why).toBeNull()
    const day =
      'test: x\ncall: { at: 2026-12-25T12:00 }\ntables: { Open?: [{ date: 2026-12-25 }] }\nhappens: [hears: Holiday]'
    expect((await run(document, day)).why).toBeNull()
  })
})

describe('a scenario fails with the first thing that differed', () => {
  const open = 'test: x\ncall: { at: 2026-12-22T10:00 }\nlook-ups: { Ask billing: { status: 500 } }\n'

  it.each([
    [
      'happens:\n  - hears: Hello\n',
      {
        line: 5,
        column: 5,
        expected: 'hears “Hello”',
        happened: expect.stringMatching(/^The caller heard “For sales, .*Main menu waits for a key\.$/),
      },
    ],
    [
      'happens:\n  - rings: Sales, answered\n',
      { line: 5, expected: 'rings Sales, answered', happened: expect.stringContaining('Main menu waits') },
    ],
    ['happens:\n  - presses: "2"\n  - rings: Sales\n', { line: 6, happened: 'Service is ringing.' }],
    [
      'happens:\n  - presses: "1"\n  - rings: Sales, nobody answers\n  - hears: Goodbye\n',
      { line: 7, happened: 'The call was over in “Sales”: The call ends: nothing follows here.' },
    ],
    ['expect: { requests: 7 }\n', { line: 4, column: 11, expected: 'requests: 7', happened: 'KAZOO sent 1.' }],
    ['expect: { never: [Main menu] }\n', { line: 4, column: 19, happened: 'The call got to “Main menu”.' }],
    ['expect: { reaches: [Sales] }\n', { happened: 'The call did not get to “Sales”.' }],
    ['expect: { variables: { balance: 1 } }\n', { happened: '“balance” was not set.' }],
    ['expect: { ends: hang-up }\n', { happened: 'The call is not over.' }],
  ])('%j', async (text, why) => {
    expect(await run(shop, open + text)).toMatchObject({ passed: false, why })
  })

  it('with a silence that is too long', async () => {
    const text = open.replace('status: 500', 'status: 500, takes: 2 s')
    expect((await run(shop, `${text}expect: { silence: under 2 s }`)).why).toMatchObject({
      happened: 'The caller heard nothing for 2 s.',
    })
  })

  it('where the call needs a reply that it does not have', async () => {
    expect((await run(shop, 'test: x\ncall: { at: 2026-12-22T10:00 }\nhappens:\n  - presses: "1"')).why).toMatchObject({
      line: 4,
      happened: '“Ask billing” gets no reply: the test has none. Add one under “look-ups”.',
    })
  })

  it('and runs nothing where it names a step that is not there', async () => {
    const result = await run(shop, `${open}happens:\n  - rings: Servce, answered`)
    expect(result).toMatchObject({
      passed: false,
      requests: 0,
      why: { line: 5, column: 5, expected: 'There is no step “Servce”. Did you mean “Service”?', happened: '' },
    })
  })
})

it('is the same result each time', async () => {
  const text =
    'test: x\ncall: { at: 2026-12-22T10:00 }\nlook-ups: { Ask billing: { status: 200, body: { balance: -1 } } }'
  expect(await run(shop, text)).toEqual(await run(shop, text))
})
