import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flow } from '../testing/flow-builder.ts'
import { checkScenario } from './check-scenario.ts'
import { readScenarios } from './read-scenarios.ts'
import type { Scenario, ScenarioEvent } from './scenario.ts'
import { prepareTestedFlow } from './tested-flow.ts'
import { changeScenario, writeScenarios } from './write-scenarios.ts'

const found = (text: string) =>
  readScenarios(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`)

describe('a mistake in a test is told with its line and column', () => {
  it.each([
    ['test: x\nhapens: []', '2:1 “hapens” is not known here. Did you mean “happens”?'],
    ['test: x\ncall: { fron: "1" }', '2:9 “fron” is not known here. Did you mean “from”?'],
    ['test: x\nexpect:\n  silent: under 2 s', '3:3 “silent” is not known here. Did you mean “silence”?'],
    ['happens: []', '1:1 A value is missing here.'],
    ['test: ""', '1:1 Say what is tested.'],
    ['- 1', '1:3 A test begins with “test:” and its name.'],
    ['just words', '1:1 A test begins with “test:” and its name.'],
    ['test: x\nhappens:\n  - hear: Hello', '3:5 “hear” is nothing that happens in a call. Did you mean “hears”?'],
    [
      'test: x\nhappens:\n  - sleeps',
      expect.stringMatching(/^3:5 “sleeps” is nothing that happens in a call. It can be: hears, /),
    ],
    ['test: x\nhappens:\n  - hears', '3:5 Say what: “hears: …”.'],
    ['test: x\nhappens:\n  - hears: x\n    afer: 1 s', '4:5 “afer” is not known here. Did you mean “after”?'],
    ['test: x\nhappens:\n  - presses: 1a', expect.stringMatching(/^3:5 Keys are 0 to 9/)],
    ['test: x\nhappens:\n  - presses: 1\n    after: soon', expect.stringMatching(/^4:5 Write a number and its unit/)],
    ['test: x\nhappens: hears', '2:1 What happens is a list: begin each line with “- ”.'],
    ['test: x\ncall: { at: tomorrow }', expect.stringMatching(/^2:9 Write the date and the time/)],
    ['test: x\nexpect: { requests: many }', '2:11 Write a number, at most 3, or at least 2.'],
    ['test: x\nexpect: { ends: badly }', expect.stringMatching(/^2:11 It can be: hang-up, /)],
    ['test: x\nlook-ups:\n  Ask: { status: 200, boddy: 1 }', '3:23 “boddy” is not known here. Did you mean “body”?'],
    ['test: x\nlook-ups:\n  Ask: { status: 99 }', expect.stringMatching(/^3:10 /)],
    ['test: x\ntest: y', '2:1 This is not YAML: Map keys must be unique'],
    ['test: x\nexpect: { variables: { __proto__: 1 } }', '2:24 “__proto__” cannot be a name.'],
    ['test: [', expect.stringMatching(/^1:8 This is not YAML: /)],
    ['test: x\n---\ntest: y\nwhat: 1', expect.stringMatching(/^4:1 “what” is not known here/)],
    ['{"test": "x",\n "happens": [{"presses": "z"}]}', expect.stringMatching(/^2:15 Keys are/)],
  ])('%j', (text, message) => {
    expect(found(text)).toEqual([message])
  })

  it('and the tests beside it can be read', () => {
    const { scenarios } = readScenarios('test: a\n---\ntest: b\nwhat: 1\n---\ntest: c\n# the end\n---\n# nothing\n')
    expect(scenarios.map(({ scenario }) => scenario.test)).toEqual(['a', 'c'])
  })

  it('survives what is nested too deep, and what refers to itself again and again', () => {
    expect(found(`test: ${'['.repeat(100_000)}`)).toHaveLength(1)
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.replaceAll(/./g, (name) => `${name}: &${name} [${`*${String.fromCharCode(name.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}`
    expect(found(bomb)).toEqual(['2:8 Tests have no aliases (*). Write the value here too.'])
  })
})

it('keeps keys and numbers as they are written', () => {
  const { scenarios } = readScenarios(
    'test: 12\ncall: { from: 0042, custom: { a: 1.50 } }\nhappens:\n  - presses: 0042',
  )
  expect(scenarios[0]?.scenario).toEqual({
    test: '12',
    call: { from: '0042', custom: { a: '1.50' } },
    happens: [{ presses: '0042' }],
  })
})

