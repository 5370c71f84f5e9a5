import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceEntry } from '../api/index.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { readDayList } from '../nodes/parts/day-list.ts'
import { prepareTestedFlow, type TestedFlow } from '../scenario/tested-flow.ts'
import type { Walked } from '../simulate/walk-call.ts'
import { anyFlow } from '../testing/arbitraries.ts'
import { flow } from '../testing/flow-builder.ts'
import { type CallToLog, heardIn, logCall, withoutBodies } from '../testing/log-call.ts'
import { replayCall } from './replay-call.ts'

const testedOf = (document: FlowDocument): TestedFlow => prepareTestedFlow({ id: 'main', name: 'Shop', document })

const shop = (settings: Parameters<typeof flow>[0] = {}) =>
  flow({ timezone: 'Europe/Berlin', timezoneChosen: true, ...settings })
    .step('hours', 'logic.schedule', {
      timezone: '',
      weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }],
      holidays: [],
      lists: ['days'],
      switch: 'night',
    })
    .step('closed', 'tts', { text: 'We are closed.' })
    .step('pin', 'input.digits', {
      prompt: { type: 'tts', text: 'Your PIN, please.' },
      variable: 'pin',
      minDigits: 4,
      maxDigits: 4,
      terminator: '#',
      attempts: 2,
      timeoutMs: 5000,
      interdigitTimeoutMs: 2000,
    })
    .step(
      'ask',
      'data.http',
      {
        method: 'POST',
        url: 'https://x.example/{{ vars.pin }}',
        headers: [],
        body: { type: 'none' },
        timeoutMs: 1000,
        assign: [{ name: 'plan', path: '$.plan' }],
      },
      { name: 'Ask billing' },
    )
    .step(
      'row',
      'data.table',
      { table: 't', column: 'plan', key: '{{ vars.plan }}', assign: [{ name: 'friend', column: 'name' }] },
      { name: 'Find the name' },
    )
    .step(
      'menu',
      'input.menu',
      {
        prompt: { type: 'tts', text: 'Hello {{ vars.friend }}, {{ custom.crm }}. Press 1.' },
        choices: [{ digits: '1', label: 'Sales' }],
        attempts: 2,
        timeoutMs: 5000,
        interdigitTimeoutMs: 2000,
      },
      { name: 'Main menu' },
    )
    .step('sales', 'user', { id: '0'.repeat(32), timeout: 20 }, { name: 'Sales' })
    .step('late', 'tts', { text: 'It is {{ now | date: "%H:%M:%S" }}.' })
    .step('again', 'collect_dtmf', { collection_name: 'later', max_digits: 2 })
    .step('said', 'tts', { text: 'You pressed {{ digits.later }}.' })
    .step('box', 'voicemail', { id: '0'.repeat(32) }, { name: 'Office mailbox' })
    .edge('start', 'hours')
    .edge('hours.open', 'pin')
    .edge('hours.closed', 'closed')
    .edge('hours.holiday', 'closed')
    .edge('pin.next', 'ask')
    .edge('ask.success', 'row')
    .edge('row.found', 'menu')
    .edge('row.not_found', 'box')
    .edge('menu.1', 'sales')
    .edge('menu.timeout', 'box')
    .edge('sales', 'late')
    .edge('late', 'again')
    .edge('again', 'said')
    .edge('said', 'box')

const NO_DAYS = () => readDayList('Days', [])

const spoken: CallToLog = {
  call: { from: '+4930123', callerNumber: '+4930123', callerName: '', custom: { crm: 'Ann' } },
  does: [
    { digits: '12' },
    { digits: '4711' },
    { digits: '' },
    { digits: '1' },
    { outcome: 'NO_ANSWER' },
    { digits: '42' },
  ],
  services: {
    lookUp: async () => ({ ok: true, status: 201, text: '{"plan":"gold"}', contentType: 'text/json', durationMs: 210 }),
    readTable: ({ key }) =>
      key === 'gold' ? { kind: 'found', row: { plan: 'gold', name: 'Bo' } } : { kind: 'not_found' },
    specialDays: NO_DAYS,
  },
}

