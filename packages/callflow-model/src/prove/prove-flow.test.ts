import { describe, expect, it } from 'vitest'
import type { Proof } from '../api/index.ts'
import { compile } from '../compile/compile.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { NOW } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { proveFlow } from './prove-flow.ts'

const id = '0123456789abcdef0123456789abcdef'
const prompt = { type: 'tts', text: 'For sales, press 1.' }
const menu = (attempts = 2) => ({
  prompt,
  choices: [{ digits: '1', label: 'Sales' }],
  attempts,
  timeoutMs: 5000,
  interdigitTimeoutMs: 2000,
})
const http = (timeoutMs = 3000) => ({
  method: 'GET',
  url: 'https://crm.example/',
  headers: [],
  body: { type: 'none' },
  timeoutMs,
  assign: [{ name: 'balance', path: '$.account.balance' }],
})
const is = (left: string, right: string, op = 'equals') => ({ combine: 'all', rules: [{ left, op, right }] })

describe('that each call ends well', () => {
  it('is proven where somebody answers, takes a message, or says good-bye', async () => {
    const document = flow()
      .step('menu', 'input.menu', menu())
      .step('sales', 'user', { id })
      .step('box', 'voicemail', { id })
      .step('bye', 'tts', { text: 'Good-bye.' })
      .step('end', 'hangup')
      .chain('menu')
      .edge('menu.1', 'sales')
      .edge('menu.timeout', 'bye')
      .edge('menu.invalid', 'bye')
      .edge('sales', 'box')
      .edge('bye', 'end')
      .build()
    const proof = await prove(document)
    expect(proof.findings).toEqual([])
    expect(proof).toMatchObject({ cutOff: null, verdicts: { ends: 'proven', silence: 'proven', loops: 'proven' } })
  })

  it('is refuted by the shortest call: nobody answers, and the line drops', async () => {
    const proof = await prove(flow().step('sales', 'user', { id }).chain('sales').build())
    expect(proof.verdicts.ends).toBe('refuted')
    expect(proof.findings).toMatchObject([
      { claim: 'ends', kind: 'drops', nodeId: 'sales', call: { does: [{ outcome: 'NO_ANSWER' }] } },
    ])
  })

  it('finds the caller, the time and the reply for which it is so', async () => {
    const document = flow({ timezone: 'America/New_York' })
      .step('known', 'logic.condition', is('{{ caller.number }}', '+14155550177'))
      .step('hours', 'logic.schedule', {
        weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }],
        holidays: [],
      })
      .step('ask', 'data.http', http())
      .step('owes', 'logic.condition', is('{{ vars.balance }}', '100', 'gt'))
      .step('bye', 'tts', { text: 'Good-bye.' })
      .step('end', 'hangup')
      .chain('known')
      .edge('known.true', 'hours')
      .edge('known.false', 'bye')
      .edge('hours.open', 'ask')
      .edge('hours.closed', 'bye')
      .edge('hours.holiday', 'bye')
      .edge('ask.success', 'owes')
      .edge('ask.failure', 'bye')
      .edge('ask.error', 'bye')
      .edge('owes.true', 'end')
      .edge('owes.false', 'bye')
      .build()
    const { findings } = await prove(document)
    expect(findings).toMatchObject([{ claim: 'ends', nodeId: 'end' }])
    const call = findings[0]?.call
    expect(call?.call.callerNumber).toBe('+14155550177')
    expect(call?.mocks?.ask).toMatchObject([{ status: 200, body: { account: { balance: 101 } } }])
    expect(new Date(call?.now ?? '').getUTCHours()).toBeGreaterThanOrEqual(14)
  })

  it('finds the digits that a later step compares', async () => {
    const document = flow()
      .step('pin', 'input.digits', {
        prompt,
        variable: 'pin',
        minDigits: 4,
        maxDigits: 4,
        attempts: 1,
        timeoutMs: 5000,
        interdigitTimeoutMs: 2000,
      })
      .step('right', 'logic.condition', is('{{ vars.pin }}', '4711'))
      .step('bye', 'tts', { text: 'Good-bye.' })
      .step('end', 'hangup')
      .chain('pin', 'right')
      .edge('pin.timeout', 'bye')
      .edge('pin.invalid', 'bye')
      .edge('right.true', 'end')
      .edge('right.false', 'bye')
      .build()
    const { findings } = await prove(document)
    expect(findings).toMatchObject([{ nodeId: 'end', call: { does: [{ digits: '4711' }] } }])
  })

  it('stays open where no call can be found, and none excluded', async () => {
    const document = flow()
      .step('odd', 'logic.condition', is('{{ caller.number | append: "x" }}', 'abc'))
      .step('end', 'hangup')
      .step('bye', 'tts', { text: 'Good-bye.' })
      .chain('odd')
      .edge('odd.true', 'end')
      .edge('odd.false', 'bye')
      .build()
    const proof = await prove(document)
    expect(proof.findings).toMatchObject([{ claim: 'ends', nodeId: 'end', call: null }])
    expect(proof.verdicts.ends).toBe('open')
  })

  it('holds of the fallback too', async () => {
    const document = flow()
      .step('bye', 'tts', { text: 'Good-bye.' })
      .step('end', 'hangup')
      .chain('bye')
      .edge('error.next', 'end')
      .build()
    expect((await prove(document)).findings).toMatchObject([{ kind: 'fallback', nodeId: 'error' }])
  })
})

