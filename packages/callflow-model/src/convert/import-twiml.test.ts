import { describe, expect, it } from 'vitest'
import { importTwiml } from './import-twiml.ts'

/** Steps as 'type key=value', edges as 'from.port > to'. */
function drawn(verbs: string, baseUrl?: string) {
  const result = importTwiml(`<?xml version="1.0"?>\n<Response>${verbs}</Response>`, { baseUrl })
  if (!result.ok) throw new Error(result.diagnostics[0]?.message)
  const { nodes, edges } = result.value
  return {
    steps: nodes.filter(({ type }) => type !== 'start' && type !== 'error').map(({ type, data }) => ({ type, data })),
    edges: edges.map(({ source, sourceHandle, target }) => `${source}.${sourceHandle} > ${target}`),
    errors: result.diagnostics.filter(({ severity }) => severity === 'error'),
    said: result.diagnostics.map(({ message }) => message),
  }
}

describe('a TwiML document', () => {
  it('is drawn verb by verb', () => {
    const { steps, edges, errors } = drawn(`
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
    expect(edges).toEqual(['start.next > n1', 'n1._ > n2', 'n2._ > n3', 'n3._ > n4', 'n4._ > n5'])
    expect(errors).toEqual([])
  })

  it('asks where it asked, and goes on after silence', () => {
    const { steps, edges, said } = drawn(
      '<Gather action="https://app.example/menu" numDigits="1"><Say>Press 1</Say></Gather><Say>Goodbye</Say>',
    )
    expect(steps.map(({ type }) => type)).toEqual(['input.digits', 'pivot', 'tts'])
    expect(steps[0]?.data).toMatchObject({ prompt: { type: 'tts', text: 'Press 1' }, maxDigits: 1 })
    expect(edges).toEqual(['start.next > n1', 'n1.next > n2', 'n1.timeout > n3'])
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
    ['<Record maxLength="60" playBeep="false"/>', { type: 'record_caller', data: { time_limit: 60 } }],
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

  it('keeps every word of marked-up speech, and names the markup', () => {
    const { steps, said } = drawn(
      '<Say>Hello <break time="1s"/> <emphasis level="strong">you <b>there</b></emphasis>!</Say>',
    )
    expect(steps).toEqual([{ type: 'tts', data: { text: 'Hello you there!' } }])
    for (const name of ['break in Say', 'time="1s"', 'emphasis in Say', 'level="strong"', 'b in Say'])
      expect(said.filter((message) => message.includes(name))).toHaveLength(1)
  })

  it('keeps CDATA and entities as text, and passes over comments, which it says', () => {
    const { steps, said } = drawn('<Say><![CDATA[Tom & Jerry]]> &lt;3 <!-- a -->&#252;</Say><!-- b --><?x y?>')
    expect(steps[0]?.data.text).toBe('Tom & Jerry <3 ü')
    expect(said).toContainEqual(
      expect.stringMatching(/^Line 2, column \d+: 3 comments or processing instructions were left out, from here on.$/),
    )
  })

  it('splits a text that KAZOO would not speak in one step', () => {
    const text = `${'One sentence of a long text. '.repeat(80)}The end.`
    const texts = drawn(`<Say>${text}</Say>`).steps.map(({ data }) => String(data.text))
    expect(texts.length).toBe(3)
    expect(texts.every((piece) => piece.length <= 1000 && piece.endsWith('.'))).toBe(true)
    expect(texts.join(' ')).toBe(text)
  })

  it('names a verb in the wrong case, and what it holds', () =>
    expect(drawn('<say voice="man">Hello</say><Hangup/>').said).toContain(
      'Line 2, column 11: <say voice="man">Hello</say> was left out: names are case-sensitive in KAZOO. Write Say.',
    ))

  it('says what a verb of KAZOO 5 is', () =>
    expect(drawn('<Connect><Stream url="wss://x.example"/></Connect><Hangup/>').said.join()).toContain(
      '<Connect><Stream url="wss://x.example"/></Connect> was left out: only KAZOO 5 supports it',
    ))

  it('draws what nothing leads to without a connection, beside the flow', () => {
    const result = importTwiml('<Response><Hangup/><Say>Never</Say><Say>heard</Say></Response>')
    if (!result.ok) throw new Error()
    const [hangup, never, heard] = result.value.nodes.filter(({ id }) => /^n/.test(id))
    expect(result.value.edges.map(({ source, target }) => `${source} ${target}`)).toEqual(['start n1', 'n2 n3'])
    expect(never?.position.x).toBeGreaterThan((hangup?.position.x ?? 0) + 200)
    expect(heard?.position.y).toBeGreaterThan(never?.position.y ?? 0)
    expect(result.diagnostics.map(({ message }) => message)).toContain(
      'Line 1, column 20: Say is drawn without a connection: Hangup before it ends the call.',
    )
  })
})

describe('a Gather', () => {
  it('waits as long for each key as it says, after all prompts', () => {
    const { steps } = drawn(
      '<Gather timeout="7" numDigits="4" finishOnKey="*"><Say>One</Say><Play loop="3">https://x.example/a.mp3</Play><Pause length="2"/></Gather>',
    )
    expect(steps).toEqual([
      { type: 'tts', data: { text: 'One' } },
      { type: 'play', data: { id: 'https://x.example/a.mp3', loop_count: 2 } },
      {
        type: 'input.digits',
        data: {
          prompt: { type: 'media', id: 'https://x.example/a.mp3' },
          variable: 'digits',
          minDigits: 1,
          maxDigits: 4,
          terminator: '*',
          timeoutMs: 9000,
          interdigitTimeoutMs: 7000,
          attempts: 1,
        },
      },
    ])
  })

  it('repeats a prompt until a key is pressed', () =>
    expect(drawn('<Gather><Say loop="0">Press a key</Say></Gather>').steps).toMatchObject([
      { type: 'tts', data: { text: 'Press a key', endless_playback: true } },
      { type: 'input.digits', data: { prompt: { text: '' } } },
    ]))
})

describe('a Record', () => {
  it('beeps first, as record_caller itself does not', () =>
    expect(drawn('<Record/>').steps).toEqual([
      {
        type: 'audio_macro',
        data: { macros: [{ macro: 'tone', frequencies: [440], duration_on: 500, duration_off: 100 }] },
      },
      { type: 'record_caller', data: { time_limit: 3600 } },
    ]))

  it('names what its action is no longer told', () =>
    expect(drawn('<Record action="https://x.example/r"/>').said).toContain(
      'Line 2, column 11: A callflow tells https://x.example/r neither RecordingUrl nor RecordingDuration, nor as Digits what ended the recording.',
    ))
})

describe('a Dial', () => {
  it('rings several numbers one after the other, and says so', () => {
    const { steps, edges, said } = drawn(
      '<Dial timeout="9"><Number>+1 (415) 555-0100</Number><Number>200</Number></Dial><Say>Nobody</Say>',
    )
    expect(steps).toEqual([
      { type: 'resources', data: { to_did: '+14155550100', timeout: 9 } },
      { type: 'resources', data: { to_did: '200', timeout: 9 } },
      { type: 'tts', data: { text: 'Nobody' } },
    ])
    for (const edge of ['n1.USER_BUSY > n2', 'n1.NO_ANSWER > n2', 'n2.CALL_REJECTED > n3', 'n2.sip:503 > n3'])
      expect(edges).toContain(edge)
    expect(said.join()).toContain('one after the other')
  })

  it('tells its action how it ended', () => {
    const { steps, edges } = drawn('<Dial action="/after?a=b#c"><User>u</User></Dial>', 'https://app.example/')
    expect(steps.slice(1).map(({ data }) => data.voice_url)).toEqual(
      ['busy', 'no-answer', 'failed'].map((status) => `https://app.example/after?a=b&DialCallStatus=${status}#c`),
    )
    expect(edges.slice(1)).toEqual(['n1.USER_BUSY > n2', 'n1.NO_ANSWER > n3', 'n1._ > n4'])
  })

  it('shows a caller ID and records, for this Dial only', () => {
    const { steps } = drawn(
      '<Dial callerId="+14155550100" record="true"><User>u</User></Dial><Dial><User>v</User></Dial>',
    )
    expect(steps.map(({ type, data }) => [type, data.caller_id_number ?? data.action ?? data.id])).toEqual([
      ['set_cid', '+14155550100'],
      ['record_call', 'start'],
      ['user', 'u'],
      ['set_cid', ''],
      ['user', 'v'],
    ])
  })

  it('names whom it cannot ring, and goes on', () => {
    const { steps, said } = drawn('<Dial><Client>bob</Client></Dial><Say>Sorry</Say>')
    expect(steps.map(({ type }) => type)).toEqual(['tts'])
    expect(said.join()).toContain('<Client>bob</Client> was left out')
  })
})

