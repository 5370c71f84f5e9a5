/** What publishing says of flows that answer TwiML (docs/design.md#twiml-flows). */
import { describe, expect, it } from 'vitest'
import { compile } from '../compile/compile.ts'
import { reportPaths } from '../compile/report-paths.ts'
import { definitionOf } from '../nodes/index.ts'
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
}
const codes = (builder: FlowBuilder) =>
  compile(builder.build()).diagnostics.map(({ severity, code }) => `${severity} ${code}`)

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

  const twimlCodes = (builder: FlowBuilder) => codes(builder).filter((code) => code.includes(' twiml.'))
  const HI = { text: 'Hi' }

  it('warns where a phone that is not registered ends the call, and at exits that hardly anyone hears', () => {
    const rung = (builder: FlowBuilder) =>
      builder.step('a', 'user', { id: 'u' }).step('b', 'tts', HI).chain('a').edge('a.USER_BUSY', 'b').edge('a._', 'b')
    expect(twimlCodes(rung(twiml()))).toEqual([
      'warning twiml.unregistered',
      'warning twiml.hardly-heard',
      'warning twiml.hardly-heard',
    ])
    expect(twimlCodes(rung(flow()))).toEqual([])
    expect(twimlCodes(twiml().step('a', 'device', { id: 'd' }).chain('a'))).toEqual(['warning twiml.unregistered'])
  })

  it('warns at a number, and refuses a SIP address', () => {
    const dialled = (to_did: string) => twimlCodes(twiml().step('a', 'resources', { to_did }).chain('a'))
    expect(dialled('+14155550100')).toEqual(['warning twiml.number'])
    expect(dialled('sip:alice@example.com')).toEqual(['error twiml.no-counterpart', 'warning twiml.number'])
    expect(twimlCodes(flow().step('a', 'resources', { to_did: 'sip:a@b.example' }).chain('a'))).toEqual([])
  })

  it('warns of recordings that nobody keeps, and of keys that do not arrive after them', () => {
    const recorded = (builder: FlowBuilder) =>
      builder.step('a', 'record_caller', { time_limit: 60 }).step('menu', 'input.menu', MENU).chain('a', 'menu')
    expect(twimlCodes(recorded(twiml()))).toEqual(['warning twiml.recording-lost', 'warning twiml.digits-lost'])
    expect(twimlCodes(recorded(flow()))).toEqual([])
    const before = twiml().step('menu', 'input.menu', MENU).step('a', 'record_caller').chain('menu').edge('menu.1', 'a')
    expect(twimlCodes(before)).toEqual(['warning twiml.recording-lost'])
  })

  it('warns of a rejection that comes too late', () => {
    expect(twimlCodes(twiml().step('a', 'response', { code: 486 }).chain('a'))).toEqual([])
    expect(
      twimlCodes(twiml().step('n', 'noop').step('a', 'response', { code: 486 }).chain('n', 'a')),
      'noop is no verb',
    ).toEqual([])
    expect(twimlCodes(twiml().step('hi', 'tts', HI).step('a', 'response', { code: 486 }).chain('hi', 'a'))).toEqual([
      'warning twiml.reject-late',
    ])
  })

  it.each([
    [{ name: 'Zoë' }, []],
    [{ name: '{{ caller.name }}' }, []],
    [{ name: '日本' }, ['error twiml.value']],
    [{ 日本: 'a' }, ['error twiml.name']],
    [{ '': 'a' }, ['error twiml.name']],
    [{ From: 'a' }, ['error twiml.name']],
  ])('checks variables: %j', (custom_application_vars, expected) => {
    expect(twimlCodes(twiml().step('a', 'set_variables', { custom_application_vars }).chain('a'))).toEqual(expected)
  })

  it('warns at a pivot that keeps the call up at the end of TwiML, on the KAZOOs that do', () => {
    const asks = { voice_url: 'https://x.example/', req_format: 'twiml', cdr_url: 'https://x.example/cdr' }
    const of = (kazoo: '4.3' | '5' | 'any', data = {}) =>
      twimlCodes(
        flow({ kazoo })
          .step('a', 'pivot', { ...asks, ...data })
          .chain('a'),
      )
    expect(of('any')).toEqual(['warning twiml.cdr-url'])
    expect(of('4.3')).toEqual(['warning twiml.cdr-url'])
    expect(of('5')).toEqual([])
    expect(of('any', { req_format: 'kazoo' })).toEqual([])
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
  it('holds nothing that KAZOO would have to come back from', () => {
    expect(codes(twiml().step('u', 'user', { id: 'u' }).edge('error', 'u'))).toContain('error fallback.not-constant')
  })
})