describe('a call of the log, replayed on its version', () => {
  it('takes the same path with the same keys, replies, rows and clock', async () => {
    const tested = testedOf(shop().build())
    const { requests, walked } = await logCall(tested, spoken)
    expect(requests).toHaveLength(6)
    const replayed = await replayCall(tested, requests, NO_DAYS)
    expect(replayed?.gaps).toEqual([])
    expect(replayed?.isComplete).toBe(true)
    expect(replayed?.call).toMatchObject({
      call: { from: '+4930123', callerName: '', custom: { crm: 'Ann' }, callId: 'a@b' },
      now: requests[0]?.at,
      does: [
        { digits: '12' },
        { digits: '4711' },
        { digits: '' },
        { digits: '1' },
        expect.anything(),
        { digits: '42' },
      ],
      mocks: { ask: [{ status: 201, body: '{"plan":"gold"}', contentType: 'text/json', durationMs: 210 }] },
      rows: { row: [{ name: 'Bo' }] },
      switches: { night: 'automatic' },
    })
    expect(replayed && heardIn(replayed.walked.line).slice(0, -1)).toEqual(heardIn(walked.line).slice(0, -1))
  })

  it('follows the switch that was set then', async () => {
    const tested = testedOf(shop().build())
    const { requests } = await logCall(tested, { services: { switchState: () => 'closed' } })
    const replayed = await replayCall(tested, requests)
    expect(replayed?.gaps).toEqual([])
    expect(replayed?.call.switches).toEqual({ night: 'closed' })
    expect(replayed && heardIn(replayed.walked.line)).toContain('We are closed.')
  })

  it('uses days of its own where the special days have changed, and says so', async () => {
    const tested = testedOf(shop().build())
    const { requests } = await logCall(tested, {
      services: { specialDays: () => readDayList('Days', [{ date: '2026-01-14' }]) },
    })
    const replayed = await replayCall(tested, requests, NO_DAYS)
    expect(replayed?.call.days).toEqual({ days: [{ date: '2026-01-14' }] })
    expect(replayed && heardIn(replayed.walked.line)).toContain('We are closed.')
    expect(replayed?.gaps).toEqual([{ nodeId: null, message: expect.stringContaining('are not as they were') }])
  })

  it('presses other keys that take the same exit where they are masked', async () => {
    const sensitive = shop().variable({ name: 'pin', type: 'string', default: '', sensitive: true }).build()
    const tested = testedOf(sensitive)
    const { requests, walked } = await logCall(tested, spoken)
    expect(JSON.stringify(requests)).not.toContain('4711')
    const replayed = await replayCall(tested, requests, NO_DAYS)
    expect(replayed?.isComplete).toBe(true)
    expect(replayed?.gaps.map(({ message }) => message).join('\n')).toMatch(/Keys pressed at “.*” are masked/)
    expect(replayed?.gaps).toContainEqual({
      nodeId: 'ask',
      message: 'The reply to “Ask billing” is masked in the log. The replay uses one that takes the same exit.',
    })
    const said = ({ line }: Walked) => line.events.flatMap(({ kind, text }) => (kind === 'speech' ? [text] : []))
    expect(replayed && said(replayed.walked)).toEqual(said(walked))
  })

  it('takes the same exits where bodies were switched off', async () => {
    const tested = testedOf(shop().build())
    const { requests } = await logCall(tested, spoken)
    const replayed = await replayCall(tested, withoutBodies(requests), NO_DAYS)
    expect(replayed?.isComplete).toBe(true)
    const { line } = replayed?.walked ?? {}
    expect(line?.exchanges.map(({ nodes }) => nodes.map(({ nodeId, took }) => [nodeId, took]))).toEqual(
      requests.map(({ nodes }) => nodes.map(({ nodeId, took }) => [nodeId, took])),
    )
    expect(replayed?.gaps.map(({ message }) => message)).toContain(
      'The reply to “Ask billing” is not in the log. The replay uses one that takes the same exit.',
    )
  })

  it('says from which step on another version goes elsewhere', async () => {
    const { requests } = await logCall(testedOf(shop().build()), spoken)
    const other = shop().edge('ask.failure', 'box').build()
    const changed = {
      ...other,
      edges: other.edges.map((edge) => (edge.source === 'row' ? { ...edge, target: 'box' } : edge)),
    }
    const replayed = await replayCall(testedOf(changed), requests, NO_DAYS)
    expect(replayed?.isComplete).toBe(false)
    expect(replayed?.gaps.at(-1)?.message).toBe(
      'KAZOO came back for “Main menu”. The replay does not get there, and ends before.',
    )
  })

  it('is impossible without the first request', async () => {
    const tested = testedOf(shop().build())
    const { requests } = await logCall(tested, spoken)
    expect(await replayCall(tested, requests.slice(1))).toBeNull()
    expect(await replayCall(tested, [])).toBeNull()
  })

  it(
    'is the same call of any flow, or says what differs',
    () =>
      fc.assert(
        fc.asyncProperty(anyFlow(8, true), fc.array(fc.nat(100), { maxLength: 8 }), async (document, chances) => {
          const tested = testedOf(document)
          const left = [...chances]
          const { requests } = await logCall(tested, {
            acts: (_, { kind, choices }) => {
              const chance = left.shift()
              if (chance === undefined) return []
              if (kind === 'digits' || kind === 'menu')
                return [{ digits: ['', '1', '2', '12', '*', '0042'][chance % 6] ?? '' }]
              return [{ outcome: choices[chance % choices.length]?.key ?? 'answered' }]
            },
          })
          const replayed = await replayCall(tested, requests)
          if (!replayed) throw new Error('It has a first request.')
          const { exchanges } = replayed.walked.line
          const told = replayed.gaps.length > 0
          if (!told) expect(replayed.isComplete).toBe(true)
          requests.forEach(({ nodes }, index) => {
            // Why a write failed is told in other words.
            if (!told) expect(exchanges[index]?.nodes.map(withoutDetail)).toEqual(nodes.map(withoutDetail))
          })
        }),
        { numRuns: 60, seed: -1253295019 },
      ),
    120_000,
  )
})

const withoutDetail = ({ detail, ...entry }: TraceEntry): Omit<TraceEntry, 'detail'> => entry
