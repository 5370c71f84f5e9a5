/** TwiML documents as people have published them, and what each has to become. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sampleCallSchema } from '../api/index.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import { simulateCall } from '../simulate/simulate-call.ts'
import { callOf, NOW, VOICE_URL } from '../testing/answers.ts'
import { importTwiml } from './import-twiml.ts'

const BASE = 'https://app.example/ivr/menu'

describe('01, a Gather without action', () => {
  it('plays what follows only to callers who press nothing', async () => {
    const { document } = read('01-gather-without-action')
    expect(await heard(document, [{ digits: '' }])).toEqual(['Please key in your PIN.', 'We heard nothing from you.'])
    expect(await heard(document, [{ digits: '1234' }])).toEqual(['Please key in your PIN.'])
  })

  it('asks the address of the document again where that is known, and says so where it is not', () => {
    expect(read('01-gather-without-action').said).toContain(
      'Line 2, column 3: Gather without action requests this document again, but its address is not known. Import the document with its address, or draw the steps that follow.',
    )
    const { document } = read('01-gather-without-action', BASE)
    expect(addressesAfter(document, 'input.digits', 'next')).toEqual([`${BASE}?Digits={{ vars.digits | url_encode }}`])
  })
})

describe('02, a Dial and then voicemail', () => {
  const { document, said } = read('02-dial-then-record')

  it.each([
    'NO_ANSWER',
    'USER_BUSY',
    'CALL_REJECTED',
    'UNALLOCATED_NUMBER',
    'NO_ROUTE_DESTINATION',
    'NO_USER_RESPONSE',
  ])('takes a message after %s', async (outcome) =>
    expect(await heard(document, [{ outcome }, { outcome: 'recorded' }])).toEqual([
      'Nobody is free, leave a message.',
      'Tone',
    ]),
  )

  it('ends after an answered call, which is said', async () => {
    expect(await heard(document, [{ outcome: 'answered' }])).toEqual([])
    expect(said).toContain(
      'Line 2, column 3: No step follows an answered call: KAZOO ends the call with the conversation.',
    )
  })
})

describe('05, attributes that KAZOO has too', () => {
  const { document, said } = read('05-attributes')
  const dataOf = (type: string) => document.nodes.filter((node) => node.type === type).map(({ data }) => data)

  it('says a text as often as it says', () => expect(dataOf('tts')).toHaveLength(3))
  it('takes all digits of a card', () => expect(dataOf('input.digits')).toMatchObject([{ maxDigits: 100 }]))
  it('keeps what a conference has', () =>
    expect(dataOf('conference')).toEqual([
      {
        config: {
          name: 'standup',
          wait_for_moderator: true,
          member: { join_muted: true },
          moderator: { join_muted: true },
        },
        play_entry_tone: false,
        play_exit_tone: false,
      },
    ]))
  it('keeps how long is recorded, without a beep', () => {
    expect(dataOf('record_caller')).toEqual([{ time_limit: 20 }])
    expect(dataOf('audio_macro')).toEqual([])
  })
  it.each([
    'finishOnKey=""',
    'timeout="3"',
    'finishOnKey="1"',
    'timeLimit="60"',
    'hangupOnStar="true"',
    'endConferenceOnExit="true"',
  ])('names %s, which no step has', (attribute) =>
    expect(said.filter((message) => message.includes(attribute))).toHaveLength(1),
  )
})

describe('07, relative addresses', () => {
  it('are resolved as a browser would', () => {
    const { document, errors } = read('07-relative', BASE)
    expect(addressesAfter(document, 'input.digits', 'next')).toEqual([
      'https://app.example/keys?Digits={{ vars.digits | url_encode }}',
    ])
    expect(addressesAfter(document, 'input.digits', 'timeout')).toEqual(['https://app.example/start'])
    expect(errors).toEqual([])
  })

  it('are drawn as they are without the address of the document, and cannot be published', () => {
    const { document, errors, codes } = read('07-relative')
    expect(addressesAfter(document, 'input.digits', 'timeout')).toEqual(['../start'])
    expect(errors).toHaveLength(2)
    expect(codes.filter((code) => code === 'import.address-unknown')).toHaveLength(2)
  })
})

function read(name: string, baseUrl?: string) {
  const result = importTwiml(readFileSync(new URL(`field/${name}.xml`, import.meta.url), 'utf8'), { baseUrl })
  if (!result.ok) throw new Error(result.diagnostics[0]?.message)
  return {
    document: result.value,
    said: result.diagnostics.map(({ message }) => message),
    codes: result.diagnostics.map(({ code }) => code),
    errors: result.diagnostics.filter(({ severity }) => severity === 'error'),
  }
}

/** What the pivots at an exit of a step of this type ask. */
function addressesAfter({ nodes, edges }: FlowDocument, type: string, port: string): unknown[] {
  const sources = new Set(nodes.filter((node) => node.type === type).map(({ id }) => id))
  const targets = new Set(
    edges.flatMap((edge) => (sources.has(edge.source) && edge.sourceHandle === port ? [edge.target] : [])),
  )
  return nodes.filter(({ id }) => targets.has(id)).map(({ data }) => data.voice_url)
}

async function heard(document: FlowDocument, does: CallerAction[]): Promise<string[]> {
  const call = callOf(document)
  const first = `${VOICE_URL}first`
  const { events, ended } = await simulateCall({
    call: sampleCallSchema.parse({}),
    does,
    startedAt: NOW,
    voiceUrl: first,
    ask: async ({ url, params }) => {
      const { body, contentType, trace, modules, variables } = call.ask(params, url === first ? undefined : url)
      return { status: 200, contentType, body, tookMs: 4, nodes: trace, modules, variables }
    },
  })
  expect(ended).toBeDefined()
  return events.flatMap(({ kind, text = '' }) => (['speech', 'media', 'tone'].includes(kind) ? [text] : []))
}