describe('addresses', () => {
  const askedBy = (verbs: string, baseUrl?: string) =>
    drawn(verbs, baseUrl)
      .steps.filter(({ type }) => type === 'pivot')
      .map(({ data }) => data.voice_url)

  it.each([
    ['/keys', 'https://app.example/keys'],
    ['keys', 'https://app.example/ivr/keys'],
    ['../start', 'https://app.example/start'],
    ['?step=2', 'https://app.example/ivr/menu.php?step=2'],
    ['//other.example/x', 'https://other.example/x'],
    ['HTTPS://Other.example/x', 'https://other.example/x'],
    ['https://other.example/a b', 'https://other.example/a b'],
    ['', 'https://app.example/ivr/menu.php?step=1'],
  ])('%j', (address, expected) =>
    expect(askedBy(`<Redirect>${address}</Redirect>`, 'https://app.example/ivr/menu.php?step=1')).toEqual([expected]),
  )

  it.each(['tone_stream://%(250,250,480)', 'ftp://x.example/A B.mp3'])('of other kinds stay as they are: %s', (id) =>
    expect(drawn(`<Play>${id}</Play>`).steps[0]?.data.id).toBe(id),
  )

  describe.each([
    '<Redirect method="GET">https://x.example/r</Redirect>',
    '<Record method="GET" action="https://x.example/r" playBeep="false"/>',
    '<Dial method="GET" action="https://x.example/r"><User>u</User></Dial>',
  ])('of %s', (verb) => {
    it.each([
      ['', 'get'],
      ['<Set><Variable key="a" value="b"/></Set>', 'get'],
      ['<Pause/>', 'get'],
      ['<Gather><Say>Press</Say></Gather>', 'get'],
      ['<Say>Hi</Say><Gather><Say>Press</Say></Gather>', 'get'],
      ['<Say>Hi</Say>', 'post'],
      ['<Play>https://x.example/a.mp3</Play><Pause/>', 'post'],
      ['<Gather><Say>Press</Say></Gather><Say>Hi</Say>', 'post'],
    ])('after %j are asked by %s, which is said', (before, method) => {
      const { steps, said } = drawn(`${before}${verb}`)
      const asked = steps.filter(({ data }) => String(data.voice_url).startsWith('https://x.example/r'))
      expect(new Set(asked.map(({ data }) => data.method))).toEqual(new Set([method]))
      const place = `Line 2, column ${11 + before.length + verb.indexOf('"GET"')}: method="GET" of `
      expect(said.filter((message) => message.startsWith(place))).toHaveLength(method === 'post' ? 1 : 0)
    })
  })

  it('of a Gather are asked by POST, as keys were pressed', () => {
    const { steps, said } = drawn(
      '<Gather method="get" action="https://x.example/r"><Say>Hi</Say></Gather><Redirect method="get">https://x.example/s</Redirect>',
    )
    expect(steps.slice(1).map(({ data }) => [data.method, data.voice_url])).toEqual([
      ['post', 'https://x.example/r?Digits={{ vars.digits | url_encode }}'],
      ['get', 'https://x.example/s'],
    ])
    expect(said).toContain(
      'Line 2, column 26: method="get" of Gather was changed to post: callers may have pressed keys by then, and many versions of KAZOO cannot send them in a GET. Your application must accept POST.',
    )
  })

  it('carry what was set before, as KAZOO sends it', () =>
    expect(
      askedBy(
        '<Set><Variable key="crm id" value="a&amp;b"/></Set><Redirect method="GET">https://x.example/r</Redirect>',
      ),
    ).toEqual(['https://x.example/r?crm%20id=a%26b']))

  it.each(['ftp://x.example', 'example.com/x', '/menu', 'javascript:alert(1)'])(
    'of the document cannot be %s',
    (baseUrl) =>
      expect(importTwiml('<Response><Hangup/></Response>', { baseUrl })).toMatchObject({
        ok: false,
        diagnostics: [{ code: 'import.base-url' }],
      }),
  )
})

