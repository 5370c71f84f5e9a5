/** Flows that answer TwiML (design 8), request by request. Every answer is held against the parser of KAZOO's quirks. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../compile/compile.ts'
import { reportPaths } from '../compile/report-paths.ts'
import { definitionOf } from '../nodes/index.ts'
import { addressesIn, callOf, type TestTwiml } from '../testing/answers.ts'
import { anyCallerName, anyFlow } from '../testing/arbitraries.ts'
import { type FlowBuilder, flow } from '../testing/flow-builder.ts'

const twiml = () => flow({ format: 'twiml' })
const MENU = {
  prompt: { type: 'tts', text: 'Press 1 for sales.' },
  choices: [
    { digits: '1', label: 'Sales' },
    { digits: '2', label: 'Service' },
  ],
  attempts: 2,
  timeoutMs: 4000,
  interdigitTimeoutMs: 2000,
  invalidPrompt: { type: 'tts', text: 'That was not a choice.' },
  timeoutPrompt: { type: 'tts', text: 'You pressed nothing.' },
}
const DIGITS = {
  prompt: { type: 'tts', text: 'Your PIN?' },
  variable: 'pin',
  minDigits: 4,
  maxDigits: 4,
  attempts: 2,
  timeoutMs: 5000,
  interdigitTimeoutMs: 3000,
}
const names = ({ verbs }: TestTwiml) => verbs.map(({ name }) => name).join(' ')
const first = ({ verbs }: TestTwiml) => verbs[0]
const action = (answer: TestTwiml) => first(answer)?.attributes.action ?? ''
const redirect = ({ verbs }: TestTwiml) => verbs.find(({ name }) => name === 'Redirect')?.text ?? ''
const codes = (builder: FlowBuilder) =>
  compile(builder.build()).diagnostics.map(({ severity, code }) => `${severity} ${code}`)

describe('verbs', () => {
  it('stand in a row, and a hang-up ends what leads nowhere', () => {
    const { body, contentType } = callOf(
      twiml()
        .step('hi', 'tts', { text: 'Hi {{ caller.name }}', language: 'en-US', voice: 'male' })
        .step('wait', 'sleep', { duration: 1500, unit: 'ms' })
        .chain('hi', 'wait')
        .build(),
    ).askTwiml({ CallerName: 'A <b> & "c"' })
    expect(contentType).toBe('application/xml')
    expect(body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="male" language="en">Hi A &lt;b&gt; &amp; "c"</Say><Pause length="2"/><Hangup/></Response>',
    )
  })

  it.each([
    ['play', { id: 'https://example.com/a.mp3', loop_count: 2 }, '<Play loop="2">https://example.com/a.mp3</Play>'],
    [
      'set_variables',
      { custom_application_vars: { a: '1', b: 2 } },
      '<Set><Variable key="a" value="1"/></Set><Set><Variable key="b" value="2"/></Set>',
    ],
    ['hangup', {}, '<Hangup/>'],
    ['response', { code: 486 }, '<Reject reason="busy"/>'],
    ['response', { code: 603 }, '<Reject reason="rejected"/>'],
    [
      'pivot',
      { voice_url: 'https://example.com/x?a=1&b=2', method: 'post' },
      '<Redirect method="post">https://example.com/x?a=1&amp;b=2</Redirect>',
    ],
  ])('%s %j', (type, data, text) => {
    expect(callOf(twiml().step('a', type, data).chain('a').build()).askTwiml().body).toContain(text)
  })

  it.each([
    ['user', { id: 'u1', timeout: 20 }, '<User>u1</User>'],
    ['device', { id: 'd1' }, '<Device>d1</Device>'],
    ['resources', { to_did: '+1 (415) 555-0100' }, '<Number>+14155550100</Number>'],
    ['resources', { to_did: 'sip:alice@example.com' }, '<Sip>sip:alice@example.com</Sip>'],
    ['conference', { id: '0'.repeat(32) }, `<Conference>${'0'.repeat(32)}</Conference>`],
    [
      'ring_group',
      {
        endpoints: [
          { endpoint_type: 'user', id: 'u' },
          { endpoint_type: 'device', id: 'd' },
        ],
      },
      '<User>u</User><Device>d</Device>',
    ],
  ])('%s dials, and KAZOO comes back', (type, data, text) => {
    const answer = callOf(twiml().step('a', type, data).chain('a').build()).askTwiml()
    expect(answer.body).toContain(text)
    expect(names(answer)).toBe('Dial')
    expect(first(answer)?.attributes).toMatchObject({ method: 'post' })
    expect(answer.isWaiting).toBe(true)
  })

  it('leaves out a step that has nothing to do, and loops of such steps fail rather than hang', () => {
    const skipped = twiml()
      .step('a', 'noop')
      .step('b', 'tts', { text: 'Hi', skip_module: true })
      .step('c', 'hangup')
      .chain('a', 'b', 'c')
    expect(names(callOf(skipped.build()).askTwiml())).toBe('Hangup')
    const round = twiml().step('a', 'noop').step('b', 'noop').chain('a', 'b').edge('b', 'a')
    expect(names(callOf(round.build()).askTwiml())).toBe('Say Hangup')
  })
})

describe('a menu', () => {
  const menu = twiml()
    .step('menu', 'input.menu', MENU)
    .step('sales', 'tts', { text: 'Sales' })
    .step('late', 'tts', { text: 'Goodbye' })
    .step('wrong', 'hangup')
    .chain('menu')
    .edge('menu.1', 'sales')
    .edge('menu.timeout', 'late')
    .edge('menu.invalid', 'wrong')
    .build()

  it('is a Gather with its prompt, and a Redirect for whoever presses nothing', () => {
    const answer = callOf(menu).askTwiml()
    expect(names(answer)).toBe('Gather Redirect')
    expect(first(answer)?.attributes).toMatchObject({ numDigits: '1', timeout: '4', finishOnKey: '#', method: 'post' })
    expect(first(answer)?.nested.map(({ name, text }) => `${name} ${text}`)).toEqual(['Say Press 1 for sales.'])
    expect(action(answer)).not.toBe(redirect(answer))
  })

  it('goes the way of the key', () => {
    const call = callOf(menu)
    const answer = call.askTwiml({ Digits: '1' }, action(call.askTwiml()))
    expect(answer.verbs.map(({ text }) => text)).toEqual(['Sales', ''])
  })

  it('asks again after silence, whatever digits the request still carries, then takes that way', () => {
    const call = callOf(menu)
    const again = call.askTwiml({ Digits: '1' }, redirect(call.askTwiml()))
    expect(first(again)?.nested.map(({ text }) => text)).toEqual(['You pressed nothing.', 'Press 1 for sales.'])
    expect(first(call.askTwiml({ Digits: '1' }, redirect(again)))?.text).toBe('Goodbye')
  })

  it('says what was wrong, then takes that way', () => {
    const call = callOf(menu)
    const again = call.askTwiml({ Digits: '7' }, action(call.askTwiml()))
    expect(first(again)?.nested.map(({ text }) => text)).toEqual(['That was not a choice.', 'Press 1 for sales.'])
    expect(names(call.askTwiml({ Digits: '7' }, action(again)))).toBe('Hangup')
  })

  it('without a prompt still holds a verb, since a key would crash an empty Gather', () => {
    const silent = twiml()
      .step('menu', 'input.menu', { ...MENU, prompt: { type: 'tts', text: '' } })
      .chain('menu')
      .build()
    expect(first(callOf(silent).askTwiml())?.nested.map(({ name }) => name)).toEqual(['Pause'])
  })
})

describe('digits', () => {
  const asked = twiml()
    .step('pin', 'input.digits', DIGITS)
    .step('say', 'tts', { text: '{{ vars.pin }}' })
    .chain('pin', 'say')
    .variable({ name: 'pin', sensitive: true })
    .build()

  it('wait for the whole entry, in whole seconds', () => {
    expect(first(callOf(asked).askTwiml())?.attributes).toMatchObject({ numDigits: '4', timeout: '14' })
  })

  it('stay text, and are masked in the log', () => {
    const call = callOf(asked)
    const answer = call.askTwiml({ Digits: '0042' }, action(call.askTwiml()))
    expect(first(answer)?.text).toBe('0042')
    expect(answer.loggedBody()).not.toContain('0042')
    expect(answer.loggedBody()).toContain('<Say>••••</Say>')
  })

  it('keep tokens out of the log', () => {
    const answer = callOf(asked).askTwiml()
    expect(answer.loggedBody()).not.toContain('token1')
    expect(answer.loggedBody()).not.toContain('token2')
  })
})

describe('ringing', () => {
  const ring = twiml()
    .step('user', 'user', { id: 'u', timeout: 20 })
    .step('busy', 'tts', { text: 'Busy' })
    .step('else', 'tts', { text: 'Else' })
    .chain('user')
    .edge('user.USER_BUSY', 'busy')
    .edge('user._', 'else')
    .build()

  it.each([
    ['busy', 'Busy'],
    ['no-answer', 'Else'],
    ['failed', 'Else'],
    ['', 'Else'],
  ])('%s goes on', (status, text) => {
    const call = callOf(ring)
    expect(first(call.askTwiml({ DialCallStatus: status }, action(call.askTwiml())))?.text).toBe(text)
  })

  it('completed ends the call', () => {
    const call = callOf(ring)
    expect(names(call.askTwiml({ DialCallStatus: 'completed' }, action(call.askTwiml())))).toBe('Hangup')
  })

  it('in a sub-flow goes on where it was called', () => {
    const sub = twiml().step('user', 'user', { id: 'u' }).chain('user').build()
    const main = twiml()
      .step('sub', 'flow.call', { flowId: 'sub', inputs: [], outputs: [] })
      .step('after', 'tts', { text: 'After' })
      .chain('sub', 'after')
      .build()
    const call = callOf(main, { sub })
    const rung = call.askTwiml()
    expect(first(call.askTwiml({ DialCallStatus: 'failed' }, action(rung)))?.text).toBe('After')
    expect(names(call.askTwiml({ DialCallStatus: 'completed' }, action(rung)))).toBe('Hangup')
  })
})

describe('a recording', () => {
  it('comes back with what was recorded, or, after silence, without', () => {
    const call = callOf(
      twiml()
        .step('rec', 'record_caller', { time_limit: 60 })
        .step('say', 'tts', { text: 'At {{ recording.url }}' })
        .chain('rec', 'say')
        .build(),
    )
    const answer = call.askTwiml()
    expect(names(answer)).toBe('Record Redirect')
    expect(first(call.askTwiml({ RecordingUrl: 'https://x.example/1' }, action(answer)))?.text).toBe(
      'At https://x.example/1',
    )
    expect(redirect(answer)).toBe(action(answer))
  })
})

describe('variables that were set', () => {
  it('come back under their own names, and are read as in the other format', () => {
    const call = callOf(
      twiml()
        .step('set', 'set_variables', { custom_application_vars: { crm: '77' } })
        .step('say', 'tts', { text: '{{ custom.crm }}' })
        .chain('set', 'say')
        .build(),
    )
    const answer = call.askTwiml()
    expect(names(answer)).toBe('Set Redirect')
    expect(first(call.askTwiml({ crm: '77' }, redirect(answer)))?.text).toBe('77')
  })
})

describe('publishing', () => {
  it('refuses steps without a counterpart', () => {
    for (const type of ['voicemail', 'menu', 'collect_dtmf', 'record_call', 'callflow'])
      expect(
        codes(
          twiml()
            .step(
              'a',
              type,
              definitionOf(type)?.create((name) => name),
            )
            .chain('a'),
        ),
      ).toContain('error twiml.no-counterpart')
  })

  it('refuses recordings without an address, in prompts too', () => {
    expect(
      codes(
        twiml()
          .step('a', 'play', { id: '0'.repeat(32) })
          .chain('a'),
      ),
    ).toContain('error twiml.address')
    expect(
      codes(
        twiml()
          .step('a', 'input.menu', { ...MENU, invalidPrompt: { type: 'media', id: 'x' } })
          .chain('a'),
      ),
    ).toContain('error twiml.address')
  })

  it('warns where a phone that is not registered ends the call', () => {
    expect(codes(twiml().step('a', 'user', { id: 'u' }).chain('a'))).toContain('warning twiml.unregistered')
    expect(codes(flow().step('a', 'user', { id: 'u' }).chain('a'))).not.toContain('warning twiml.unregistered')
  })

  it('says what is lost', () => {
    expect(
      codes(twiml().step('a', 'tts', { text: 'Ola', language: 'pt-BR', voice: 'joana' }).chain('a')).filter(
        (code) => code === 'warning twiml.lost',
      ),
    ).toHaveLength(2)
  })

  it('counts the requests of ringing', () => {
    const rung = twiml()
      .step('user', 'user', { id: 'u' })
      .step('say', 'tts', { text: 'x' })
      .chain('user', 'say')
      .build()
    const compiled = compile(rung)
    expect(compiled.mostRequests).toBe(2)
    expect(compiled.cuts).toEqual([])
    expect(reportPaths(compiled.flow).paths.map(({ requests }) => requests)).toEqual([{ least: 2, most: 2 }])
  })
})

describe('the fallback', () => {
  it('is spoken in place of a step that fails', () => {
    const answer = callOf(
      twiml().step('a', 'tts', { text: 'First' }).step('b', 'play', { id: '{{ vars.x }}' }).chain('a', 'b').build(),
    ).askTwiml()
    expect(answer.verbs.map(({ name, text }) => `${name} ${text}`)).toEqual([
      'Say First',
      'Say We are sorry, your call cannot be completed.',
      'Hangup ',
    ])
    expect(answer.failures).toMatchObject([{ nodeId: 'b', code: 'value' }])
  })

  it('is what is drawn', () => {
    const drawn = twiml()
      .step('sorry', 'tts', { text: 'Sorry' })
      .step('busy', 'response', { code: 486 })
      .edge('error', 'sorry')
      .edge('sorry', 'busy')
      .step('a', 'play', { id: '{{ vars.x }}' })
      .chain('a')
      .build()
    expect(names(callOf(drawn).askTwiml())).toBe('Say Reject')
  })

  it('passes over a step that is to be skipped, as answers do', () => {
    const skipped = twiml()
      .step('sorry', 'tts', { text: 'Sorry', skip_module: true })
      .step('busy', 'response', { code: 486 })
      .chain('a')
      .edge('error', 'sorry')
      .edge('sorry', 'busy')
      .step('a', 'play', { id: '{{ vars.x }}' })
      .build()
    expect(names(callOf(skipped).askTwiml())).toBe('Reject')
  })

  it('holds nothing that KAZOO would have to come back from', () => {
    expect(codes(twiml().step('u', 'user', { id: 'u' }).edge('error', 'u'))).toContain('error fallback.not-constant')
  })
})

describe('any drawable graph', () => {
  /** Most steps have no counterpart; a draft is evaluated all the same. */
  const anyTwiml = (size?: number) =>
    anyFlow(size).map((document) => ({ ...document, settings: { ...document.settings, format: 'twiml' as const } }))

  it('is answered with what KAZOO takes, whatever the caller does', () => {
    fc.assert(
      fc.property(
        anyTwiml(),
        fc.array(fc.constantFrom('', '1', '2', '0042'), { maxLength: 8 }),
        fc.constantFrom('busy', 'failed', 'completed'),
        fc.nat(),
        anyCallerName,
        (document, pressed, dialled, pick, name) => {
          const call = callOf(document)
          let answer = call.askTwiml({ CallerName: name })
          for (const digits of pressed) {
            expect(answer.verbs).toHaveLength(answer.modules.length)
            const addresses = addressesIn(answer.verbs).filter((address) => call.sealed.has(address))
            const address = addresses[pick % Math.max(1, addresses.length)]
            if (!address) break
            answer = call.askTwiml(
              { CallerName: name, DialCallStatus: dialled, ...(digits ? { Digits: digits } : {}) },
              address,
            )
          }
        },
      ),
      { numRuns: 400 },
    )
  })
})
