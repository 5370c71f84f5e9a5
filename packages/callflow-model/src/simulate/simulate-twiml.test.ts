/** Calls with answers in TwiML that no observed call covers, and what a preview shows of them. */
import { describe, expect, it } from 'vitest'
import { sampleCallSchema } from '../api/index.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import type { TimedAction } from '../nodes/contract/simulation.ts'
import { simulateCall } from './simulate-call.ts'

const STUDIO = 'https://studio.example'

/** Plays answers by their path; those that are objects are Callflow JSON. */
async function play(
  answers: Record<string, string | object>,
  does: TimedAction[] = [],
  { profile = '5.0-dev', hasAskingPivot = false }: { profile?: KazooProfile; hasAskingPivot?: boolean } = {},
) {
  const preview = await simulateCall({
    call: sampleCallSchema.parse({ custom: { tier: 'gold' } }),
    does,
    startedAt: new Date('2026-11-24T09:30:00Z'),
    voiceUrl: `${STUDIO}/`,
    reqFormat: hasAskingPivot ? 'kazoo' : 'twiml',
    profile,
    ask: async ({ url }) => {
      const answer = answers[new URL(url).pathname]
      const isXml = typeof answer === 'string'
      return {
        status: answer === undefined ? 404 : 200,
        contentType: isXml ? 'application/xml' : 'application/json',
        body: isXml ? `<Response>${answer}</Response>` : JSON.stringify(answer),
        tookMs: 5,
        nodes: [],
        modules: [],
        variables: {},
      }
    },
  })
  return {
    ...preview,
    heard: preview.events.filter(({ kind }) => kind === 'speech').map(({ text }) => text),
    requests: preview.exchanges.map(({ request }) => request.params),
  }
}

const DIAL = '<Dial action="/next"><User>u1</User></Dial>'

describe('keys', () => {
  it('pressed while something is said travel in the next request, once', async () => {
    const { requests } = await play(
      {
        '/': '<Say>Hello</Say><Redirect>/next</Redirect>',
        '/next': '<Redirect>/last</Redirect>',
        '/last': '<Hangup/>',
      },
      [{ digits: '42', during: 'Hello' }],
    )
    expect(requests.map(({ Digits }) => Digits)).toEqual([undefined, '42', undefined])
  })

  it('pressed after a recording do not arrive: what ended it takes their place', async () => {
    const { requests } = await play(
      {
        '/': '<Say>Speak</Say><Record action="/recorded"/>',
        '/recorded': '<Gather action="/next" numDigits="1"><Say>Press</Say></Gather>',
        '/next': '<Hangup/>',
      },
      [{ outcome: 'message' }, { digits: '7' }],
    )
    expect(requests.map(({ Digits }) => Digits)).toEqual([undefined, 'hangup', 'hangup'])
  })
})

describe('a recording', () => {
  it('without an action asks the present address again, and is sent there', async () => {
    const { requests } = await play({ '/': '<Record/>' }, [{ digits: '#' }])
    expect(requests[1]).toMatchObject({
      Digits: '#',
      RecordingUrl: expect.stringMatching(/^https:\/\/studio\.example\/call_recording_.*\.mp3$/),
    })
  })

  it('that names where it goes ends the call, and is lost', async () => {
    const { ended, requests } = await play(
      { '/': '<Record action="/next" recordingUrl="https://files.example/"/>', '/next': '<Hangup/>' },
      [{ outcome: 'message' }],
    )
    expect(requests).toHaveLength(1)
    expect(ended).toContain('recordingUrl')
  })
})

