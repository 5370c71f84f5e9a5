import { expect, it } from 'vitest'
import { flow } from '../testing/flow-builder.ts'
import { previewOfScenario } from './preview-of-scenario.ts'
import { readScenarios } from './read-scenarios.ts'
import { prepareTestedFlow } from './tested-flow.ts'

const drawing = flow({ timezone: 'Europe/Berlin' })
  .step('menu', 'input.menu', {
    prompt: { type: 'tts', text: 'Press 1.' },
    choices: [{ digits: '1', label: 'Sales' }],
    attempts: 2,
    timeoutMs: 5000,
    interdigitTimeoutMs: 2000,
  })
  .step(
    'ask',
    'data.http',
    {
      method: 'GET',
      url: 'https://crm.example',
      headers: [],
      body: { type: 'none' },
      timeoutMs: 2500,
      assign: [],
    },
    { name: 'Ask billing' },
  )
  .step('ring', 'user', { id: '0123456789abcdef0123456789abcdef' }, { name: 'Service' })
  .step('box', 'voicemail', { id: '0123456789abcdef0123456789abcdef' }, { name: 'Office mailbox' })
  .chain('menu')
  .edge('menu.1', 'ask')
  .edge('ask.success', 'ring')
  .edge('ring', 'box')
  .build()
const tested = prepareTestedFlow({ id: 'f1', name: 'Front desk', document: drawing })

const previewOf = (text: string) => {
  const [read] = readScenarios(text).scenarios
  if (!read) throw new Error('The test can be read.')
  return previewOfScenario(tested, read.scenario)
}

it('plays who calls, when, what is replied and what the caller does', async () => {
  const preview = await previewOf(`test: One
call: { from: "+14155550142", at: 2026-12-24T18:05 }
look-ups: { Ask billing: { status: 200, body: { balance: 3 }, takes: 800 ms } }
happens:
  - presses: "1"
  - rings: Service, nobody answers
  - hangs up
`)
  expect(preview.call).toMatchObject({ from: '+14155550142', callerNumber: '+14155550142' })
  expect(preview.now).toBe('2026-12-24T17:05:00.000Z')
  expect(preview.mocks).toEqual({ ask: { status: 200, body: { balance: 3 }, durationMs: 800 } })
  expect(preview.does).toEqual([{ digits: '1' }, { outcome: 'NO_ANSWER' }, { hangup: true, afterMs: 20_000 }])
})

it('goes as far as the call is as the test says', async () => {
  const preview = await previewOf(`test: One
look-ups: { Ask billing: { fails: unreachable } }
happens:
  - presses: "1"
  - rings: Service, nobody answers
`)
  expect(preview.does).toEqual([{ digits: '1' }])
  expect(preview.mocks).toEqual({ ask: { error: 'look-up.unreachable' } })
})

it('presses keys at their time: while something is said, during a request, and after a wait', async () => {
  const preview = await previewOf(`test: One
look-ups: { Ask billing: { status: 200, takes: 2 s } }
happens:
  - presses: "7"
    after: 0.3 s
  - presses: "1"
    after: 4 s
  - presses: "5"
    after: 1 s
  - rings: Service, nobody answers
`)
  expect(preview.does).toEqual([
    { digits: '7', afterMs: 300 },
    { digits: '1', afterMs: 4000 },
    { digits: '5', afterMs: 1000 },
    { outcome: 'NO_ANSWER' },
  ])
})

it('leaves tables that are only read as they are, and says what is written there', async () => {
  const table = { table: 't1', key: '{{ caller.number }}', column: 'tries' }
  const both = flow()
    .step('find', 'data.table', { ...table, column: 'number', assign: [] }, { name: 'Find caller' })
    .step(
      'count',
      'data.remember',
      { ...table, change: 'add', value: 1, keepFor: 'day', keepAmount: 1, assign: [] },
      { name: 'Count tries' },
    )
    .chain('find')
    .edge('find.found', 'count')
    .edge('find.not_found', 'count')
    .build()
  const [read] = readScenarios(`test: One
tables: { Find caller: { number: "1", tries: 3 }, Count tries: { tries: 2 } }
`).scenarios
  if (!read) throw new Error('The test can be read.')
  const preview = await previewOfScenario(prepareTestedFlow({ id: 'f1', name: 'x', document: both }), read.scenario)
  expect(preview.kept).toEqual({ count: 2 })
})
