/**
 * The simulated KAZOO by the rules of docs/kazoo/semantics.md, each named. Answers are written by hand, as any server
 * could.
 */
import { describe, expect, it } from 'vitest'
import { type Preview, sampleCallSchema } from '../api/index.ts'
import type { WireRequest } from '../api/preview.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import type { SimulatedReply } from './place.ts'
import { simulateCall } from './simulate-call.ts'

const MAILBOX = '0123456789abcdef0123456789abcdef'

describe('walking an answer', () => {
  it('R1: runs each module once, from the root, and says what the caller hears', async () => {
    const { heard, ended } = await play([say('Hello', say('Goodbye'))])
    expect(heard).toEqual(['Hello', 'Goodbye'])
    expect(ended).toBe('The call ends: nothing follows here.')
  })

  it('R2: a key without a child goes on at the wildcard', async () => {
    const branch = module('branch_variable', { variable: 'owner' }, { a: say('A'), _: say('Otherwise') })
    expect((await play([branch], [{ outcome: 'a' }])).heard).toEqual(['A'])
    expect((await play([branch], [{ outcome: 'z' }])).heard).toEqual(['Otherwise'])
  })

  it('R3: a step that simply continues takes the wildcard, never another key', async () => {
    const { heard, ended } = await play([module('sleep', { duration: 1 }, { '1': say('never') })])
    expect(heard).toEqual([])
    expect(ended).toBe('The call ends: nothing follows here.')
  })

  it('R4, R11: an empty object as a child is refused in an answer', async () => {
    const { ended } = await play([module('tts', { text: 'Hi' }, { _: {} })])
    expect(ended).toMatch(/^KAZOO refuses the answer: the caller hears silence until they hang up/)
  })

  it('R5: an attempt wants exactly that child; a ringing step then goes on, a carrier step stops', async () => {
    const children = { USER_BUSY: say('busy'), _: say('otherwise') }
    const user = module('user', { id: 'u' }, children)
    expect((await play([user], [{ outcome: 'USER_BUSY' }])).heard).toEqual(['busy'])
    expect((await play([user], [{ outcome: 'NO_ANSWER' }])).heard).toEqual(['otherwise'])
    const carrier = module('resources', {}, children)
    expect((await play([carrier], [{ outcome: 'USER_BUSY' }])).heard).toEqual(['busy'])
    expect((await play([carrier], [{ outcome: 'NO_ANSWER' }])).heard).toEqual([])
  })

  it('R5: the SIP code is tried where no child has the cause’s name', async () => {
    const device = module('device', { id: 'd' }, { 'sip:486': say('486'), _: say('otherwise') })
    expect((await play([device], [{ outcome: 'USER_BUSY' }])).heard).toEqual(['486'])
    expect((await play([device], [{ outcome: 'sip:486' }])).heard).toEqual(['486'])
    expect((await play([device], [{ outcome: 'CALL_REJECTED' }])).heard).toEqual(['otherwise'])
  })

  it('R5: answered, the call ends with the conversation, even if more steps follow', async () => {
    for (const type of ['user', 'device', 'resources'])
      expect((await play([module(type, {}, { _: say('never') })], [{ outcome: 'answered' }])).ended).toMatch(
        /has answered/,
      )
  })

  it('rings a group again in each round, until a child fits', async () => {
    const endpoints = [{ endpoint_type: 'user', id: 'u' }]
    const group = module('ring_group', { endpoints, repeats: 2 }, { USER_BUSY: say('busy'), _: say('nobody') })
    expect((await play([group], [{ outcome: 'NO_ANSWER' }])).waitingFor?.text).toBe(
      'Ring group is ringing, round 2 of 2',
    )
    expect((await play([group], [{ outcome: 'NO_ANSWER' }, { outcome: 'NO_ANSWER' }])).heard).toEqual(['nobody'])
    expect((await play([group], [{ outcome: 'USER_BUSY' }])).heard).toEqual(['busy'])
  })

  it('R6, R7: what follows a callflow waits until that one stops', async () => {
    const callflow = module('callflow', { id: 'c' }, { _: say('back') })
    expect((await play([callflow], [{ outcome: 'found' }])).heard).toEqual(['back'])
    expect((await play([callflow], [{ outcome: 'missing' }])).heard).toEqual(['back'])
    expect((await play([module('callflow', { id: 'c' })], [{ outcome: 'found' }])).ended).toMatch(
      /that callflow has ended/,
    )
  })

  it('R7: at most 50 branches in one call, requests to Pivot not counted', async () => {
    const again = module('callflow', { id: 'c' }, { _: module('sleep', { duration: 2 }, { _: pivot('/0') }) })
    const { ended, exchanges } = await play(
      [again],
      Array.from({ length: 60 }, () => ({ outcome: 'found' })),
    )
    expect(ended).toBe('KAZOO ends the call: more than 50 callflows.')
    expect(exchanges).toHaveLength(51)
  })

  it('R8: a step to be skipped is passed over', async () => {
    const skipped = module('tts', { text: 'not said', skip_module: true }, { _: say('said') })
    expect((await play([skipped])).heard).toEqual(['said'])
  })

  it('R9: a module that crashes continues', async () => {
    const crash = module('check_cid', { regex: '(never closed' }, { match: say('match'), _: say('on') })
    expect((await play([crash])).heard).toEqual(['on'])
  })

  it('R10: when the caller hangs up, nothing more is run', async () => {
    const { heard, ended } = await play([collect('pin', 4, say('never'))], [{ hangup: true }, { digits: '1' }])
    expect(heard).toEqual([])
    expect(ended).toBe('The caller has hung up.')
  })
})