// ------------------------------------------------------------------------------------------------ round trip

const word = fc.oneof(
  fc
    .string({ minLength: 1, maxLength: 12 })
    .filter((text) => text.trim() === text && text !== '' && text !== '__proto__'),
  fc.constantFrom(
    '0042',
    'yes',
    'null',
    '~',
    '1e3',
    '- x',
    'a: b',
    '# c',
    "it's",
    '“quoted”',
    'line\nbreak',
    '!tag',
    '&a',
  ),
)
const duration = fc.constantFrom('2 s', '1.5 s', '200 ms', '3 min')
const json = fc
  .jsonValue({ maxDepth: 2 })
  .map((value) => JSON.stringify(value))
  .filter((text) => !text.includes('__proto__'))
  .map((text) => JSON.parse(text))
const reply = fc.oneof(
  fc.record({ status: fc.integer({ min: 100, max: 599 }), body: json, takes: duration }, { requiredKeys: ['status'] }),
  fc.record({ fails: fc.constantFrom('timeout' as const, 'unreachable' as const) }),
)
const row = fc.dictionary(word, fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null)), { maxKeys: 3 })
const event: fc.Arbitrary<ScenarioEvent> = fc.oneof(
  fc.record({ hears: word }),
  fc.record({ presses: fc.constantFrom('1', '0042', '*#', 'nothing'), after: duration }, { requiredKeys: ['presses'] }),
  fc.record({ rings: word }),
  fc.record({ 'hangs up': fc.constant(true as const), after: duration }),
  fc.constantFrom('waits' as const, 'hangs up' as const, 'records' as const),
  fc.record({ 'ends in': word }),
)
const anyScenario: fc.Arbitrary<Scenario> = fc.record(
  {
    test: word,
    flow: word,
    call: fc.record(
      { from: word, at: fc.constant('2026-12-24T18:05'), custom: fc.dictionary(word, word) },
      { requiredKeys: [] },
    ),
    'look-ups': fc.dictionary(word, fc.oneof(reply, fc.array(reply, { minLength: 1, maxLength: 2 }))),
    tables: fc.dictionary(word, fc.oneof(row, fc.constant('not found' as const), fc.array(row, { maxLength: 2 }))),
    switches: fc.dictionary(word, fc.constantFrom('open' as const, 'closed' as const)),
    happens: fc.array(event, { maxLength: 4 }),
    expect: fc.record(
      {
        silence: fc.constant('under 2 s'),
        requests: fc.integer({ min: 0, max: 9 }),
        variables: fc.dictionary(word, json),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['test'] },
)
const readAll = (text: string) => {
  const { scenarios, problems } = readScenarios(text)
  expect(problems).toEqual([])
  return scenarios.map(({ scenario }) => scenario)
}

describe('a scenario as text', () => {
  it('is read as it was written, in YAML and in JSON', () =>
    fc.assert(
      fc.property(fc.array(anyScenario, { minLength: 1, maxLength: 3 }), (scenarios) => {
        expect(readAll(writeScenarios(scenarios))).toEqual(scenarios)
        expect(readAll(JSON.stringify(scenarios))).toEqual(scenarios)
      }),
    ))

  it('is readable', () => {
    const scenario: Scenario = {
      test: 'Christmas Eve, after hours',
      call: { from: '+14155550142', at: '2026-12-24T18:05' },
      'look-ups': { 'Ask billing': { status: 200, body: { balance: -12 } } },
      happens: [{ hears: 'We are closed' }, { presses: '2', after: '1.5 s' }, 'waits', { 'ends in': 'Office mailbox' }],
      expect: { silence: 'under 2 s', never: ['Sales'] },
    }
    expect(writeScenarios([scenario])).toBe(`test: Christmas Eve, after hours
call: { from: "+14155550142", at: 2026-12-24T18:05 }
look-ups:
  Ask billing: { status: 200, body: { balance: -12 } }
happens:
  - hears: We are closed
  - presses: "2"
    after: 1.5 s
  - waits
  - ends in: Office mailbox
expect: { silence: under 2 s, never: [ Sales ] }
`)
  })

  it('keeps the comment beside a value that changes', () => {
    const text = 'test: x\nhappens:\n  - hears: a # in English\n  - waits # for 5 s\n'
    expect(changeScenario(text, 0, { test: 'x', happens: [{ hears: 'b' }, 'hangs up'] })).toBe(
      'test: x\nhappens:\n  - hears: b # in English\n  - hangs up # for 5 s\n',
    )
  })

  it('keeps its comments where it is changed', () => {
    const text = '# why\ntest: x # name\nhappens:\n  - hears: a # first\n  - hears: b\n---\ntest: y\n'
    const changed = changeScenario(text, 0, { test: 'x', happens: [{ hears: 'a' }, { hears: 'c' }, 'hangs up'] })
    expect(changed).toBe(
      '# why\ntest: x # name\nhappens:\n  - hears: a # first\n  - hears: c\n  - hangs up\n---\ntest: y\n',
    )
  })

  it('becomes any other scenario by a change', () =>
    fc.assert(
      fc.property(anyScenario, anyScenario, (before, after) => {
        expect(readAll(changeScenario(writeScenarios([before, before]), 1, after))).toEqual([before, after])
      }),
    ))
})

describe('beside a flow', () => {
  const document = flow()
    .step('hi', 'tts', { text: 'Hello' })
    .step('bye', 'tts', { text: 'Goodbye' })
    .step('ring', 'user', { id: '100', timeout: 20 }, { name: 'Sales, inside' })
    .step('ask', 'data.http', { method: 'GET', url: 'https://x.example' }, { name: 'Ask billing' })
    .chain('hi', 'ring', 'bye')
    .build()
  const tested = prepareTestedFlow({ id: 'f', name: 'Shop', document })
  const check = (text: string, seen = {}) =>
    readScenarios(text).scenarios.flatMap(({ scenario, locate }) =>
      checkScenario(scenario, tested, { locate, seen }).map(
        ({ line, column, severity, message }) => `${line}:${column} ${severity}: ${message}`,
      ),
    )

  it.each([
    [
      'reaches: Say text',
      'error: 2 steps are called “Say text”. Write an id in its place: hi (“Hello”), bye (“Goodbye”).',
    ],
    ['reaches: bye', null],
    ['rings: Sales, inside', null],
    ['rings: sales, inside, busy', null],
    [
      'rings: Sales, inside, explodes',
      expect.stringMatching(/error: “explodes” cannot come of “Sales, inside”. It can be: Answered, No answer, Busy/),
    ],
    ['rings: hi', 'error: “Say text” rings nobody.'],
    ['records: hi', 'error: “Say text” records nobody.'],
    ['waits: start', 'error: “Call comes in” asks for no keys.'],
  ])('%s', (event, problem) => {
    const problems = check(`test: x\nhappens:\n  - ${event}`).map((text) => text.replace('3:5 ', ''))
    expect(problems).toEqual(problem === null ? [] : [problem])
  })

  it('nothing happens after the end', () => {
    expect(check('test: x\nhappens:\n  - hangs up\n  - hears: x')).toEqual([
      '4:5 error: Nothing can happen after the caller has hung up.',
    ])
  })

  it('a reply that looks like none that ever came is a warning', () => {
    const seen = { ask: [{ status: 200, text: '{"balance":1.5,"items":[{"id":1}]}' }] }
    const of = (body: string) => check(`test: x\nlook-ups:\n  Ask billing:\n    status: 200\n    body: ${body}`, seen)
    expect(of('{ balance: -3, items: [] }')).toEqual([])
    expect(of('{ balance: null }')).toEqual([])
    expect(of('{ balance: "3" }')).toEqual([
      '5:13 warning: “balance” is a text here, and was a number in every reply that came so far.',
    ])
    expect(of('{ items: [{ name: x }] }')).toEqual(['5:23 warning: “items.0.name” was in no reply that came so far.'])
    expect(check('test: x\nlook-ups: { ask: { status: 500, body: { anything: 1 } } }', seen)).toEqual([])
  })

  it('names what is not there and what it cannot do', () => {
    expect(
      check('test: x\nlook-ups: { hi: { status: 200 } }\ntables: { hi: { a: 1 } }\nswitches: { hi: open }'),
    ).toEqual([
      '2:13 error: “hi” asks no other server.',
      '3:11 error: “hi” uses no table.',
      '4:13 error: “hi” follows no switch.',
    ])
    expect(check('test: x\ncall: { at: 2026-02-30T10:00 }')).toEqual(['2:9 error: There is no such time in UTC.'])
  })
})
