/** The simulated KAZOO against the code that answers the real one: what a preview of a drawn flow shows. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Preview, sampleCallSchema } from '../api/index.ts'
import { canPublish, compile } from '../compile/compile.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { KAZOO_PROFILES, type KazooProfile } from '../kazoo/versions.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import { titleOf } from '../nodes/index.ts'
import { callOf, NOW, VOICE_URL } from '../testing/answers.ts'
import { anyFlow } from '../testing/arbitraries.ts'
import { flow } from '../testing/flow-builder.ts'
import { kazooRefusals } from '../testing/kazoo-refusals.ts'
import { memoryTable } from '../testing/memory-table.ts'
import { simulateCall } from './simulate-call.ts'

describe('a previewed recording', () => {
  const prompt = { type: 'tts', text: 'Speak.' }
  const message = (format: 'kazoo' | 'twiml') =>
    flow({ format })
      .step('rec', 'input.record', { prompt, maxSeconds: 60, variable: 'message' }, { name: 'Message' })
      .step('yes', 'tts', { text: 'Kept at {{ vars.message }}' })
      .step('no', 'tts', { text: 'Nothing' })
      .chain('rec', 'yes')
      .edge('rec.empty', 'no')
      .build()
  const KEPT = 'Kept at https://studio.example/api/recordings/rec1'
  const heard = ({ events }: Pick<Preview, 'events'>) =>
    events.flatMap(({ kind, text }) => (kind === 'speech' ? [text] : [])).at(-1)

  it.each(['kazoo', 'twiml'] as const)('waits for what the caller says, in %s', async (format) => {
    const { waitingFor } = await preview(message(format))
    expect(waitingFor).toMatchObject({ nodeId: 'rec', text: 'Message is recording' })
    expect(waitingFor?.choices.map(({ key }) => key)).toEqual(['message', 'nothing'])
  })

  it.each(['kazoo', 'twiml'] as const)('stores nothing, says so, and goes on, in %s', async (format) => {
    const played = await preview(message(format), [{ outcome: 'message' }])
    expect(played.events.some(({ text }) => text?.includes('The preview stores nothing'))).toBe(true)
    expect(heard(played)).toBe(KEPT)
  })

  it('is ended by a caller who hangs up', async () => {
    expect((await preview(message('kazoo'), [{ hangup: true }])).ended).toBe('The caller has hung up.')
  })

  it('leads to its own exit where nothing was said, in TwiML', async () => {
    expect(heard(await preview(message('twiml'), [{ outcome: 'nothing' }]))).toBe('Nothing')
    expect(heard(await preview(message('kazoo'), [{ outcome: 'nothing' }]))).toBe(KEPT)
  })
})

describe('a previewed flow', () => {
  const frontDesk = flow()
    .step('known', 'logic.condition', {
      combine: 'all',
      rules: [{ left: '{{ caller.number }}', op: 'starts_with', right: '+1415' }],
    })
    .step(
      'menu',
      'input.menu',
      {
        prompt: { type: 'tts', text: 'For sales, press 1.' },
        choices: [
          { digits: '1', label: 'Sales' },
          { digits: '2', label: 'Service' },
        ],
        attempts: 2,
        timeoutMs: 5000,
        interdigitTimeoutMs: 2000,
      },
      { name: 'Main menu' },
    )
    .step(
      'sales',
      'ring_group',
      { endpoints: [{ endpoint_type: 'user', id: 'u' }], timeout: 20 },
      { name: 'Front desk' },
    )
    .step('box', 'voicemail', { id: '0123456789abcdef0123456789abcdef' }, { name: 'Mailbox' })
    .step('bye', 'tts', { text: 'Goodbye' })
    .chain('known')
    .edge('known.true', 'menu')
    .edge('known.false', 'bye')
    .edge('menu.1', 'sales')
    .edge('menu.timeout', 'bye')
    .edge('sales._', 'box')
    .edge('box._', 'bye')
    .build()

  it('says what ran in the studio, what the caller hears, and waits for a key', async () => {
    const { events, waitingFor, exchanges } = await preview(frontDesk)
    expect(lines(events)).toEqual([
      'call - Calls +1 415 555 0142',
      'request - Request 1',
      'step known →true',
      'speech menu For sales, press 1.',
    ])
    expect(waitingFor).toMatchObject({
      nodeId: 'menu',
      kind: 'digits',
      text: 'Main menu waits for a key',
      maxDigits: 1,
      timeoutMs: 5000,
    })
    expect(exchanges).toHaveLength(1)
  })

  it('goes the way of the key, and marks it on what was pressed', async () => {
    const { events, waitingFor } = await preview(frontDesk, [{ digits: '1' }])
    expect(lines(events).slice(4)).toEqual([
      'caller menu →1 1',
      'request - Request 2',
      'note sales Rings Front desk, 1 phone',
    ])
    expect(waitingFor).toMatchObject({
      nodeId: 'sales',
      kind: 'ring',
      text: 'Front desk is ringing',
      timeoutMs: 20_000,
    })
    expect(waitingFor?.choices.slice(0, 3).map(({ label }) => label)).toEqual(['Answered', 'No answer', 'Busy'])
  })

  it('marks the exit of every step that was left, and ends in words', async () => {
    const { events, ended, durationMs } = await preview(frontDesk, [
      { digits: '1' },
      { outcome: 'NO_ANSWER' },
      { outcome: 'message' },
    ])
    expect(lines(events).slice(7)).toEqual([
      'note sales →_ No answer',
      'media box Greeting of the mailbox',
      'tone box Beep',
      'note box →_ Message left',
      'speech bye Goodbye',
      'end - The call ends: nothing follows here.',
    ])
    expect(ended).toBe('The call ends: nothing follows here.')
    expect(durationMs).toBeGreaterThan(20_000)
  })

  it('asks once more when nothing is pressed, then takes the exit', async () => {
    expect((await preview(frontDesk, [{ digits: '' }])).waitingFor?.nodeId).toBe('menu')
    const { events } = await preview(frontDesk, [{ digits: '' }, { digits: '' }])
    expect(lines(events).filter((line) => line.startsWith('caller'))).toEqual([
      'caller menu No key for 5 s',
      'caller menu →timeout No key for 5 s',
    ])
    expect(lines(events).at(-2)).toBe('speech bye Goodbye')
  })

  it('reports a step that fails, and plays the fallback', async () => {
    const broken = flow().step('pin', 'voicemail', { id: '{{ vars.none }}' }).chain('pin').build()
    const { events } = await preview(broken)
    expect(lines(events)[2]).toMatch(/^failure pin Voicemail: /)
    expect(lines(events)[3]).toBe('media - System prompt fault-can_not_be_completed_as_dialed')
  })

  it('asks nobody else’s server: the person at the phone says what that does', async () => {
    const other = flow()
      .step('crm', 'pivot', { voice_url: 'https://crm.example/x', method: 'post', req_format: 'kazoo' })
      .step('sorry', 'tts', { text: 'Sorry' })
      .chain('crm', 'sorry')
      .build()
    const { waitingFor, exchanges } = await preview(other)
    expect(waitingFor).toMatchObject({
      nodeId: 'crm',
      kind: 'choice',
      text: 'Pivot to another server asks crm.example',
    })
    expect(exchanges).toHaveLength(1)
    expect((await preview(other, [{ outcome: 'answers' }])).ended).toMatch(/^The answer of crm.example takes over/)
    expect(lines((await preview(other, [{ outcome: 'silent' }])).events)).toContain('speech sorry Sorry')
  })

  it('continues after a sub-flow that ended at an open port', async () => {
    const inner = flow().step('hi', 'tts', { text: 'Inside' }).chain('hi').build()
    const outer = flow()
      .step('sub', 'flow.call', { flowId: 'inner', inputs: [], outputs: [] })
      .step('check', 'logic.condition', { combine: 'all', rules: [{ left: 'a', op: 'equals', right: 'a' }] })
      .step('back', 'tts', { text: 'Outside' })
      .chain('sub', 'check')
      .edge('check.true', 'back')
      .build()
    expect(lines((await preview(outer, [], { inner })).events).slice(2)).toEqual([
      'step sub',
      'speech hi →_ Inside',
      'step check →true',
      'speech back Outside',
      'end - The call ends: nothing follows here.',
    ])
  })

  it('reports what the studio ran ahead only once the call goes there', async () => {
    const ahead = flow()
      .step('user', 'user', { id: 'u' })
      .step('check', 'logic.condition', {
        combine: 'all',
        rules: [{ left: '{{ call.to }}', op: 'equals', right: 'x' }],
      })
      .step('no', 'tts', { text: 'No' })
      .chain('user', 'check')
      .edge('check.false', 'no')
      .build()
    expect(lines((await preview(ahead)).events)).not.toContain('step check →false')
    const { events, exchanges } = await preview(ahead, [{ outcome: 'USER_BUSY' }])
    expect(lines(events).slice(2)).toEqual([
      'note user Rings Ring a user',
      'note user →_ Busy',
      'step check →false',
      'speech no No',
      'end - The call ends: nothing follows here.',
    ])
    expect(exchanges).toHaveLength(1)
  })
})

describe('any flow that can be drawn, for anything the caller does', () => {
  const anyAction = fc.oneof(
    fc.stringMatching(/^[0-9*#]{0,3}$/).map((digits) => ({ digits })),
    fc.constantFrom('answered', 'NO_ANSWER', 'USER_BUSY', 'message', 'found', 'fails').map((outcome) => ({ outcome })),
    fc.constant<CallerAction>({ hangup: true }),
  )

  describe('a number', () => {
    const ask = {
      prompt: { type: 'tts', text: 'Your order?' },
      variable: 'order',
      minDigits: 4,
      maxDigits: 6,
      attempts: 2,
      timeoutMs: 5000,
      interdigitTimeoutMs: 2000,
      pattern: '4[0-9]*',
      invalidPrompt: { type: 'media', id: 'wrong' },
      timeoutPrompt: { type: 'tts', text: 'Nothing was entered.' },
    }
    const document = flow()
      .step('ask', 'input.digits', ask)
      .step('got', 'tts', { text: 'Order {{ vars.order | spell }}' })
      .step('late', 'tts', { text: 'Too late' })
      .step('wrong', 'tts', { text: 'Never right' })
      .chain('ask', 'got')
      .edge('ask.timeout', 'late')
      .edge('ask.invalid', 'wrong')
      .build()
    const heard = async (...entries: string[]) => {
      const { events } = await preview(
        document,
        entries.map((digits) => ({ digits })),
      )
      return events.filter(({ kind }) => kind === 'speech' || kind === 'media').map(({ text }) => text)
    }

    it('is kept as it was entered, zeros and all', async () => {
      expect(await heard('4007#')).toEqual(['Your order?', 'Order 4 0 0 7'])
      expect(await heard('400712')).toEqual(['Your order?', 'Order 4 0 0 7 1 2'])
    })

    it('that is too short or does not fit is asked for again in words of its own, and then given up', async () => {
      const again = ['Your order?', expect.stringContaining('wrong'), 'Your order?']
      expect(await heard('400#', '4007#')).toEqual([...again, 'Order 4 0 0 7'])
      expect(await heard('5007#', '4007#')).toEqual([...again, 'Order 4 0 0 7'])
      expect(await heard('5007#', '400#')).toEqual([...again, 'Never right'])
    })

    it('that nobody enters is asked for again, and the last attempt decides which way it goes', async () => {
      expect(await heard('', '')).toEqual(['Your order?', 'Nothing was entered.', 'Your order?', 'Too late'])
      expect(await heard('5007#', '')).toEqual([
        'Your order?',
        expect.stringContaining('wrong'),
        'Your order?',
        'Too late',
      ])
    })

    it('may be typed ahead, over the question before and its own', async () => {
      const menu = {
        prompt: { type: 'tts', text: 'Press 1' },
        choices: [{ digits: '1', label: 'Orders' }],
        attempts: 2,
        timeoutMs: 5000,
        interdigitTimeoutMs: 2000,
      }
      const behindMenu = flow()
        .step('menu', 'input.menu', menu)
        .step('ask', 'input.digits', ask)
        .step('got', 'tts', { text: 'Order {{ vars.order }}' })
        .chain('menu')
        .edge('menu.1', 'ask')
        .edge('ask', 'got')
        .build()
      // KAZOO goes on collecting although the entry was ended ahead: docs/kazoo/semantics.md#v1.
      const typed = { digits: '14007#' }
      expect((await preview(behindMenu, [typed])).waitingFor).toMatchObject({ kind: 'digits', maxDigits: 2 })
      const { events, exchanges } = await preview(behindMenu, [typed, { digits: '#' }])
      expect(events.findLast(({ kind }) => kind === 'speech')?.text).toBe('Order 4007')
      expect(exchanges).toHaveLength(3)
    })
  })

  it('asks other servers and tables, and goes on with what they say', async () => {
    const document = flow()
      .step('hi', 'tts', { text: 'One moment' })
      .step('ask', 'data.http', {
        method: 'GET',
        url: 'https://x.example/',
        headers: [],
        body: { type: 'none' },
        timeoutMs: 1000,
        assign: [{ name: 'who', path: '$.name' }],
      })
      .step('say', 'tts', { text: 'Hello {{ vars.who }}' })
      .chain('hi', 'ask')
      .edge('ask.success', 'say')
      .build()
    const { events } = await preview(document)
    expect(lines(events)).toEqual([
      'call - Calls +1 415 555 0142',
      'request - Request 1',
      'speech hi →_ One moment',
      'request - Request 2',
      'step ask →success HTTP request: 200, 7 ms',
      'speech say Hello Alice',
      'end - The call ends: nothing follows here.',
    ])
  })

  it('is played to an end or a wait, on answers that KAZOO takes, the same each time', () =>
    fc.assert(
      fc.asyncProperty(anyFlow(12, true), fc.array(anyAction, { maxLength: 8 }), async (document, does) => {
        const played = await preview(document, does)
        expect((played.waitingFor === null) !== (played.ended === undefined)).toBe(true)
        if (canPublish(compile(document))) {
          expect(played.ended ?? '').not.toMatch(/^KAZOO (hangs up|refuses)/)
          for (const { response } of played.exchanges) expect(kazooRefusals(JSON.parse(response.body))).toEqual([])
        }
        expect(await preview(document, does)).toEqual(played)
      }),
      { numRuns: 300 },
    ))

  it('ends or waits on any KAZOO, the same each time, and silence is the end of a refused answer only', () =>
    fc.assert(
      fc.asyncProperty(
        anyFlow(10, true),
        fc.array(anyAction, { maxLength: 8 }),
        fc.constantFrom(...KAZOO_PROFILES),
        async (document, does, profile) => {
          const made = { ...document, settings: { ...document.settings, kazoo: profile } }
          const played = await preview(made, does, {}, profile)
          expect((played.waitingFor === null) !== (played.ended === undefined)).toBe(true)
          expect(played.end === undefined).toBe(played.ended === undefined)
          expect(played.end === 'silence').toBe(/^KAZOO refuses the answer/.test(played.ended ?? ''))
          expect(await preview(made, does, {}, profile)).toEqual(played)
        },
      ),
      { numRuns: 200 },
    ))

  it('waits at a line again when the caller does only what came before it', () =>
    fc.assert(
      fc.asyncProperty(anyFlow(), fc.array(anyAction, { minLength: 1, maxLength: 5 }), async (document, does) => {
        const { events } = await preview(document, does)
        const story = (of: typeof events) => of.map(({ port: _, ...event }) => event)
        for (const acts of new Set(events.map((event) => event.acts))) {
          const before = events.filter((event) => event.acts <= acts && event.kind !== 'caller')
          const again = await preview(document, does.slice(0, acts))
          expect(story(again.events.filter(({ kind }) => kind !== 'caller')).slice(0, before.length)).toEqual(
            story(before),
          )
        }
      }),
      { numRuns: 50 },
    ))

  it('tells the same story up to where the caller’s later acts begin', () =>
    fc.assert(
      fc.asyncProperty(anyFlow(), fc.array(anyAction, { minLength: 1, maxLength: 5 }), async (document, does) => {
        const before = await preview(document, does.slice(0, -1))
        const after = await preview(document, does)
        if (before.waitingFor === null) expect(after).toEqual(before)
        const story = ({ events }: typeof after) => events.map(({ port: _, ...event }) => event)
        expect(story(after).slice(0, before.events.length)).toEqual(story(before))
      }),
      { numRuns: 200 },
    ))
})

/** Each call begins with an empty table, as each preview begins with what is stored. */
const servicesOf = () =>
  memoryTable({
    lookUp: async () => ({ ok: true, status: 200, text: '{"name":"Alice"}', contentType: null, durationMs: 7 }),
    readTable: () => ({ kind: 'not_found' }),
  }).services