describe('keys pressed early', () => {
  it('V1: stop a sequence too, and count for the next question', async () => {
    const macros = [{ macro: 'tts', text: 'Welcome, '.repeat(20) }]
    const sequence = module('audio_macro', { macros }, { _: collect('pin', 2, pivot('/1')) })
    const { exchanges } = await play([collect('first', 1, sequence), say('done')], [{ digits: '142' }])
    expect(exchanges[1]?.request.body).toContain('"pin":"42"')
    expect(exchanges[1]?.atMs).toBeLessThan(2000)
  })
})

describe('asking again', () => {
  it('R11: a good answer replaces the flow, the children of the asking pivot are not run', async () => {
    expect((await play([pivot('/1', say('never')), say('second')])).heard).toEqual(['second'])
  })

  it('R11: any status but 200 takes the wildcard at once, a failed connection after 10 s', async () => {
    const quick = await play([pivot('/1', say('sorry')), { status: 503 }])
    expect([quick.heard, quick.silenceMs]).toEqual([['sorry'], 10])
    const slow = await play([pivot('/1', say('sorry')), { status: 0 }])
    expect([slow.heard, slow.silenceMs]).toEqual([['sorry'], 10_005])
  })

  it.each([
    ['nothing', ''],
    ['what is no JSON', 'Hello'],
    ['JSON with something after it', '{"module":"hangup","data":{}} {}'],
    ['half a character', '{"module":"tts","data":{"text":"\\ud83c"}}'],
  ])('R11: an answer of %s makes KAZOO hang up, without the wildcard', async (_what, body) => {
    const { heard, ended } = await play([pivot('/1', say('never')), { body }])
    expect(heard).toEqual([])
    expect(ended).toMatch(/^KAZOO hangs up: /)
  })

  it.each([
    ['a module that KAZOO does not have', '{"module":"say","data":{}}'],
    ['data that the schema refuses', `{"module":"voicemail","data":{"id":"100"}}`],
    ['an address that KAZOO refuses', '{"module":"pivot","data":{"voice_url":"http://127.0.0.1/x"}}'],
    ['an empty object', '{}'],
    ['no object', 'null'],
  ])('R11: an answer of %s is silence, without the wildcard', async (_what, body) => {
    const { heard, ended } = await play([pivot('/1', say('never')), { body }])
    expect(heard).toEqual([])
    expect(ended).toMatch(/^KAZOO refuses the answer: the caller hears silence until they hang up\. /)
  })

  it('R11: a studio on the administrator’s own machine can be previewed', async () => {
    const { heard } = await play([pivot('/1'), say('here')], [], { origin: 'http://localhost:8080' })
    expect(heard).toEqual(['here'])
  })

  it('R12: what waits after another callflow may ask again, and hanging up there is final', async () => {
    const first = module('callflow', { id: 'c' }, { _: pivot('/1', say('never')) })
    expect((await play([first, say('answered')], [{ outcome: 'found' }])).heard).toEqual(['answered'])
    expect((await play([first, module('hangup')], [{ outcome: 'found' }])).ended).toBe('The call is hung up.')
    const operator = module('voicemail', { id: MAILBOX }, { _: module('response', { code: 603 }) })
    expect((await play([operator], [{ outcome: 'operator' }])).ended).toBe('The call is rejected with 603.')
  })

  it('R13: some 20 modules in a burst are all that a call has; time gives it more', async () => {
    const chain = (count: number, type: string, data: object): object =>
      count === 0 ? say('end') : module(type, data, { _: chain(count - 1, type, data) })
    expect((await play([chain(25, 'set_cid', {})])).ended).toMatch(/quick steps/)
    expect((await play([chain(25, 'sleep', { duration: 1 })])).heard).toEqual(['end'])
  })

  it('R13: a silent loop through Pivot ends', async () => {
    const { ended, exchanges } = await play([
      module('set_variables', { custom_application_vars: {} }, { _: pivot('/0') }),
    ])
    expect(ended).toMatch(/quick steps/)
    expect(exchanges.length).toBeLessThan(15)
  })

  it('R14: the Call-ID stays the same, since nobody transfers a sample call', async () => {
    const { exchanges } = await play([pivot('/1'), pivot('/2'), say('done')])
    expect(new Set(exchanges.map(({ request }) => request.params['Call-ID'])).size).toBe(1)
    expect(exchanges).toHaveLength(3)
  })

  it('asks as the pivot says: method, format, body', async () => {
    const asked = await play([
      pivot('/1', undefined, { method: 'GET', req_format: 'kazoo' }),
      pivot('/2', undefined, { method: 'post', req_body_format: 'form' }),
      pivot('/3', undefined, { method: 'post', req_format: 'twiml', req_body_format: 'json' }),
      say('done'),
    ])
    const [first, second, third, fourth] = asked.exchanges.map(({ request }) => request)
    expect(first).toMatchObject({ method: 'POST', contentType: 'application/json' })
    expect(second).toMatchObject({ method: 'GET', url: expect.stringContaining('/1?Account-ID='), body: '' })
    expect(third).toMatchObject({ method: 'POST', contentType: 'application/x-www-form-urlencoded' })
    expect(fourth?.params).toHaveProperty('CallSid')
  })
})

