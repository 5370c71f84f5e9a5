/**
 * Flows that answer TwiML (docs/design.md#twiml-flows), request by request. Every answer is held against the parser of
 * KAZOO's quirks.
 */
import { describe, expect, it } from 'vitest'
import { callOf, type TestTwiml } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'

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

describe('verbs', () => {
  it('stand in a row, and a hang-up ends what is not connected', () => {
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

  it('leave out a text that is empty once KAZOO has read it, which would end the call', () => {
    const blank = twiml().step('a', 'tts', { text: '{{ caller.name }}' }).step('b', 'hangup').chain('a', 'b').build()
    for (const CallerName of [' ', '\n \n', '\u0001', '\t'])
      expect(names(callOf(blank).askTwiml({ CallerName }))).toBe('Hangup')
    const answer = callOf(blank).askTwiml({ CallerName: ' ' })
    expect(answer.warnings).toEqual([{ nodeId: 'a', message: 'The text was empty, so nothing was said.' }])
  })

  it('say 4,000 bytes at most', () => {
    const long = twiml().step('a', 'tts', { text: '{{ caller.name }}' }).chain('a').build()
    const { verbs } = callOf(long).askTwiml({ CallerName: '🎉'.repeat(2000) })
    expect(Buffer.byteLength(verbs[0]?.text ?? '')).toBe(4000)
  })

  it('fail where a variable holds characters that KAZOO drops', () => {
    const set = twiml()
      .step('a', 'set_variables', { custom_application_vars: { name: '{{ caller.name }}' } })
      .chain('a')
      .build()
    expect(callOf(set).askTwiml({ CallerName: 'Zoë ÿ' }).body).toContain('value="Zoë ÿ"')
    expect(callOf(set).askTwiml({ CallerName: '日本' }).failures).toMatchObject([{ nodeId: 'a', code: 'value' }])
  })

  it('fail where a number turns out to be a SIP address, or nobody', () => {
    const dialled = twiml().step('a', 'resources', { to_did: '{{ caller.name }}' }).chain('a').build()
    for (const CallerName of ['sip:alice@example.com', 'SIPS:x', 'nobody'])
      expect(callOf(dialled).askTwiml({ CallerName }).failures).toMatchObject([{ nodeId: 'a', code: 'value' }])
  })

  it('reject a call only before anything else; later they hang up', () => {
    const busy = { code: 486 }
    expect(names(callOf(twiml().step('a', 'response', busy).chain('a').build()).askTwiml())).toBe('Reject')
    const late = twiml().step('hi', 'tts', { text: 'Hi' }).step('a', 'response', busy).chain('hi', 'a').build()
    expect(names(callOf(late).askTwiml())).toBe('Say Hangup')
    const asked = callOf(
      twiml().step('menu', 'input.menu', MENU).step('a', 'response', busy).chain('menu').edge('menu.1', 'a').build(),
    )
    expect(names(asked.askTwiml({ Digits: '1' }, action(asked.askTwiml())))).toBe('Hangup')
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

  it('is a Gather with its prompt, and a Redirect for a caller who presses nothing', () => {
    const answer = callOf(menu).askTwiml()
    expect(names(answer)).toBe('Gather Redirect')
    expect(first(answer)?.attributes).toMatchObject({ numDigits: '1', timeout: '4', finishOnKey: '#', method: 'post' })
    expect(first(answer)?.nested.map(({ name, text }) => `${name} ${text}`)).toEqual(['Say Press 1 for sales.'])
    expect(action(answer)).not.toBe(redirect(answer))
  })

  it('takes the exit of the key', () => {
    const call = callOf(menu)
    const answer = call.askTwiml({ Digits: '1' }, action(call.askTwiml()))
    expect(answer.verbs.map(({ text }) => text)).toEqual(['Sales', ''])
  })

  it('asks again after silence, even if the request still carries digits, then takes that exit', () => {
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

  it('wait as long as the longer of the two waits, since KAZOO restarts it at each key', () => {
    const waits = (timeoutMs: number, interdigitTimeoutMs: number) => {
      const data = { ...DIGITS, timeoutMs, interdigitTimeoutMs }
      return first(callOf(twiml().step('pin', 'input.digits', data).chain('pin').build()).askTwiml())?.attributes
    }
    expect(waits(5000, 3000)).toMatchObject({ numDigits: '4', timeout: '5' })
    expect(waits(1200, 6001)).toMatchObject({ timeout: '7' })
    expect(waits(10, 1)).toMatchObject({ timeout: '1' })
    expect(waits(9_999_999, 1)).toMatchObject({ timeout: '3600' })
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
  ])('%s goes on', (status, text) => {
    const call = callOf(ring)
    const dialled = { CallStatus: status, DialCallStatus: 'no-answer' }
    expect(first(call.askTwiml(dialled, action(call.askTwiml())))?.text).toBe(text)
  })

  it('goes on where KAZOO’s own timer was first and nothing is said of the called party', () => {
    const call = callOf(ring)
    expect(first(call.askTwiml({ CallStatus: 'no-answer' }, action(call.askTwiml())))?.text).toBe('Else')
  })

  it('completed ends the call', () => {
    const call = callOf(ring)
    const dialled = { CallStatus: 'completed', DialCallStatus: 'completed' }
    expect(names(call.askTwiml(dialled, action(call.askTwiml())))).toBe('Hangup')
  })

  it('ends the call of a caller who has gone while it rang', () => {
    const call = callOf(ring)
    const gone = { CallStatus: 'completed', DialCallStatus: 'failed' }
    expect(names(call.askTwiml(gone, action(call.askTwiml())))).toBe('Hangup')
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
    expect(first(call.askTwiml({ CallStatus: 'failed' }, action(rung)))?.text).toBe('After')
    expect(names(call.askTwiml({ CallStatus: 'completed' }, action(rung)))).toBe('Hangup')
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
    expect(names(answer)).toBe('Pause Record Redirect')
    const recordAction = answer.verbs[1]?.attributes.action ?? ''
    expect(first(call.askTwiml({ RecordingUrl: 'https://x.example/1', Digits: 'hangup' }, recordAction))?.text).toBe(
      'At https://x.example/1',
    )
    expect(redirect(answer)).toBe(recordAction)
  })

  it('begins at once in a call that is answered, and never names where the file goes, which would end the call', () => {
    const record = { time_limit: 60, url: 'https://files.example/' }
    const said = twiml()
      .step('hi', 'tts', { text: 'Speak' })
      .step('a', 'record_caller', record)
      .chain('hi', 'a')
      .build()
    const answer = callOf(said).askTwiml()
    expect(names(answer)).toBe('Say Record Redirect')
    expect(answer.body).not.toContain('recordingUrl')
    const pressed = callOf(
      twiml()
        .step('menu', 'input.menu', MENU)
        .step('a', 'record_caller', record)
        .step('b', 'record_caller', record)
        .chain('menu')
        .edge('menu.1', 'a')
        .edge('a._', 'b')
        .build(),
    )
    const first = pressed.askTwiml({ Digits: '1' }, action(pressed.askTwiml()))
    expect(names(first)).toBe('Record Redirect')
    expect(names(pressed.askTwiml({}, action(first)))).toBe('Pause Record Redirect')
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
    expect(names(callOf(drawn).askTwiml())).toBe('Say Hangup') // the call is answered by then
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
})
