import { describe, expect, it } from 'vitest'
import { commandOfFix } from '../commands/command-of-fix.ts'
import { silence } from '../commands/nodes.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { type FlowBuilder, flow } from '../testing/flow-builder.ts'
import { adviseFlow } from './advise-flow.ts'
import { callerRules } from './caller-rules.ts'

const id = '0123456789abcdef0123456789abcdef'
const tts = (text: string) => ({ type: 'tts', text })
const words = { invalidPrompt: tts('That is not one of the choices.'), timeoutPrompt: tts('We did not hear a key.') }
const choices = (keys: string) => [...keys].map((digits) => ({ digits, label: '' }))
const menu = (keys: string, text: string, more: Record<string, unknown> = {}) => ({
  prompt: tts(text),
  choices: choices(keys),
  attempts: 3,
  timeoutMs: 5000,
  interdigitTimeoutMs: 2000,
  ...words,
  ...more,
})
const digits = (text: string, more: Record<string, unknown> = {}) => ({
  prompt: tts(text),
  variable: 'number',
  minDigits: 1,
  maxDigits: 8,
  terminator: '#',
  attempts: 3,
  timeoutMs: 5000,
  interdigitTimeoutMs: 3000,
  ...words,
  ...more,
})
const http = (timeoutMs: number) => ({
  method: 'GET',
  url: 'https://x.example/',
  headers: [],
  body: { type: 'none' },
  timeoutMs,
  assign: [],
})
/** A menu and one phone behind all of its keys. */
const withMenu = (keys: string, text: string, more?: Record<string, unknown>): FlowBuilder =>
  [...keys].reduce(
    (built, key) => built.edge(`menu.${key}`, 'ring'),
    flow()
      .step('menu', 'input.menu', menu(keys, text, more))
      .step('ring', 'user', { id })
      .chain('menu'),
  )
const SAY_12 = 'For sales, press 1. For support, press 2.'

/** What is wrong, by rule; and the same as it should be. */
const cases: Record<string, { wrong: FlowDocument; right: FlowDocument }> = {
  'many-choices': {
    wrong: withMenu('123456', 'Press 1, 2, 3, 4, 5 or 6.').build(),
    right: withMenu('12345', 'Press 1, 2, 3, 4 or 5.').build(),
  },
  'long-prompt': {
    wrong: flow()
      .step('say', 'tts', { text: 'We are sorry. '.repeat(30) })
      .chain('say')
      .build(),
    right: flow().step('say', 'tts', { text: 'We are sorry.' }).chain('say').build(),
  },
  'key-first': {
    wrong: withMenu('12', 'Press 1 for sales. Press 2 for support.').build(),
    right: withMenu('12', SAY_12).build(),
  },
  'unspoken-choice': {
    wrong: withMenu('12', 'For sales, press 1.').build(),
    right: withMenu('12', 'For sales, press one, else two.').build(),
  },
  'no-person': {
    wrong: flow()
      .step('menu', 'input.menu', menu('12', SAY_12))
      .step('hours', 'tts', { text: 'We are open from nine to five.' })
      .step('known', 'logic.condition', {
        combine: 'all',
        rules: [{ left: '{{ caller.name }}', op: 'equals', right: 'Boss' }],
      })
      .step('ring', 'user', { id })
      .chain('known')
      .edge('known.true', 'ring')
      .edge('known.false', 'menu')
      .edge('menu.1', 'hours')
      .edge('menu.2', 'hours')
      .build(),
    right: withMenu('12', SAY_12).build(),
  },
  'no-repeat-key': {
    wrong: withMenu('1234', 'Press 1, 2, 3 or 4.').build(),
    right: withMenu('123', 'Press 1, 2 or 3, or 9 to hear this again.', { choices: choices('1239') })
      .edge('menu.9', 'menu')
      .build(),
  },
  'key-gaps': {
    wrong: withMenu('13', 'For sales, press 1. For support, press 3.').build(),
    right: withMenu('12', SAY_12).build(),
  },
  'zero-not-a-person': {
    wrong: withMenu('1', 'For sales, press 1. For our hours, press 0.', { choices: choices('10') })
      .step('hours', 'tts', { text: 'We are open from nine to five.' })
      .edge('menu.0', 'hours')
      .build(),
    right: withMenu('10', 'For sales, press 1. For somebody else, press 0.').build(),
  },
  'pound-as-choice': {
    wrong: withMenu('1#', 'For sales, press 1. For support, press pound.').build(),
    right: withMenu('12', SAY_12).build(),
  },
  'deep-menus': { wrong: nested(4), right: nested(3) },
  'same-prompt-again': {
    wrong: withMenu('12', SAY_12, { invalidPrompt: undefined, timeoutPrompt: undefined }).build(),
    right: withMenu('12', SAY_12).build(),
  },
  'one-try': { wrong: withMenu('12', SAY_12, { attempts: 1 }).build(), right: withMenu('12', SAY_12).build() },
  'short-wait': { wrong: withMenu('12', SAY_12, { timeoutMs: 1000 }).build(), right: withMenu('12', SAY_12).build() },
  'short-wait-between': {
    wrong: flow()
      .step('ask', 'input.digits', digits('Your number, then pound.', { interdigitTimeoutMs: 1000 }))
      .chain('ask')
      .build(),
    right: flow().step('ask', 'input.digits', digits('Your number, then pound.')).chain('ask').build(),
  },
  'digits-without-end': {
    wrong: flow().step('ask', 'input.digits', digits('Please enter your number')).chain('ask').build(),
    right: flow()
      .step('ask', 'input.digits', digits('Please enter your number, then press pound.'))
      .chain('ask')
      .build(),
  },
  'silent-recording': {
    wrong: flow()
      .step('hi', 'tts', { text: 'Hello.' })
      .step('rec', 'record_call', { action: 'start' })
      .step('ring', 'user', { id })
      .chain('hi', 'rec', 'ring')
      .build(),
    right: flow()
      .step('hi', 'tts', { text: 'This call is recorded.' })
      .step('rec', 'record_call', { action: 'start' })
      .step('ring', 'user', { id })
      .chain('hi', 'rec', 'ring')
      .build(),
  },
  'busy-mailbox-only': {
    wrong: flow()
      .step('ring', 'user', { id })
      .step('box', 'voicemail', { id })
      .chain('ring')
      .edge('ring.USER_BUSY', 'box')
      .build(),
    right: flow().step('ring', 'user', { id }).step('box', 'voicemail', { id }).chain('ring', 'box').build(),
  },
  'long-ringing-first': {
    wrong: flow().step('ring', 'user', { id, timeout: 60 }).chain('ring').build(),
    right: flow()
      .step('hi', 'tts', { text: 'Hello.' })
      .step('ring', 'user', { id, timeout: 60 })
      .chain('hi', 'ring')
      .build(),
  },
  'silent-transfer': {
    wrong: flow().step('out', 'transfer', { target: '100' }).chain('out').build(),
    right: flow()
      .step('hi', 'tts', { text: 'We connect you.' })
      .step('out', 'transfer', { target: '100' })
      .chain('hi', 'out')
      .build(),
  },
  'silent-look-up': {
    wrong: flow()
      .step('ask', 'input.digits', digits('Your number, then pound.'))
      .step('look', 'data.http', http(3000))
      .chain('ask', 'look')
      .build(),
    right: flow()
      .step('ask', 'input.digits', digits('Your number, then pound.'))
      .step('look', 'data.http', http(2000))
      .chain('ask', 'look')
      .build(),
  },
  'long-pause': {
    wrong: flow().step('wait', 'sleep', { duration: 10, unit: 's' }).chain('wait').build(),
    right: flow().step('wait', 'sleep', { duration: 500, unit: 'ms' }).chain('wait').build(),
  },
  'mixed-voices': { wrong: voices('', '', 'male'), right: voices('male', 'male', 'male') },
  'hang-up-without-words': {
    wrong: flow().step('ring', 'user', { id }).step('end', 'hangup').chain('ring', 'end').build(),
    right: flow()
      .step('ring', 'user', { id })
      .step('bye', 'tts', { text: 'Good-bye.' })
      .step('end', 'hangup')
      .chain('ring', 'bye', 'end')
      .build(),
  },
}

