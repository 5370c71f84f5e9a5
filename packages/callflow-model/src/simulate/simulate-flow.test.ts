/** The simulated KAZOO against the code that answers the real one: what a preview of a drawn flow shows. */
import { describe, expect, it } from 'vitest'
import { type Preview, sampleCallSchema } from '../api/index.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import type { CallerAction } from '../nodes/define-node.ts'
import { titleOf } from '../nodes/index.ts'
import { callOf, VOICE_URL } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { simulateCall } from './simulate-call.ts'

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

  it('marks the way out of every step that was left, and ends in words', async () => {
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

  it('asks once more when nothing is pressed, then takes the way out', async () => {
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

/** Plays a flow, with its answers from the evaluator. */
function preview(document: FlowDocument, does: CallerAction[] = []): Promise<Omit<Preview, 'diagnostics'>> {
  const call = callOf(document)
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  const first = `${VOICE_URL}first`
  return simulateCall({
    call: sampleCallSchema.parse({}),
    does,
    startedAt: new Date('2026-11-24T09:30:00Z'),
    voiceUrl: first,
    titleOf: (id) => {
      const node = nodes.get(id)
      return node && titleOf(node)
    },
    ask: async ({ url, params }) => {
      const { body, contentType, trace, modules, variables } = call.ask(params, url === first ? undefined : url)
      return { status: 200, contentType, body, tookMs: 4, nodes: trace, modules, variables }
    },
  })
}

/** Events as lines: kind, step, way out, words. */
const lines = (events: Preview['events']): string[] =>
  events.map(({ kind, nodeId, port, text }) =>
    [kind, nodeId ?? '-', port === undefined ? '' : `→${port}`, text].filter(Boolean).join(' '),
  )
