import { describe, expect, it } from 'vitest'
import { importTwiml } from './import-twiml.ts'

/** Steps as 'type key=value', edges as 'from.port > to'. */
function drawn(verbs: string) {
  const result = importTwiml(`<?xml version="1.0"?>\n<Response>${verbs}</Response>`)
  if (!result.ok) throw new Error(result.diagnostics[0]?.message)
  const { nodes, edges } = result.value
  return {
    steps: nodes.filter(({ type }) => type !== 'start' && type !== 'error').map(({ type, data }) => ({ type, data })),
    ways: edges.map(({ source, sourceHandle, target }) => `${source}.${sourceHandle} > ${target}`),
    errors: result.diagnostics.filter(({ severity }) => severity === 'error'),
    said: result.diagnostics.map(({ message }) => message),
  }
}

describe('a TwiML document', () => {
  it('is drawn verb by verb', () => {
    const { steps, ways, errors } = drawn(`
      <Say voice="woman" language="en-gb">Hello
        there</Say>
      <Play loop="2">https://example.com/a.mp3</Play>
      <Pause length="2"/>
      <Set><Variable key="crm" value="77"/></Set>
      <Hangup/>
      <Say>never</Say>`)
    expect(steps.slice(0, 5)).toEqual([
      { type: 'tts', data: { text: 'Hello there', voice: 'female', language: 'en-gb' } },
      { type: 'play', data: { id: 'https://example.com/a.mp3', loop_count: 2 } },
      { type: 'sleep', data: { duration: 2, unit: 's' } },
      { type: 'set_variables', data: { custom_application_vars: { crm: '77' } } },
      { type: 'hangup', data: {} },
    ])
    expect(ways).toEqual(['start.next > n1', 'n1._ > n2', 'n2._ > n3', 'n3._ > n4', 'n4._ > n5'])
    expect(errors).toEqual([])
  })

  it('asks where it asked, and goes on after silence', () => {
    const { steps, ways, said } = drawn(
      '<Gather action="https://app.example/menu" numDigits="1"><Say>Press 1</Say></Gather><Say>Goodbye</Say>',
    )
    expect(steps.map(({ type }) => type)).toEqual(['input.digits', 'pivot', 'tts'])
    expect(steps[0]?.data).toMatchObject({ prompt: { type: 'tts', text: 'Press 1' }, maxDigits: 1 })
    expect(ways).toEqual(['start.next > n1', 'n1.next > n2', 'n1.timeout > n3'])
    expect(said.join(' ')).toContain('app.example/menu')
  })

  it.each([
    ['<Dial timeout="20"><User>u1</User></Dial>', { type: 'user', data: { id: 'u1', timeout: 20 } }],
    ['<Dial><Device>d1</Device></Dial>', { type: 'device', data: { id: 'd1' } }],
    ['<Dial>+14155550100</Dial>', { type: 'resources', data: { to_did: '+14155550100' } }],
    ['<Dial><Number>+14155550100</Number></Dial>', { type: 'resources', data: { to_did: '+14155550100' } }],
    ['<Dial><Sip>sip:a@example.com</Sip></Dial>', { type: 'resources', data: { to_did: 'sip:a@example.com' } }],
    [
      '<Dial><User>u</User><Device>d</Device></Dial>',
      {
        type: 'ring_group',
        data: {
          endpoints: [
            { endpoint_type: 'user', id: 'u' },
            { endpoint_type: 'device', id: 'd' },
          ],
        },
      },
    ],
    ['<Record maxLength="60"/>', { type: 'record_caller', data: { time_limit: 60 } }],
    ['<Reject reason="busy"/>', { type: 'response', data: { code: 486 } }],
    [
      '<Redirect method="get">https://app.example/x</Redirect>',
      {
        type: 'pivot',
        data: { voice_url: 'https://app.example/x', method: 'get', req_format: 'twiml', req_body_format: 'form' },
      },
    ],
  ])('%s', (verbs, step) => expect(drawn(verbs).steps[0]).toEqual(step))

  it('keeps braces as text, and says what is left out', () => {
    expect(drawn('<Say>{{ name }}</Say>').steps[0]?.data.text).toBe('{{ "{{" }} name }}')
    const { steps, said } = drawn('<Enqueue>x</Enqueue><Say>Hi</Say>')
    expect(steps.map(({ type }) => type)).toEqual(['tts'])
    expect(said.join(' ')).toContain('Enqueue')
  })

  it.each([
    '',
    'Hello',
    '<Response>',
    '<Html/>',
    '<Response/>',
    '<!DOCTYPE a [<!ENTITY x "y">]><Response>&x;</Response>',
  ])('is none: %j', (source) => expect(importTwiml(source).ok).toBe(false))
})
