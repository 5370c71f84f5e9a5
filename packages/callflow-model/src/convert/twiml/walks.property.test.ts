/**
 * Calls of random TwiML documents, once as KAZOO would run the document itself, once with the answers of the imported flow: the same
 * is heard, and the same is sent to the application. What KAZOO's own TwiML does not do as documented is written out first: a Dial that fails leads to
 * the next verb or to its action, and an answered one is the end (decision 0020). So is what the import changes and names: where
 * keys may have been pressed a GET is a POST, and what ended a recording is not told.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Preview, sampleCallSchema } from '../../api/index.ts'
import type { WireRequest } from '../../api/preview.ts'
import type { FlowDocument } from '../../document/flow-document.ts'
import type { CallerAction } from '../../nodes/contract/simulation.ts'
import { simulateCall } from '../../simulate/simulate-call.ts'
import { callOf, NOW, VOICE_URL } from '../../testing/answers.ts'
import { importTwiml } from '../import-twiml.ts'

const BASE = 'https://app.example/ivr/menu'

/** One verb as it is written, what it is in the reference, and what is done while it runs. */
interface Played {
  xml: string
  /** What KAZOO's documentation says that it does, in verbs whose behaviour KAZOO and its documentation agree on. */
  asDocumented: string
  does: CallerAction[]
  doesInReference: CallerAction[]
  /** Only Callflow JSON has it. */
  isJsonOnly?: boolean
}

const plain = (xml: string): Played => ({ xml, asDocumented: xml, does: [], doesInReference: [] })
const xmlText = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const attributes = (values: Record<string, string | undefined>): string =>
  Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${xmlText(value)}"`))
    .join('')

const words = fc.constantFrom('Hello', 'Tom & "Jerry" <3', 'Grüße 日本', '{{ name }}', 'a\n   b', 'x'.repeat(40))
const method = fc.constantFrom(undefined, 'get', 'post', 'GET')
const addresses = fc.constantFrom(
  'https://app.example/next',
  'https://other.example/a?b=c',
  '/keys',
  '../up',
  'file.xml',
  '?x=1',
)
const absolute = (address: string): string => new URL(address, BASE).href

const anySay = fc
  .record({
    words,
    voice: fc.constantFrom(undefined, 'man', 'woman'),
    loop: fc.constantFrom(undefined, 1, 2, 3),
    id: fc.nat(99),
  })
  .map(({ words, voice, loop, id }): Played => {
    const say = `<Say${attributes({ voice })}>${xmlText(`${words} ${id}`)}</Say>`
    return {
      ...plain(`<Say${attributes({ voice, loop: loop?.toString() })}>${xmlText(`${words} ${id}`)}</Say>`),
      asDocumented: say.repeat(loop ?? 1),
    }
  })
const anyPlay = fc
  .record({ id: fc.nat(99), loop: fc.constantFrom(undefined, '2') })
  .map(({ id, loop }) => plain(`<Play${attributes({ loop })}>https://app.example/${id}.mp3</Play>`))
const anyPause = fc.constantFrom('<Pause/>', '<Pause length="2"/>').map(plain)
const anySet = fc
  .record({ key: fc.constantFrom('crm', 'tier'), value: fc.constantFrom('77', 'gold & more', 'é') })
  .map(({ key, value }) => plain(`<Set><Variable${attributes({ key, value })}/></Set>`))

const anyGather = fc
  .record({
    prompts: fc.array(fc.oneof(anySay, anyPlay, anyPause), { minLength: 1, maxLength: 3 }),
    action: fc.option(addresses, { nil: undefined }),
    method,
    numDigits: fc.constantFrom(undefined, 1, 4, 16),
    finishOnKey: fc.constantFrom(undefined, '#', '*'),
    timeout: fc.constantFrom(undefined, '3'),
    keys: fc.constantFrom('', '', '1', '42', '0042', '1234567890123456'),
    isEnded: fc.boolean(),
  })
  .map(({ prompts, action, method, numDigits, finishOnKey, timeout, keys, isEnded }): Played => {
    const own = { method, numDigits: numDigits?.toString(), finishOnKey, timeout }
    const nested = prompts.map(({ xml }) => xml).join('')
    const once = prompts.map(({ asDocumented }) => asDocumented).join('')
    const pressed = keys.slice(0, numDigits ?? keys.length)
    const isFull = pressed.length === numDigits
    const digits = pressed !== '' && isEnded && !isFull ? `${pressed}${finishOnKey ?? '#'}` : pressed
    const does = [{ digits }]
    return {
      xml: `<Gather${attributes({ action, ...own })}>${nested}</Gather>`,
      asDocumented: `<Gather${attributes({ action: absolute(action ?? ''), ...own, method: undefined })}>${once}</Gather>`,
      does,
      doesInReference: does,
    }
  })

