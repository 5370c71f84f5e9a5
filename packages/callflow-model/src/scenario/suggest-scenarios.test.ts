import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FlowDocument } from '../document/flow-document.ts'
import type { SimulatedCaller } from '../simulate/next.ts'
import { anyFlow } from '../testing/arbitraries.ts'
import { flow } from '../testing/flow-builder.ts'
import { drawnExits, exitKey } from './drawn-exits.ts'
import { playScenario } from './play-scenario.ts'
import { readScenarios } from './read-scenarios.ts'
import { runScenario } from './run-scenario.ts'
import type { Scenario, ScenarioReply, ScenarioRow } from './scenario.ts'
import { outcomeOf } from './scenario-outcome.ts'
import { suggestScenarios } from './suggest-scenarios.ts'
import { prepareTestedFlow, type TestedFlow } from './tested-flow.ts'
import { writeScenarios } from './write-scenarios.ts'

const testedOf = (document: FlowDocument): TestedFlow => prepareTestedFlow({ id: 'main', name: 'Main', document })

/** A caller without a plan, and a world that answers anything. */
interface Chance {
  scenario: Scenario
  acts: readonly number[]
  replies: readonly ScenarioReply[]
  rows: readonly ScenarioRow[]
}

const text = fc.constantFrom('Hello', '', '1', 'x', 'Alice', '42', '100')
const anyCall: fc.Arbitrary<Chance> = fc.record({
  scenario: fc.record({
    test: fc.constant('x'),
    call: fc.record(
      {
        from: fc.constantFrom('+14155550100', '100', 'anonymous'),
        'caller name': text.filter((name) => name !== ''),
        at: fc.constantFrom('2026-01-13T10:00', '2026-01-13T23:00', '2026-01-14T03:00', '2026-01-14T10:00'),
      },
      { requiredKeys: [] },
    ),
  }),
  acts: fc.array(fc.nat(20), { maxLength: 12 }),
  replies: fc.array(
    fc.oneof(
      fc.record({ status: fc.constantFrom(200, 204, 404, 500), body: fc.record({ a: text }) }),
      fc.constantFrom<ScenarioReply>({ status: 200, body: 'text' }, { fails: 'timeout' }, { fails: 'unreachable' }),
    ),
    { minLength: 1, maxLength: 3 },
  ),
  rows: fc.array(
    fc.oneof(
      fc.record({ name: text, count: fc.integer({ min: 0, max: 3 }) }),
      fc.constantFrom('not found' as const, 'fails' as const),
    ),
    { minLength: 1, maxLength: 3 },
  ),
})

const KEYS = ['', '1', '2', '12', '9', '*', '#', '1234', '1#']

async function exitsByChance(tested: TestedFlow, { scenario, acts, replies, rows }: Chance): Promise<string[]> {
  const left = [...acts]
  const caller: SimulatedCaller = {
    during: () => null,
    acts(_, { kind, choices }) {
      const chance = left.shift()
      if (chance === undefined) return []
      if (kind === 'digits' || kind === 'menu') return [{ digits: KEYS[chance % KEYS.length] ?? '' }]
      return [{ outcome: choices[chance % choices.length]?.key ?? 'answered' }]
    },
  }
  const played = await playScenario(tested, scenario, caller, {
    lookUp: (_, visit) => replies[visit % replies.length] ?? null,
    row: (_, visit) => rows[visit % rows.length],
    specialDays: () => null,
  })
  return outcomeOf(tested, played)
    .exits.filter(({ flowId }) => flowId === 'main')
    .map(exitKey)
}

const menu = (digits: readonly string[]) => ({
  prompt: { type: 'tts', text: `Press ${digits.join(' or ')}.` },
  choices: digits.map((key) => ({ digits: key, label: `Choice ${key}` })),
  attempts: 2,
  timeoutMs: 5000,
  interdigitTimeoutMs: 2000,
})
const when = (left: string, op: string, right: string) => ({ combine: 'all', rules: [{ left, op, right }] })