describe('a Dial', () => {
  it('offers what may come of it, KAZOO’s own timer too', async () => {
    const { waitingFor } = await play({ '/': DIAL })
    expect(waitingFor?.choices.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['answered', 'USER_BUSY', 'no_endpoint', 'timer']),
    )
    const number = await play({ '/': '<Dial action="/next">+14155550100</Dial>' })
    expect(number.waitingFor?.choices.map(({ key }) => key)).toContain('no_device')
  })

  it.each([
    ['answered', ['completed', 'completed'], []],
    ['USER_BUSY', ['busy', 'no-answer'], []],
    ['timer', ['no-answer', undefined], ['Next']],
  ])('%s: the request says so, and only KAZOO’s own timer leaves a caller who hears the answer', async (...row) => {
    const [outcome, [status, dialStatus], heard] = row
    const call = await play({ '/': DIAL, '/next': '<Say>Next</Say>' }, [{ outcome }])
    expect(call.requests[1]?.CallStatus).toBe(status)
    expect(call.requests[1]?.DialCallStatus).toBe(dialStatus)
    expect(call.heard).toEqual(heard)
  })

  it.each(['no_endpoint', 'no_device'])('%s: the caller is hung up, and nothing is asked', async (outcome) => {
    const call = await play({ '/': '<Dial action="/next">1</Dial>', '/next': '<Say>Next</Say>' }, [{ outcome }])
    expect(call.requests).toHaveLength(1)
    expect(call.end).toBe('hang-up')
  })

  it('is followed by redirects although the caller has gone, but by nothing to hear', async () => {
    const answers = { '/': DIAL, '/next': '<Redirect>/last</Redirect>', '/last': '<Say>Last</Say>' }
    const { requests, heard, end } = await play(answers, [{ outcome: 'answered' }])
    expect(requests).toHaveLength(3)
    expect({ heard, end }).toEqual({ heard: [], end: 'hang-up' })
  })
})

describe('the end', () => {
  const asks = (cdrUrl?: string) => ({
    module: 'pivot',
    data: {
      voice_url: `${STUDIO}/twiml`,
      method: 'post',
      req_format: 'twiml',
      ...(cdrUrl ? { cdr_url: cdrUrl } : {}),
    },
  })
  const end = async (cdrUrl: string | undefined, verbs: string, profile: KazooProfile) =>
    (await play({ '/': asks(cdrUrl), '/twiml': verbs }, [], { profile, hasAskingPivot: true })).end

  it.each([
    ['4.3', '<Say>x</Say>', 'silence'],
    ['5.0-dev', '<Say>x</Say>', 'silence'],
    ['5.0-dev', '<Nonsense/>', 'silence'],
    ['5.0-dev', '<Say>x</Say><Hangup/>', 'hang-up'],
    ['5', '<Say>x</Say>', 'hang-up'],
  ] as const)('with a cdr_url, KAZOO %s, %s: %s', async (profile, verbs, expected) => {
    expect(await end('https://cdr.example/', verbs, profile)).toBe(expected)
    expect(await end(undefined, verbs, profile)).toBe('hang-up')
  })

  it.each([
    ['5.0-dev', 'silence'],
    ['5', 'hang-up'],
  ] as const)('of a later answer around which KAZOO %s crashes is %s', async (profile, expected) => {
    const answers = { '/': '<Redirect>/next</Redirect>', '/next': '' }
    expect((await play(answers, [], { profile })).end).toBe(expected)
    expect((await play({ '/': '' }, [], { profile })).end).toBe('silence')
  })

  it.each([
    ['4.3', 'silence'],
    ['5.0-dev', 'silence'],
    ['5', 'hang-up'],
  ] as const)('of a later request that fails, KAZOO %s: %s', async (profile, expected) => {
    expect((await play({ '/': '<Redirect>/gone</Redirect>' }, [], { profile })).end).toBe(expected)
  })
})

describe('variables', () => {
  it('travel with every later request, and Custom-Application-Vars never do', async () => {
    const set = '<Set><Variable key="a" value="1"/></Set>'
    const { requests } = await play({
      '/': `${set}<Set><Variable key="b" value="日本"/></Set><Redirect>/next</Redirect>`,
      '/next': '<Redirect>/last</Redirect>',
      '/last': '<Hangup/>',
    })
    expect(requests.map(({ a, b, tier }) => [a, b, tier])).toEqual([
      [undefined, undefined, undefined],
      ['1', undefined, undefined],
      ['1', undefined, undefined],
    ])
  })
})