/** Plays a flow, with its answers from the evaluator. */
function preview(
  document: FlowDocument,
  does: CallerAction[] = [],
  others: Record<string, FlowDocument> = {},
  profile: KazooProfile = '5.0-dev',
): Promise<Omit<Preview, 'diagnostics'>> {
  const call = callOf(document, others, NOW, servicesOf())
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  const first = `${VOICE_URL}first`
  return simulateCall({
    call: sampleCallSchema.parse({}),
    does,
    startedAt: new Date('2026-11-24T09:30:00Z'),
    voiceUrl: first,
    profile,
    reqFormat: document.settings.format,
    titleOf: (id) => {
      const node = nodes.get(id)
      return node && titleOf(node)
    },
    ask: async ({ url, params }) => {
      const ask = document.settings.format === 'twiml' ? call.askTwiml : call.askAsync
      const { body, contentType, trace, modules, variables } = await ask(params, url === first ? undefined : url)
      return { status: 200, contentType, body, tookMs: 4, nodes: trace, modules, variables }
    },
  })
}

/** Events as lines: kind, step, port, text. */
const lines = (events: Preview['events']): string[] =>
  events.map(({ kind, nodeId, port, text }) =>
    [kind, nodeId ?? '-', port === undefined ? '' : `→${port}`, text].filter(Boolean).join(' '),
  )