describe('digits and variables', () => {
  it('waits where digits are collected, and stores what is pressed under the collection’s name', async () => {
    const answers = [collect('pin', 4, pivot('/1')), say('done')]
    expect((await play(answers)).waitingFor).toMatchObject({ kind: 'digits', maxDigits: 4, timeoutMs: 5000 })
    expect(digitsOf(await play(answers, [{ digits: '0042' }]))).toEqual({ pin: '0042' })
    expect(digitsOf(await play(answers, [{ digits: '7#' }]))).toEqual({ pin: '7' })
    expect(digitsOf(await play(answers, [{ digits: '' }]))).toBeUndefined()
  })

  it('V1: keys pressed while a prompt plays belong to the next collection, of any name', async () => {
    const two = collect('first', 1, say('Prompt', collect('second', 2, pivot('/1'))))
    expect(digitsOf(await play([two, say('done')], [{ digits: '123' }]))).toEqual({ first: '1', second: '23' })
  })

  it('V1: typed ahead, cut at the terminator, at most as many as are asked for, the rest is dropped', async () => {
    const two = (max: number) => collect('first', 1, say('Prompt', collect('second', max, pivot('/1'))))
    expect(digitsOf(await play([two(2), say('done')], [{ digits: '12345' }]))).toEqual({ first: '1', second: '23' })
  })

  it('V1: goes on collecting where what was typed ahead is too short, with a key that ends an entry too', async () => {
    const two = collect('first', 1, say('Prompt', collect('second', 4, pivot('/1'))))
    const typed = { digits: '123#45' }
    expect((await play([two, say('done')], [typed])).waitingFor).toMatchObject({ kind: 'digits', maxDigits: 2 })
    expect(digitsOf(await play([two, say('done')], [typed, { digits: '' }]))).toEqual({ first: '1', second: '23' })
    expect(digitsOf(await play([two, say('done')], [typed, { digits: '9#' }]))).toEqual({ first: '1', second: '239' })
  })

  it('V1: keys at other moments are lost', async () => {
    const ring = collect('first', 1, module('user', { id: 'u' }, { _: collect('second', 1, pivot('/1')) }))
    const { waitingFor } = await play([ring, say('done')], [{ digits: '12' }, { outcome: 'NO_ANSWER' }])
    expect(waitingFor?.kind).toBe('digits')
  })

  it('V1: a key that ends an entry which is complete already does not answer the next question', async () => {
    const two = collect('first', 2, say('Prompt', collect('second', 1, pivot('/1'))))
    expect(digitsOf(await play([two, say('done')], [{ digits: '12#' }, { digits: '5' }]))).toEqual({
      first: '12',
      second: '5',
    })
  })

  it('V2: all collections of the call travel in later requests', async () => {
    const answers = [collect('a', 1, pivot('/1')), collect('b', 1, pivot('/2')), say('done')]
    const { exchanges } = await play(answers, [{ digits: '1' }, { digits: '2' }])
    expect(exchanges.map(({ request }) => request.params.Digits)).toEqual([undefined, { a: '1' }, { a: '1', b: '2' }])
  })

  it('V3: application variables come back in later requests, those of the call too', async () => {
    const set = module('set_variables', { custom_application_vars: { plan: 'gold' } }, { _: pivot('/1') })
    const { exchanges } = await play([set, say('done')], [], { custom: { crm: '77' } })
    expect(exchanges.map(({ request }) => request.params['Custom-Application-Vars'])).toEqual([
      { crm: '77' },
      { crm: '77', plan: 'gold' },
    ])
  })

  it('V4: a caller ID that only the rung phones see does not change later requests', async () => {
    const renamed = module(
      'set_cid',
      { caller_id_name: 'X' },
      { _: module('prepend_cid', { caller_id_name_prefix: 'P' }, { _: pivot('/1') }) },
    )
    const { exchanges } = await play([renamed, say('done')])
    expect(exchanges[1]?.request.params['Caller-ID-Name']).toBe(exchanges[0]?.request.params['Caller-ID-Name'])
  })
})