describe('that nobody waits in silence', () => {
  it('is refuted by two slow look-ups with nothing said in between', async () => {
    const document = flow()
      .step('one', 'data.http', http(2500))
      .step('set', 'set_variables', { custom_application_vars: { a: '1' } })
      .step('two', 'data.http', http(2500))
      .step('bye', 'tts', { text: 'Good-bye.' })
      .chain('one')
      .edge('one.success', 'set')
      .edge('set', 'two')
      .edge('two.success', 'bye')
      .edge('one.failure', 'bye')
      .edge('one.error', 'bye')
      .edge('two.failure', 'bye')
      .edge('two.error', 'bye')
      .build()
    const { findings } = await prove(document)
    expect(findings).toMatchObject([{ claim: 'silence', nodeId: 'two', silentMs: 5000 }])
    expect(findings[0]?.call?.mocks).toMatchObject({ one: [{ durationMs: 2500 }], two: [{ durationMs: 2500 }] })
  })

  it('is as long as the flow says', async () => {
    const document = (maxSilenceMs: number) =>
      flow({ maxSilenceMs })
        .step('wait', 'sleep', { duration: 3, unit: 's' })
        .step('bye', 'tts', { text: 'Good-bye.' })
        .chain('wait', 'bye')
        .build()
    expect((await prove(document(4000))).verdicts.silence).toBe('proven')
    expect((await prove(document(2000))).findings).toMatchObject([{ claim: 'silence', nodeId: 'wait', silentMs: 3000 }])
  })

  it('is refuted by silence that only the caller ends', async () => {
    const { findings } = await prove(flow().step('air', 'dead_air').chain('air').build())
    expect(findings).toMatchObject([{ claim: 'silence', silentMs: null, call: { does: [] } }])
  })
})

describe('that nothing is repeated without the caller', () => {
  it('is refuted by a menu that asks for ever', async () => {
    const document = flow()
      .step('menu', 'input.menu', menu(1))
      .step('bye', 'tts', { text: 'Good-bye.' })
      .chain('menu')
      .edge('menu.1', 'bye')
      .edge('menu.timeout', 'menu')
      .edge('menu.invalid', 'menu')
      .build()
    const { findings } = await prove(document)
    expect(findings).toMatchObject([{ claim: 'loops', kind: 'repeats', nodeId: 'menu' }])
    expect(findings[0]?.call?.does).toEqual([{ digits: '' }, { digits: '' }, { digits: '' }])
  })

  it('is proven of a loop that counts', async () => {
    const document = flow()
      .step('set', 'logic.set', { assignments: [{ name: 'tries', value: '{{ vars.tries | default: 0 | plus: 1 }}' }] })
      .step('menu', 'input.menu', menu(1))
      .step('often', 'logic.condition', is('{{ vars.tries }}', '2', 'gt'))
      .step('bye', 'tts', { text: 'Good-bye.' })
      .chain('set', 'menu')
      .edge('menu.1', 'bye')
      .edge('menu.timeout', 'often')
      .edge('menu.invalid', 'bye')
      .edge('often.true', 'bye')
      .edge('often.false', 'set')
      .build()
    expect((await prove(document)).verdicts.loops).toBe('proven')
  })
})

it('looks at every call of 300 steps', async () => {
  const proof = await prove(levels(50))
  expect(proof.cutOff).toBeNull()
  expect(proof.verdicts).toEqual({ ends: 'proven', silence: 'proven', loops: 'proven' })
})

it('says where there is too much to look at, and claims nothing', async () => {
  const proof = await prove(levels(400))
  expect(proof.cutOff).toBe('size')
  expect(Object.values(proof.verdicts)).not.toContain('proven')
})