describe('a warning for what callers suffer', () => {
  it('has a case here for each rule', () => {
    expect(
      Object.keys(cases)
        .map((name) => `caller.${name}`)
        .sort(),
    ).toEqual(callerRules.map(({ code }) => code).sort())
  })

  it.each(Object.entries(cases))(
    '%s: is told with its reason where it is so, and nowhere else',
    (name, { wrong, right }) => {
      const [found] = adviseFlow(wrong).filter(({ code }) => code === `caller.${name}`)
      expect(found).toMatchObject({
        severity: 'warning',
        nodeId: expect.any(String),
        reason: expect.stringMatching(/\.$/),
      })
      expect(adviseFlow(right).filter(({ code }) => code === `caller.${name}`)).toEqual([])
    },
  )

  it.each(Object.entries(cases))('%s: is gone once its fix is pressed', (name, { wrong }) => {
    const of = (document: FlowDocument) => adviseFlow(document).filter(({ code }) => code === `caller.${name}`)
    let fixed = wrong
    for (let found = of(fixed), tries = 0; found[0]?.fix && tries < 5; found = of(fixed), tries++)
      fixed = commandOfFix(found[0].fix, 'UTC')?.(fixed) ?? fixed
    expect(of(fixed).some(({ fix }) => fix)).toBe(false)
  })

  it('can be silenced at its step with a reason, and be a warning again', () => {
    const { wrong } = cases['one-try'] ?? { wrong: flow().build() }
    const silenced = silence('menu', 'caller.one-try', 'Asked again by the next step.')(wrong)
    expect(adviseFlow(silenced).find(({ code }) => code === 'caller.one-try')?.silenced).toBe(
      'Asked again by the next step.',
    )
    expect(silence('menu', 'caller.one-try', 'Asked again by the next step.')(silenced)).toBe(silenced)
    expect(silence('menu', 'caller.one-try', null)(silenced)).toEqual(wrong)
  })

  it('leaves words of other languages alone', () => {
    const { wrong } = cases['key-first'] ?? { wrong: flow().build() }
    const german = { ...wrong, settings: { ...wrong.settings, locale: 'de-DE' } }
    expect(adviseFlow(german).map(({ code }) => code)).not.toContain('caller.key-first')
  })
})

function nested(depth: number): FlowDocument {
  const built = withMenu('12', SAY_12)
  for (let level = 1; level < depth; level++)
    built.step(`menu${level}`, 'input.menu', menu('12', SAY_12)).edge(`menu${level}.1`, 'ring')
  const document = built.build()
  const edges = Array.from({ length: depth - 1 }, (_, level) => ({
    id: `to${level}`,
    source: level === 0 ? 'menu' : `menu${level}`,
    sourceHandle: '2',
    target: `menu${level + 1}`,
  }))
  return { ...document, edges: [...document.edges.filter(({ sourceHandle }) => sourceHandle !== '2'), ...edges] }
}

function voices(...names: string[]): FlowDocument {
  const built = names.reduce(
    (before, voice, index) => before.step(`say${index}`, 'tts', { text: 'Hello.', ...(voice ? { voice } : {}) }),
    flow(),
  )
  return built.chain(...names.map((_, index) => `say${index}`)).build()
}