describe('what differs by version', () => {
  const silentMs = async (profile: KazooProfile, reply: object) =>
    Math.round((await play([pivot('/1', say('sorry')), reply], [], { profile })).silenceMs)

  it('R11: how long a request that fails keeps the caller in silence', async () => {
    const refused = { status: 0, tookMs: 1 }
    expect([await silentMs('4.3', refused), await silentMs('5', refused)]).toEqual([6, 6])
    expect([await silentMs('5.0-dev', refused), await silentMs('any', refused)]).toEqual([10_005, 10_005])
    const silent = { tookMs: 6000 }
    expect([await silentMs('4.3', silent), await silentMs('5', silent)]).toEqual([5005, 5005])
    expect(await silentMs('5.0-dev', silent)).toBe(10_005)
  })

  it('R11: a module that this version lacks is silence', async () => {
    const { ended, end } = await play([module('noop')], [], { profile: '4.3' })
    expect(ended).toMatch(/^KAZOO refuses the answer: the caller hears silence until they hang up\. /)
    expect(end).toBe('silence')
    expect((await play([module('noop')], [], { profile: '5' })).end).toBe('hang-up')
  })

  it('V2: whether a collection can be emptied', async () => {
    const flow = collect('pin', 1, module('flush_dtmf', { collection_name: 'pin' }, { _: pivot('/1') }))
    const sent = async (profile: KazooProfile) =>
      digitsOf(await play([flow, say('done')], [{ digits: '7' }], { profile }))
    expect(await sent('4.3')).toBeUndefined()
    expect(await sent('5')).toBeUndefined()
    expect(await sent('5.0-dev')).toEqual({ pin: '7' })
  })

  it('V3: whether variables come back, and as what', async () => {
    const set = module('set_variables', { custom_application_vars: { plan: 'gold' } }, { _: pivot('/1') })
    const sent = async (profile: KazooProfile) =>
      (await play([set, say('done')], [], { profile })).exchanges[1]?.request.params['Custom-Application-Vars']
    expect(await sent('4.3')).toBeUndefined()
    expect(await sent('5')).toEqual({ plan: 'gold' })
  })

  it('R12: what waits after a group that has answered', async () => {
    const endpoints = [{ endpoint_type: 'user', id: 'u' }]
    const group = module('ring_group', { endpoints })
    const flow = module('callflow', { id: 'c' }, { _: group })
    const { end, ended } = await play([flow], [{ outcome: 'found' }, { outcome: 'answered' }], { profile: '5' })
    expect([end, ended]).toEqual(['hang-up', 'Ring group has answered. The call ends when either party hangs up.'])
  })

  it('rings nobody: only 5 has an exit for that', async () => {
    const user = module('user', { id: 'u' }, { NO_ENDPOINTS: say('nobody'), _: say('otherwise') })
    const heard = async (profile: KazooProfile) => (await play([user], [{ outcome: 'no_endpoint' }], { profile })).heard
    expect([await heard('4.3'), await heard('5.0-dev'), await heard('5')]).toEqual([
      ['otherwise'],
      ['otherwise'],
      ['nobody'],
    ])
  })

  it('says so where the version is not known', async () => {
    const words = async (profile: KazooProfile) =>
      (await play([module('privacy', { mode: 'full' })], [], { profile })).events.map(({ text }) => text)
    const differs = 'KAZOO 4.3 announces that it cannot be done here, and ends the call.'
    expect(await words('any')).toContain(differs)
    expect(await words('5')).not.toContain(differs)
  })
})