const hotline = flow()
  .step('hours', 'logic.schedule', {
    weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }],
    holidays: [{ date: '12-25', name: 'Christmas' }],
  })
  .step(
    'pin',
    'input.digits',
    {
      prompt: { type: 'tts', text: 'Your PIN, please.' },
      variable: 'pin',
      minDigits: 4,
      maxDigits: 4,
      attempts: 2,
      timeoutMs: 5000,
      interdigitTimeoutMs: 2000,
    },
    { name: 'Ask for the PIN' },
  )
  .step('right', 'logic.condition', when('{{ vars.pin }}', 'equals', '4711'), { name: 'Is it right?' })
  .step('count', 'logic.set', { assignments: [{ name: 'tries', value: '{{ vars.tries | plus: 1 }}' }] })
  .step('again', 'logic.condition', when('{{ vars.tries }}', 'lt', '3'), { name: 'Again?' })
  .step(
    'ask',
    'data.http',
    {
      method: 'GET',
      url: 'https://x.example',
      headers: [],
      body: { type: 'none' },
      timeoutMs: 1000,
      assign: [{ name: 'plan', path: '$.customer.plan' }],
    },
    { name: 'Ask billing' },
  )
  .step(
    'plan',
    'logic.switch',
    {
      value: '{{ vars.plan }}',
      cases: [
        { port: 'gold', op: 'equals', right: 'gold' },
        { port: 'old', op: 'matches', right: '^v[0-9]{2}$' },
      ],
    },
    { name: 'Which plan?' },
  )
  .step('split', 'logic.split', {
    branches: [
      { port: 'a', weight: 90 },
      { port: 'b', weight: 10 },
    ],
    sticky: 'call',
  })
  .step('menu', 'input.menu', menu(['1', '2']), { name: 'Main menu' })
  .step('sales', 'user', { id: '0'.repeat(32), timeout: 20 }, { name: 'Sales' })
  .step('box', 'voicemail', { id: '0'.repeat(32) }, { name: 'Office mailbox' })
  .variable({ name: 'tries', type: 'number', default: 0 })
  .edge('start', 'hours')
  .edge('hours.open', 'pin')
  .edge('hours.closed', 'box')
  .edge('hours.holiday', 'box')
  .edge('pin.next', 'right')
  .edge('pin.timeout', 'box')
  .edge('pin.invalid', 'box')
  .edge('right.true', 'ask')
  .edge('right.false', 'count')
  .edge('count', 'again')
  .edge('again.true', 'pin')
  .edge('again.false', 'box')
  .edge('ask.success', 'plan')
  .edge('ask.failure', 'menu')
  .edge('ask.error', 'split')
  .edge('plan.gold', 'sales')
  .edge('plan.old', 'split')
  .edge('plan.else', 'menu')
  .edge('split.a', 'sales')
  .edge('split.b', 'box')
  .edge('menu.1', 'sales')
  .edge('menu.2', 'box')
  .edge('menu.timeout', 'menu')
  .edge('menu.invalid', 'box')
  .edge('sales', 'box')
  .edge('sales.USER_BUSY', 'menu')
  .build()