const STATUS: Record<string, string> = { USER_BUSY: 'busy', NO_ANSWER: 'no-answer', NO_USER_RESPONSE: 'no-answer' }
const anyDial = fc
  .record({
    users: fc.nat(2),
    numbers: fc.nat(2),
    action: fc.option(addresses, { nil: undefined }),
    method,
    outcome: fc.constantFrom('answered', 'USER_BUSY', 'NO_ANSWER', 'CALL_REJECTED', 'NORMAL_TEMPORARY_FAILURE'),
  })
  .filter(({ users, numbers }) => users + numbers > 0)
  .map(({ users, numbers, action, method, outcome }): Played => {
    const nested = ['<User>u1</User>', '<Device>d1</Device>'].slice(0, users).join('')
    const dialled = ['<Number>+14155550100</Number>', '<Number>+1 (415) 555-0111</Number>'].slice(0, numbers).join('')
    const rings = Math.min(users, 1) + numbers
    const target = action === undefined ? null : new URL(absolute(action))
    target?.searchParams.append('DialCallStatus', STATUS[outcome] ?? 'failed')
    const failed = target === null ? '' : `<Redirect${attributes({ method })}>${xmlText(target.href)}</Redirect>`
    return {
      xml: `<Dial${attributes({ action, method, timeout: '20' })}>${nested}${dialled}</Dial>`,
      asDocumented: outcome === 'answered' ? '<Hangup/>' : failed,
      does: outcome === 'answered' ? [{ outcome }] : Array.from({ length: rings }, () => ({ outcome })),
      doesInReference: [],
      isJsonOnly: true,
    }
  })

const anyRecord = fc.record({ action: fc.option(addresses, { nil: undefined }), method }).map(
  ({ action, method }): Played => ({
    xml: `<Record${attributes({ action, method, maxLength: '30' })}/>`,
    asDocumented: `<Record${attributes({ action: absolute(action ?? ''), maxLength: '30' })}/>`, // keys may be pressed during the beep
    does: [{ outcome: 'message' }],
    doesInReference: [{ outcome: 'message' }],
    isJsonOnly: true,
  }),
)
const anyRedirect = fc.record({ address: addresses, method }).map(
  ({ address, method }): Played => ({
    ...plain(`<Redirect${attributes({ method })}>${xmlText(address)}</Redirect>`),
    asDocumented: `<Redirect${attributes({ method })}>${xmlText(absolute(address))}</Redirect>`,
  }),
)
const anyEnd = fc.constantFrom('<Hangup/>', '<Reject/>', '<Say loop="0">For ever</Say>').map(plain)

const anyDocument = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: anySay },
    { weight: 2, arbitrary: fc.oneof(anyPlay, anyPause, anySet) },
    { weight: 4, arbitrary: anyGather },
    { weight: 4, arbitrary: anyDial },
    { weight: 1, arbitrary: fc.oneof(anyRecord, anyRedirect, anyEnd) },
  ),
  { minLength: 1, maxLength: 6 },
)

describe('an imported document', () => {
  it('does in Callflow JSON what KAZOO is documented to do with it', () =>
    fc.assert(
      fc.asyncProperty(anyDocument, (verbs) => compare(verbs, 'kazoo')),
      { numRuns: 300 },
    ))

  it('does the same in TwiML, as far as that has it', () =>
    fc.assert(
      fc.asyncProperty(
        anyDocument.filter((verbs) => !verbs.some(({ isJsonOnly }) => isJsonOnly)),
        (verbs) => compare(verbs, 'twiml'),
      ),
      { numRuns: 100 },
    ))
})

it('asks by POST where a key was pressed during a prompt', async () => {
  const source = '<Response><Say>Hello</Say><Redirect method="get">https://app.example/next</Redirect></Response>'
  const imported = importTwiml(source)
  if (!imported.ok) throw new Error(imported.diagnostics[0]?.message)
  const { requests } = await runFlow(imported.value, [{ digits: '1', during: 'Hello' }])
  expect(requests).toEqual([expect.stringMatching(/^POST https:\/\/app\.example\/next /)])
})