describe('of a flow that answers TwiML', () => {
  it('is proven where each call is told something before KAZOO hangs up', async () => {
    const document = flow({ format: 'twiml' })
      .step('menu', 'input.menu', menu())
      .step('room', 'conference', { id })
      .step('bye', 'tts', { text: 'Good-bye.' })
      .chain('menu')
      .edge('menu.1', 'room')
      .edge('menu.timeout', 'bye')
      .edge('menu.invalid', 'bye')
      .build()
    const proof = await prove(document)
    expect(proof.findings).toEqual([])
    expect(proof).toMatchObject({ cutOff: null, verdicts: { ends: 'proven', silence: 'proven', loops: 'proven' } })
  })

  it('is refuted where a phone may not answer, since KAZOO hangs up the caller in any case', async () => {
    const document = flow({ format: 'twiml' })
      .step('sales', 'user', { id })
      .step('bye', 'tts', { text: 'Good-bye.' })
      .chain('sales', 'bye')
      .build()
    expect((await prove(document)).findings).toMatchObject([
      { claim: 'ends', kind: 'drops', nodeId: 'sales', call: { does: [{ outcome: 'NO_ANSWER' }] } },
    ])
  })

  it('counts pauses as silence, and the second in which a call is answered', async () => {
    const document = flow({ format: 'twiml', maxSilenceMs: 2000 })
      .step('wait', 'sleep', { duration: 3, unit: 's' })
      .step('bye', 'tts', { text: 'Good-bye.' })
      .chain('wait', 'bye')
      .build()
    expect((await prove(document)).findings).toMatchObject([{ claim: 'silence', nodeId: 'wait', silentMs: 3000 }])
  })

  it('is refuted by another server, whose failure nobody hears of', async () => {
    const document = flow({ format: 'twiml' })
      .step('other', 'pivot', { voice_url: 'https://x.example/', method: 'post' })
      .chain('other')
      .build()
    expect((await prove(document)).verdicts).toMatchObject({ ends: 'refuted', silence: 'refuted' })
  })

  it('knows that keys do not arrive after a recording', async () => {
    const document = flow({ format: 'twiml' })
      .step('note', 'input.record', { prompt, maxSeconds: 20 })
      .step('menu', 'input.menu', menu(1))
      .step('bye', 'tts', { text: 'Good-bye.' })
      .step('end', 'hangup')
      .chain('note', 'menu')
      .edge('note.empty', 'bye')
      .edge('menu.1', 'bye')
      .edge('menu.timeout', 'bye')
      .edge('menu.invalid', 'end')
      .build()
    expect((await prove(document)).findings).toMatchObject([
      { claim: 'ends', nodeId: 'end', call: { does: [{ outcome: 'message' }, expect.anything()] } },
    ])
  })

  it('is refuted by connections that repeat, and by a step that does', async () => {
    const loop = flow({ format: 'twiml' }).step('hello', 'tts', { text: 'Hello.' }).chain('hello', 'hello').build()
    const music = flow({ format: 'twiml' })
      .step('music', 'play', { id: 'https://x.example/a.mp3', endless_playback: true })
      .chain('music')
      .build()
    for (const document of [loop, music])
      expect((await prove(document)).findings).toMatchObject([{ claim: 'loops', kind: 'repeats', call: { does: [] } }])
  })
})

const prove = (document: FlowDocument): Promise<Proof> => proveFlow(document, compile(document).flow, { now: NOW })

/** Menus, each with a condition, a look-up and a variable before the next one: six steps a level. */
function levels(count: number): FlowDocument {
  const built = flow().step('bye', 'tts', { text: 'Good-bye.' }).edge('start', 'menu0')
  for (let level = 0; level < count; level++) {
    const next = level + 1 < count ? `menu${level + 1}` : 'bye'
    built
      .step(`menu${level}`, 'input.menu', {
        ...menu(3),
        choices: ['1', '2', '3'].map((digits) => ({ digits, label: '' })),
      })
      .step(`if${level}`, 'logic.condition', is(`{{ vars.a${level % 7} }}`, 'x'))
      .step(`ring${level}`, 'user', { id })
      .step(`ask${level}`, 'data.http', { ...http(2000), assign: [{ name: `a${level % 7}`, path: '$.a' }] })
      .step(`set${level}`, 'logic.set', { assignments: [{ name: `b${level % 5}`, value: String(level) }] })
      .step(`say${level}`, 'tts', { text: 'Hello {{ vars.b1 }}.' })
      .edge(`menu${level}.1`, `if${level}`)
      .edge(`menu${level}.2`, `ask${level}`)
      .edge(`menu${level}.3`, `set${level}`)
      .edge(`menu${level}.timeout`, 'bye')
      .edge(`menu${level}.invalid`, 'bye')
      .edge(`if${level}.true`, `ring${level}`)
      .edge(`if${level}.false`, next)
      .edge(`ring${level}`, next)
      .edge(`ask${level}.success`, `say${level}`)
      .edge(`ask${level}.failure`, `say${level}`)
      .edge(`ask${level}.error`, next)
      .edge(`set${level}`, `say${level}`)
      .edge(`say${level}`, next)
  }
  return built.build()
}
