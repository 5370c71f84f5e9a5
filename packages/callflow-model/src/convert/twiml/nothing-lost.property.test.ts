/** All that a document says is in the drawing, or named with line and column. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importTwiml } from '../import-twiml.ts'

const VERBS = ['Say', 'Play', 'Pause', 'Gather', 'Dial', 'Record', 'Set', 'Redirect', 'Reject', 'Hangup']
const OTHERS = ['Enqueue', 'Sms', 'Leave', 'say', 'Connect', 'Stream', 'toString', 'constructor', '__proto__', 'x:Say']
const INNER = [
  'Number',
  'User',
  'Device',
  'Sip',
  'Client',
  'Conference',
  'Queue',
  'Variable',
  'emphasis',
  'break',
  'Task',
]
const NAMES = [
  'loop',
  'voice',
  'language',
  'action',
  'method',
  'timeout',
  'length',
  'key',
  'value',
  'reason',
  'beep',
  'record',
]

/** A word of its own for each place, so that none is found by chance. */
interface Words {
  next: () => string
  all: string[]
}

function createWords(): Words {
  const all: string[] = []
  return {
    all,
    next: () => {
      all.push(`w${all.length}w`)
      return all.at(-1) ?? ''
    },
  }
}

type Piece = (words: Words) => string

const text: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  (words) => `${words.next()} ${words.next()}`,
  (words) => `<![CDATA[${words.next()} & ${words.next()}]]>`,
  (words) => `${words.next()}&amp;&#252;${words.next()}`,
  () => ' \n ',
  () => '<!-- a comment -->',
)
const attributes: fc.Arbitrary<Piece> = fc
  .uniqueArray(fc.oneof(fc.constantFrom(...NAMES), fc.constant(null)), { maxLength: 3 })
  .map((names) => (words) => names.map((name) => ` ${name ?? words.next()}="${words.next()}"`).join(''))

const element = (names: readonly string[], inner: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> =>
  fc
    .record({ name: fc.constantFrom(...names), attributes, inside: fc.array(inner, { maxLength: 3 }) })
    .map(({ name, attributes, inside }) => (words) => {
      words.all.push(name)
      return `<${name}${attributes(words)}>${inside.map((piece) => piece(words)).join('')}</${name}>`
    })
const leaf = element([...INNER, ...OTHERS], text)
const nested = element([...VERBS, ...INNER], fc.oneof(text, leaf))
const verb = element([...VERBS, ...VERBS, ...OTHERS], fc.oneof(text, leaf, nested))
const anyResponse = fc
  .record({
    attributes,
    inside: fc.array(fc.oneof({ weight: 5, arbitrary: verb }, { weight: 1, arbitrary: text }), {
      minLength: 1,
      maxLength: 5,
    }),
  })
  .map(({ attributes, inside }) => {
    const words = createWords()
    const source = `<?xml version="1.0"?>\n<Response xmlns:x="urn:x"${attributes(words)}>${inside.map((piece) => piece(words)).join('\n')}</Response>`
    return { source, words: words.all }
  })

const DRAWN_AS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Say', ['tts', 'input.digits']],
  ['Play', ['play', 'input.digits']],
  ['Pause', ['sleep', 'input.digits']],
  ['Gather', ['input.digits']],
  ['Dial', ['user', 'device', 'ring_group', 'resources', 'conference']],
  ['User', ['user', 'ring_group']],
  ['Device', ['device', 'ring_group']],
  ['Number', ['resources']],
  ['Sip', ['resources']],
  ['Conference', ['conference']],
  ['Record', ['record_caller']],
  ['Redirect', ['pivot']],
  ['Reject', ['response']],
  ['Hangup', ['hangup']],
  ['Set', ['set_variables']],
  ['Variable', ['set_variables']],
])

describe('an import of TwiML', () => {
  it.each([true, false])('loses no word, verb or attribute silently (address known: %s)', (isKnown) =>
    fc.assert(
      fc.property(anyResponse, ({ source, words }) => {
        const result = importTwiml(source, isKnown ? { baseUrl: 'https://app.example/a/b' } : {})
        const named = result.diagnostics
          .map(({ message }) => message)
          .filter((message) => /^Line \d+, column \d+: /.test(message))
        const drawing = result.ok ? JSON.stringify(result.value.nodes) : ''
        if (!result.ok) expect(result.diagnostics[0]?.code).toBe('import.no-callflow')
        const found = `${drawing}\n${named.join('\n')}`
        const types = new Set(result.ok ? result.value.nodes.map(({ type }) => type) : [])
        const lost = words.filter(
          (word) => !found.includes(word) && !DRAWN_AS.get(word)?.some((type) => types.has(type)),
        )
        // A Response in which nothing can be drawn is refused as a whole.
        if (result.ok || named.length > 0) expect(lost, source).toEqual([])
      }),
      { numRuns: 1000 },
    ),
  )
})