async function compare(verbs: readonly Played[], format: 'kazoo' | 'twiml'): Promise<void> {
  const source = responseOf(verbs.map(({ xml }) => xml))
  const imported = importTwiml(source, { baseUrl: BASE })
  if (!imported.ok) throw new Error(imported.diagnostics[0]?.message)
  const { settings, ...document } = imported.value
  const flow = await runFlow(
    { ...document, settings: { ...settings, format } },
    verbs.flatMap(({ does }) => does),
  )
  const reference = await runDocument(
    responseOf(
      verbs.map((verb, index) => documentedAt(verb, verbs.slice(0, index), index === verbs.length - 1, format)),
    ),
    verbs.flatMap(({ doesInReference }) => doesInReference),
  )
  expect(flow, source).toEqual(reference)
}

/** What is documented of a verb, with what import and format change at its place. */
function documentedAt(
  { xml, asDocumented }: Played,
  before: readonly Played[],
  isLast: boolean,
  format: string,
): string {
  // The studio hangs up instead, and says so: the call is answered.
  if (format === 'twiml' && before.length > 0 && xml.startsWith('<Reject')) return '<Hangup/>'
  // Where nothing follows a carrier that failed, callers get its SIP answer.
  if (isLast && asDocumented === '' && xml.includes('<Number>')) return '<Reject/>'
  return mayHoldKeys(before) ? asDocumented.replace(/ method="get"/i, '') : asDocumented
}

/** Keys pressed while something plays wait until a question takes them. */
const mayHoldKeys = (verbs: readonly Played[]): boolean =>
  /^<(Say|Play)/.test(verbs.findLast(({ xml }) => /^<(Say|Play|Gather)/.test(xml))?.xml ?? '')

/** A document of which nothing is left ends the call. */
const responseOf = (verbs: readonly string[]): string => `<Response>${verbs.join('') || '<Hangup/>'}</Response>`

interface Seen {
  heard: string[]
  /** To the application: method, address, and what was sent under the names that the document knows. */
  requests: string[]
  isRejected: boolean
  isOver: boolean
}

async function runFlow(document: FlowDocument, does: CallerAction[]): Promise<Seen> {
  const call = callOf(document)
  const first = `${VOICE_URL}first`
  const isTwiml = document.settings.format === 'twiml'
  return simulate(first, isTwiml ? 'twiml' : 'kazoo', does, ({ url, params }) => {
    if (!url.startsWith(VOICE_URL)) return null
    const continuation = url.split('?')[0] === first ? undefined : url
    const { body, contentType } = isTwiml ? call.askTwiml(params, continuation) : call.ask(params, continuation)
    return { body, contentType }
  })
}

const runDocument = (body: string, does: CallerAction[]): Promise<Seen> =>
  simulate(BASE, 'twiml', does, (_, isFirst) => (isFirst ? { body, contentType: 'text/xml' } : null))

/** @param serve null: the application answers, and that is the end */
async function simulate(
  voiceUrl: string,
  reqFormat: 'kazoo' | 'twiml',
  does: CallerAction[],
  serve: (request: WireRequest, isFirst: boolean) => { body: string; contentType: string } | null,
): Promise<Seen> {
  const requests: string[] = []
  let isFirst = true
  const { events, ended, end } = await simulateCall({
    call: sampleCallSchema.parse({}),
    does,
    startedAt: NOW,
    voiceUrl,
    reqFormat,
    profile: '5.0-dev',
    ask: async (request) => {
      const served = serve(request, isFirst)
      isFirst = false
      if (!served) requests.push(inOneLine(request))
      const { body, contentType } = served ?? {
        body: '<Response><Say>The application answers</Say><Hangup/></Response>',
        contentType: 'text/xml',
      }
      return { status: 200, contentType, body, tookMs: 4, nodes: [], modules: [], variables: {} }
    },
  })
  return { heard: heardIn(events), requests, isRejected: end === 'response', isOver: ended !== undefined }
}

const SENT = ['Digits', 'DialCallStatus', 'crm', 'tier']

function inOneLine({ method, url, params }: WireRequest): string {
  const { origin, pathname, searchParams } = new URL(url)
  const sent = SENT.map((name) => `${name}=${searchParams.get(name) ?? sentAs(name, params[name])}`)
  const own = ['b', 'x'].map((name) => `${name}=${searchParams.get(name) ?? ''}`)
  return [method, origin + pathname, ...own, ...sent].join(' ')
}

/** What ended a recording is not told in a callflow, which the import names. */
const sentAs = (name: string, value: unknown): string =>
  name === 'Digits' && value === 'hangup' ? '' : String(value ?? '')

/** Repeated texts count once: the simulated KAZOO tells of a loop in one line. */
function heardIn(events: Preview['events']): string[] {
  const all = events.flatMap(({ kind, text = '' }) =>
    kind === 'speech' || kind === 'media' ? [text.replace(/\s+/g, ' ').replace(/^.*\//, '')] : [],
  )
  return all.filter((text, index) => text !== all[index - 1])
}