describe('what later requests carry', () => {
  const changed = async (type: string, data: object, does: CallerAction[] = []) => {
    const { exchanges } = await play([module(type, data, { _: pivot('/1') }), say('done')], does)
    const { 'Caller-ID-Number': number, 'Caller-ID-Name': name, Language } = exchanges[1]?.request.params ?? {}
    return { number, name, Language }
  }
  const before = { number: '+14155550100', name: 'Mobile caller', Language: 'en-us' }

  it('V4: another language, another caller', async () => {
    expect(await changed('language', { language: 'fr-fr' })).toEqual({ ...before, Language: 'fr-fr' })
    const caller_id = { number: '+1999', name: 'New' }
    expect(await changed('dynamic_cid', { action: 'static', caller_id })).toEqual({
      ...before,
      number: '+1999',
      name: 'New',
    })
    const manual = { action: 'manual', min_digits: 3, max_digits: 6 }
    expect(await changed('dynamic_cid', manual, [{ digits: '12345#' }])).toEqual({ ...before, number: '12345' })
    expect(await changed('dynamic_cid', manual, [{ digits: '1#' }])).toEqual(before)
  })

  it('V4: the child of check_cid is started before the caller is another one', async () => {
    const becomes = { user_id: 'u', caller_id: { external: { name: 'VIP', number: '+1999' } } }
    const check = (child: object) => module('check_cid', { regex: '.*', ...becomes }, { match: child })
    const numberSent = async (child: object) =>
      (await play([check(child), say('done')])).exchanges[1]?.request.params['Caller-ID-Number']
    expect(await numberSent(pivot('/1'))).toBe(before.number)
    expect(await numberSent(say('Hello', pivot('/1')))).toBe('+1999')
  })

  it('a GET with nested values cannot be sent, and fails at once', async () => {
    const get = pivot('/1', say('sorry'), { method: 'get' })
    const { heard, exchanges } = await play([collect('pin', 1, get), say('never')], [{ digits: '1' }])
    expect([heard, exchanges.length]).toEqual([['sorry'], 1])
  })
})