describe('suggested tests', () => {
  it('take every exit: of menus, hours, look-ups, conditions, loops and rings', async () => {
    const tested = testedOf(hotline)
    const { scenarios, coverage } = await suggestScenarios(tested)
    expect(coverage).toMatchObject({
      steps: { reached: 11, all: 11 },
      exits: { reached: 26, all: 26 },
      missedExits: [],
    })
    expect(scenarios.length).toBeLessThanOrEqual(12)
    expect(new Set(scenarios.map(({ test }) => test)).size).toBe(scenarios.length)
    expect(scenarios.map(({ test }) => test)).toContainEqual(
      expect.stringMatching(/^The call takes .* at “.*”.*, and ends in “.*”$/),
    )
    for (const { scenario, locate } of readScenarios(writeScenarios(scenarios)).scenarios)
      expect(await runScenario(tested, scenario, { locate })).toMatchObject({ passed: true, why: null })
  })

  it('are only those that are missing beside the tests that there are', async () => {
    const tested = testedOf(hotline)
    const { scenarios } = await suggestScenarios(tested)
    const results = await Promise.all(scenarios.slice(1).map((scenario) => runScenario(tested, scenario)))
    const more = await suggestScenarios(tested, { covered: results })
    expect(more.scenarios).toHaveLength(1)
    expect(more.coverage.missedExits).toEqual([])
    expect(
      (
        await suggestScenarios(tested, {
          covered: [...results, await runScenario(tested, more.scenarios[0] ?? scenarios[0] ?? { test: 'x' })],
        })
      ).scenarios,
    ).toEqual([])
  })

  it('are those that were found in time', async () => {
    let asked = 0
    const { scenarios, coverage, cutOff } = await suggestScenarios(testedOf(hotline), { isOver: () => ++asked > 2 })
    expect([scenarios.length, cutOff]).toEqual([2, true])
    expect(coverage.missedExits.length).toBeGreaterThan(0)
    expect(await suggestScenarios(testedOf(hotline))).toMatchObject({ cutOff: false })
  })

  it('are none for a flow without a start', async () => {
    const { nodes, ...rest } = hotline
    const document = { ...rest, nodes: nodes.filter(({ id }) => id !== 'start') }
    expect((await suggestScenarios(testedOf(document))).scenarios).toEqual([])
  })

  it('get out of a loop that no caller is part of', async () => {
    const look = { method: 'GET', url: 'https://x.example', headers: [], body: { type: 'none' }, timeoutMs: 1000 }
    const document = flow()
      .step('look', 'data.http', { ...look, assign: [] })
      .edge('start', 'look')
      .edge('look.success', 'look')
      .edge('look.error', 'look')
      .build()
    expect((await suggestScenarios(testedOf(document))).coverage).toMatchObject({ exits: { reached: 4, all: 4 } })
  })

  it('take every exit of a flow with 200 steps', async () => {
    const document = withSteps(200)
    const { scenarios, coverage } = await suggestScenarios(testedOf(document))
    expect(coverage).toMatchObject({ steps: { reached: 200, all: 200 }, missedExits: [] })
    expect(scenarios.length).toBeLessThan(drawnExits(document).exits.length / 2)
  })

  it(
    'take every exit that any simulated call takes, in any flow',
    () =>
      fc.assert(
        fc.asyncProperty(
          anyFlow(8, true),
          fc.array(anyCall, { minLength: 1, maxLength: 6 }),
          async (document, calls) => {
            const tested = testedOf(document)
            const { coverage } = await suggestScenarios(tested)
            const missed = new Set(coverage.missedExits.map(exitKey))
            for (const call of calls)
              expect((await exitsByChance(tested, call)).filter((exit) => missed.has(exit))).toEqual([])
          },
        ),
        { numRuns: 30 },
      ),
    120_000,
  )
})

/** Menus that lead to announcements, rings and further menus. */
function withSteps(count: number): FlowDocument {
  const built = flow().step('box', 'voicemail', { id: '0'.repeat(32) })
  let open = ['start']
  for (let number = 1; number < count; number++) {
    const id = `s${number}`
    const from = open.shift() ?? 'box'
    if (number % 4 === 1) {
      built.step(id, 'input.menu', menu(['1', '2']), { name: `Menu ${number}` })
      open = [...open, `${id}.1`, `${id}.2`, `${id}.timeout`, `${id}.invalid`]
    } else if (number % 4 === 2) {
      built.step(id, 'user', { id: '0'.repeat(32), timeout: 20 }, { name: `Phone ${number}` })
      open = [...open, id]
    } else {
      built.step(id, 'tts', { text: `Announcement ${number}` }, { name: `Say ${number}` })
      open = [...open, id]
    }
    built.edge(from, id)
  }
  for (const exit of open) built.edge(exit, 'box')
  return built.build()
}