describe('what cannot be drawn', () => {
  it.each([
    '',
    'Hello',
    '<Response>',
    '<Html/>',
    '<Response/>',
    '<Response>Hello</Response>',
    '<Response><Enqueue>x</Enqueue></Response>',
    '<response><Say>Hi</Say></response>',
    '<tw:Response xmlns:tw="x"><Say>Hi</Say></tw:Response>',
    '<Response><Say>a &nbsp; b</Say></Response>',
    '<!DOCTYPE a [<!ENTITY x "y">]><Response>&x;</Response>',
  ])('is none: %j', (source) => expect(importTwiml(source).ok).toBe(false))

  it.each([
    ['verbs by the thousand', `<Response>${'<Say>Hi</Say>'.repeat(20_000)}</Response>`],
    ['more steps than a flow may have', `<Response>${'<Say loop="20">Hi</Say>'.repeat(400)}</Response>`],
    ['open elements by the million', `<Response>${'<Say>'.repeat(1_000_000)}`],
  ])('%s', (_, source) =>
    expect(importTwiml(source)).toMatchObject({ ok: false, diagnostics: [{ code: 'import.too-large' }] }),
  )
})

describe('what KAZOO would stumble over as TwiML', () => {
  it.each([
    [
      '<Say language="en-GB">Hi</Say>',
      'language="en-GB" of Say was changed to en-gb: KAZOO ends the call at capital letters here.',
    ],
    ['<Pause length="4000"/>', 'length="4000" of Pause was kept: in TwiML, KAZOO pauses for 3600 s at most.'],
    [
      '<Redirect>HTTPS://app.example/x</Redirect>',
      '“HTTPS://app.example/x”, was changed to https://app.example/x: KAZOO takes the scheme of an address in lower case only.',
    ],
    [
      '<Set><Variable key="a" value="1"/><Variable key="b" value="2"/></Set>',
      'This Set has 2 Variables, and KAZOO ends the call at more than one. Here, one step sets them.',
    ],
  ])('is said where the import fixes it: %s', (verbs, message) => {
    const { diagnostics } = importTwiml(`<Response>${verbs}</Response>`)
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ severity: 'info', code: 'import.changed', message: expect.stringContaining(message) }),
    )
  })
})