describe('a menu of KAZOO’s own', () => {
  const menu = module(
    'menu',
    { id: 'm' },
    { '1': say('one'), timeout: say('silence'), max_retries: say('tried'), _: say('otherwise') },
  )

  it('takes the key’s exit, offers its exits only, and does not pass the key on', async () => {
    const waiting = await play([menu])
    expect(waiting.waitingFor).toMatchObject({ kind: 'menu', text: 'KAZOO menu waits for a key' })
    expect(waiting.waitingFor?.choices.map(({ key }) => key)).toEqual(['1', 'timeout', 'max_retries', '_'])
    expect((await play([menu], [{ digits: '1' }])).heard).toEqual(['one'])
  })

  it('takes no exit that is no key', async () => {
    const odd = module('menu', { id: 'm' }, { USER_BUSY: say('busy'), max_retries: say('tried') })
    expect((await play([odd])).waitingFor?.choices.map(({ key }) => key)).toEqual(['max_retries'])
    const tries = Array.from({ length: 3 }, () => ({ outcome: 'USER_BUSY' }))
    expect((await play([odd], tries)).heard).toEqual(['tried'])
  })

  it('says that a key is not in use, and gives up after three', async () => {
    const wrong = Array.from({ length: 3 }, () => ({ digits: '9' }))
    expect((await play([menu], wrong.slice(1))).waitingFor?.kind).toBe('menu')
    expect((await play([menu], wrong)).heard).toEqual(['tried'])
  })

  it('takes the exit for no key, where there is one', async () => {
    expect((await play([menu], [{ digits: '' }])).heard).toEqual(['silence'])
  })
})

describe('what the preview gets', () => {
  it('is the same call each time', async () => {
    const run = () => play([collect('pin', 4, pivot('/1')), say('done')], [{ digits: '0042' }])
    expect(await run()).toEqual(await run())
  })

  it('ignores what the caller would do after the end, and keys while a phone rings', async () => {
    expect((await play([say('Hi')], [{ digits: '1' }, { hangup: true }])).ended).toBe(
      'The call ends: nothing follows here.',
    )
    expect((await play([module('user', { id: 'u' })], [{ digits: '1' }])).waitingFor?.kind).toBe('ring')
  })

  it('tells each answer the time of the sample call', async () => {
    const times: Date[] = []
    await play([say('Hello', pivot('/1')), say('done')], [], { at: (time) => times.push(time) })
    expect(times[0]).toEqual(new Date('2026-11-24T09:30:00Z'))
    expect(times[1]?.getTime()).toBeGreaterThan(times[0]?.getTime() ?? 0)
  })
})

// ------------------------------------------------------------------------------------------------ builders

const module = (name: string, data: object = {}, children?: object): object => ({
  module: name,
  data,
  ...(children ? { children } : {}),
})
const say = (text: string, next?: object): object => module('tts', { text }, next ? { _: next } : undefined)
const collect = (name: string, max: number, next?: object): object =>
  module('collect_dtmf', { collection_name: name, max_digits: max, terminator: '#' }, next ? { _: next } : undefined)
const pivot = (path: string, next?: object, more: object = {}): object =>
  module(
    'pivot',
    { voice_url: `ORIGIN${path}`, method: 'post', req_format: 'kazoo', req_body_format: 'json', ...more },
    next ? { _: next } : undefined,
  )

interface Options {
  profile?: KazooProfile
  origin?: string
  tookMs?: number
  custom?: Record<string, string>
  at?: (time: Date) => void
}
type Played = Omit<Preview, 'diagnostics'> & { heard: (string | undefined)[] }

/** Plays a call; the request for `/n` gets the n-th answer: a tree, or a reply that is none. */
async function play(answers: object[], does: CallerAction[] = [], options: Options = {}): Promise<Played> {
  const { profile, origin = 'https://studio.example', tookMs = 5, custom = {}, at } = options
  const preview = await simulateCall({
    call: sampleCallSchema.parse({ custom }),
    does,
    startedAt: new Date('2026-11-24T09:30:00Z'),
    voiceUrl: `${origin}/0`,
    ...(profile ? { profile } : {}),
    ask: async ({ url }: WireRequest, time): Promise<SimulatedReply> => {
      at?.(time)
      const answer = answers[Number(/\/(\d+)(?:\?|$)/.exec(url)?.[1])] ?? { status: 404 }
      const body = JSON.stringify(answer).replaceAll('ORIGIN', origin)
      return {
        status: 200,
        contentType: 'application/json',
        body,
        tookMs,
        nodes: [],
        modules: [],
        variables: {},
        ...('module' in answer ? {} : answer),
      }
    },
  })
  return { ...preview, heard: preview.events.filter(({ kind }) => kind === 'speech').map(({ text }) => text) }
}

const digitsOf = ({ exchanges }: Played): unknown => exchanges.at(-1)?.request.params.Digits