/** Values that are not the default, by verb. */
const ATTRIBUTES: Record<string, readonly string[]> = {
  Say: [
    'voice="man"',
    'voice="Polly.Joanna"',
    'language="de-DE"',
    'loop="3"',
    'loop="0"',
    'loop="x"',
    'loop="500"',
    'engine="flite"',
    'terminators="#"',
    'terminators="none"',
  ],
  Play: ['loop="2"', 'loop="0"', 'digits="1w2"', 'terminators="12"'],
  Pause: ['length="7"', 'length="0"', 'length="soon"'],
  Gather: [
    'action="/x"',
    'method="get" action="/x"',
    'method="get"',
    'timeout="9"',
    'timeout="0"',
    'numDigits="4"',
    'numDigits="0"',
    'numDigits="400"',
    'finishOnKey=""',
    'finishOnKey="*"',
    'finishOnKey="*#"',
    'input="speech"',
    'speechTimeout="auto"',
    'hints="a, b"',
    'actionOnEmptyResult="true"',
    'partialResultCallback="/p"',
  ],
  Dial: [
    'action="/x"',
    'action="/x" method="get"',
    'method="get"',
    'timeout="9"',
    'timeLimit="60"',
    'callerId="+14155550100"',
    'hangupOnStar="true"',
    'record="true"',
    'record="record-from-ringing"',
    'record="later"',
    'strategy="single"',
    'strategy="other"',
    'sequential="true"',
    'hangupOn="*"',
    'answerOnBridge="true"',
    'ringTone="us"',
    'trim="trim-silence"',
    'recordingStatusCallback="/r"',
    'continueOnFail="true"',
  ],
  Record: [
    'action="/x"',
    'action="/x" method="get"',
    'method="get"',
    'timeout="9"',
    'maxLength="30"',
    'maxLength="2"',
    'maxLength="99999"',
    'finishOnKey="1"',
    'playBeep="false"',
    'playBeep="maybe"',
    'recordingUrl="https://x.example/up"',
    'transcribe="true"',
    'transcribeCallback="/t"',
    'trim="do-not-trim"',
  ],
  Redirect: ['method="get"', 'method="put"'],
  Reject: ['reason="busy"', 'reason="other"', 'prompt="/system_media/x"'],
  Set: ['scope="call"'],
  Hangup: ['reason="x"'],
  Response: ['version="2"', 'xmlns="urn:x"'],
}
const CONTENT: Record<string, string> = {
  Say: 'Hello',
  Play: 'https://x.example/a.mp3',
  Gather: '<Say>Press</Say>',
  Dial: '<User>u</User>',
  Redirect: 'https://x.example/r',
  Set: '<Variable key="a" value="b"/>',
}
const INNER_ATTRIBUTES: Record<string, readonly string[]> = {
  Number: ['sendDigits="12"', 'url="/w"', 'method="get"', 'statusCallback="/s"', 'statusCallbackEvent="ringing"'],
  User: ['url="/w"'],
  Device: ['timeout="3"'],
  Sip: ['username="me"', 'password="secret"', 'url="/w"'],
  Conference: [
    'startConferenceOnEnter="false"',
    'startConferenceOnEnter="true"',
    'startConferenceOnEnter="x"',
    'endConferenceOnExit="true"',
    'startConferenceOnEnter="false" endConferenceOnExit="true"',
    'muted="true"',
    'muted="x"',
    'beep="false"',
    'beep="onEnter"',
    'beep="loud"',
    'maxParticipants="9"',
    'maxParticipants="1"',
    'waitUrl="/m"',
    'waitMethod="GET"',
    'record="record-from-start"',
    'region="us1"',
    'coach="CA1"',
    'statusCallback="/s"',
  ],
}

const cases = [
  ...Object.entries(ATTRIBUTES).flatMap(([name, values]) =>
    values.map((value): [string, string, string] =>
      name === 'Response'
        ? [value, `<Response ${value}><Hangup/></Response>`, '<Response><Hangup/></Response>']
        : [`${name} ${value}`, respond(name, value, CONTENT[name]), respond(name, '', CONTENT[name])],
    ),
  ),
  ...Object.entries(INNER_ATTRIBUTES).flatMap(([name, values]) =>
    [
      name === 'Conference' ? 'room' : '100',
      ...(name === 'Conference' ? ['0123456789abcdef0123456789abcdef'] : []),
    ].flatMap((content) =>
      values.map((value): [string, string, string] => [
        `${name} ${content} ${value}`,
        respond('Dial', '', `<${name} ${value}>${content}</${name}>`),
        respond('Dial', '', `<${name}>${content}</${name}>`),
      ]),
    ),
  ),
]

function respond(name: string, attribute: string, content = ''): string {
  const head = `${name} ${attribute}`.trim()
  return `<Response>\n${content === '' ? `<${head}/>` : `<${head}>${content}</${name}>`}\n</Response>`
}

describe('an attribute is kept in a field, or named', () => {
  it.each(cases)('%s', (_, withIt, without) => {
    const [a, b] = [importTwiml(withIt), importTwiml(without)]
    if (!a.ok || !b.ok) throw new Error(withIt)
    const drawn = (result: typeof a) => JSON.stringify([result.value.nodes, result.value.edges])
    const isNamed = [...withIt.matchAll(/ (\w+)="/g)].some(([, name]) =>
      a.diagnostics.some(({ message }) => /^Line \d+, column \d+: /.test(message) && message.includes(`${name}="`)),
    )
    expect(isNamed || drawn(a) !== drawn(b)).toBe(true)
  })

  it('names no password', () => {
    const result = importTwiml('<Response><Dial><Sip password="s3cret">sip:a@example.com</Sip></Dial></Response>')
    expect(JSON.stringify(result)).not.toContain('s3cret')
  })
})
