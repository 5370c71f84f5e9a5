/** What the sample phone and the drawer make of a previewed call. */
import { emptyDocument, type FlowDocument } from '@callflow-studio/model'
import type {
  Exchange,
  Preview,
  PreviewChange,
  PreviewEvent,
  PreviewLookUp,
  TraceEntry,
} from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { placeLookUps } from '../state/preview-look-ups.ts'
import { highlightCall } from './highlight-call.ts'
import { asCurl, requestParams, sizeText } from './http-log.ts'
import { jsonTokens } from './json-tokens.ts'
import { keypadOf, press } from './keypad.ts'
import { entryOf, mockFrom } from './look-up-words.ts'
import { originOf, valuesAt } from './preview-variables.ts'
import { clockText, transcriptOf } from './transcript.ts'
import { triesOf } from './tries.ts'
import { heardLine, typeAhead } from './typed-ahead.ts'

const step = (id: string, type: string, data: Record<string, unknown> = {}) => ({
  id,
  type,
  data,
  name: id,
  position: { x: 0, y: 0 },
})
const edge = (source: string, sourceHandle: string, target: string) => ({
  id: `${source}.${sourceHandle}`,
  source,
  sourceHandle,
  target,
})
const document: FlowDocument = {
  ...emptyDocument(),
  nodes: [
    step('start', 'start'),
    step('Known?', 'logic.condition', { combine: 'all', rules: [] }),
    step('Main menu', 'input.menu', {
      choices: [
        { digits: '1', label: 'Appointments' },
        { digits: '2', label: '' },
      ],
      attempts: 3,
    }),
    step('Reception', 'user', { id: 'a' }),
    step('Mailbox', 'voicemail', {}),
  ],
  edges: [
    edge('start', 'next', 'Known?'),
    edge('Known?', 'true', 'Main menu'),
    edge('Known?', 'false', 'Main menu'),
    edge('Main menu', '1', 'Reception'),
    edge('Reception', '_', 'Mailbox'),
  ],
}

const event = (nodeId: string | null, kind: PreviewEvent['kind'], more: Partial<PreviewEvent> = {}): PreviewEvent => ({
  nodeId,
  kind,
  atMs: 0,
  exchange: 0,
  acts: 0,
  ...more,
})
const trace = (nodeId: string, kind: TraceEntry['kind'], from: number, port: string | null): TraceEntry => ({
  nodeId,
  kind,
  from,
  port,
})
const exchange = (params: Record<string, unknown>, nodes: TraceEntry[], more: Partial<Exchange> = {}): Exchange => ({
  atMs: 0,
  request: {
    method: 'POST',
    url: 'http://studio.example/pivot/k',
    contentType: 'application/json',
    params,
    body: '{}',
  },
  response: { status: 200, contentType: 'application/json', body: '{}', tookMs: 4 },
  nodes,
  variables: {},
  ...more,
})

const asking: Preview = {
  events: [
    event(null, 'call', { text: 'Calls +1 415 555 0142' }),
    event(null, 'request', { text: 'Request 1' }),
    event('Known?', 'step', { port: 'false' }),
    event('Main menu', 'speech', { text: 'Press 1.' }),
  ],
  waitingFor: { nodeId: 'Main menu', kind: 'digits', text: 'Main menu waits for a key', choices: [], maxDigits: 1 },
  exchanges: [
    exchange({ 'Caller-ID-Number': '+14155550100' }, [
      trace('Known?', 'ran', -1, null),
      trace('Main menu', 'sent', 0, 'false'),
      trace('Main menu', 'asks', 1, '_'),
    ]),
  ],
  durationMs: 7000,
  silenceMs: 4,
  diagnostics: [],
}
const ringing: Preview = {
  ...asking,
  events: [
    ...asking.events,
    event('Main menu', 'caller', { text: '1', port: '1', atMs: 7200 }),
    event(null, 'request', { text: 'Request 2', exchange: 1, atMs: 7200 }),
    event('Reception', 'note', { text: 'Rings Reception', exchange: 1, atMs: 7300 }),
  ],
  waitingFor: {
    nodeId: 'Reception',
    kind: 'ring',
    text: 'Reception is ringing',
    choices: [{ key: 'answered', label: 'Answered' }],
  },
  exchanges: [
    ...asking.exchanges,
    exchange({ 'Caller-ID-Number': '+14155550100', Digits: { main_menu_1: '1' } }, [
      trace('Main menu', 'ran', -1, null),
      trace('Reception', 'sent', 0, '1'),
      trace('Mailbox', 'sent', 1, '_'),
    ]),
  ],
}

describe('the path on the canvas', () => {
  it('numbers the steps in the order of the call and lights the edges that it took', () => {
    expect(highlightCall(document, ringing)).toMatchObject({
      steps: { start: 1, 'Known?': 2, 'Main menu': 3, Reception: 4 },
      edges: ['start.next', 'Known?.false', 'Main menu.1'],
      now: 'Reception',
    })
  })

  it('marks what was sent, but is for KAZOO to decide', () => {
    const { sentNodes, sentEdges } = highlightCall(document, ringing)
    expect(sentNodes).toEqual(['Mailbox'])
    expect(sentEdges).toEqual(['Reception._'])
  })

  it('claims nothing as sent once the call is over', () => {
    expect(highlightCall(document, { ...ringing, waitingFor: null, ended: 'The caller has hung up.' })).toMatchObject({
      sentNodes: [],
      sentEdges: [],
      now: null,
    })
  })

  it('begins where the preview began', () => {
    const { steps } = highlightCall(document, { ...ringing, events: ringing.events.slice(3) }, { startAt: 'Main menu' })
    expect(steps).toEqual({ 'Main menu': 1, Reception: 2 })
  })

  it('walks line by line', () => {
    expect(highlightCall(document, ringing, { shown: 3 })).toMatchObject({
      steps: { start: 1, 'Known?': 2 },
      sentNodes: [],
      now: 'Known?',
    })
  })

  it('leads to a look-up that waits, though nothing is heard of it yet', () => {
    const waitingFor = { nodeId: 'Known?', kind: 'look-up' as const, text: 'Would send POST to crm', choices: [] }
    const waiting = { ...asking, events: asking.events.slice(0, 1), exchanges: [], waitingFor }
    expect(highlightCall(document, waiting)).toMatchObject({
      steps: { start: 1, 'Known?': 2 },
      edges: ['start.next'],
      now: 'Known?',
    })
  })

  it('ignores steps that are no longer drawn', () => {
    const without = { ...document, nodes: document.nodes.filter(({ id }) => id !== 'Known?') }
    expect(highlightCall(without, asking).steps).toEqual({ start: 1, 'Main menu': 2 })
  })
})

describe('the keypad', () => {
  it('carries the choices’ words while a menu waits', () => {
    const { keys, isDead } = keypadOf(document, asking.waitingFor)
    expect(isDead).toBe(false)
    expect(keys.find(({ key }) => key === '1')).toEqual({ key: '1', label: 'Appointments', isChoice: true })
    expect(keys.find(({ key }) => key === '2')).toEqual({ key: '2', label: null, isChoice: true })
    expect(keys.find(({ key }) => key === '3')).toEqual({ key: '3', label: null, isChoice: false })
  })

  it('is dead while a phone rings, and when nothing waits', () => {
    expect(keypadOf(document, ringing.waitingFor).isDead).toBe(true)
    expect(keypadOf(document, null).isDead).toBe(true)
  })

  it('sends a single key at once, a longer entry when it is complete or ended with #', () => {
    const menu = keypadOf(document, asking.waitingFor)
    expect(press('', '1', menu)).toEqual({ entered: '1', send: true })
    const pin = { ...menu, maxDigits: 4 }
    expect(press('12', '3', pin)).toEqual({ entered: '123', send: false })
    expect(press('123', '4', pin)).toEqual({ entered: '1234', send: true })
    expect(press('12', '#', pin)).toEqual({ entered: '12#', send: true })
  })

  it('knows which of the tries this is', () => {
    expect(triesOf(document, asking)).toEqual({ current: 1, most: 3 })
    const again = { ...asking, events: [...asking.events, event('Main menu', 'caller', { text: '9' })] }
    expect(triesOf(document, again)).toEqual({ current: 2, most: 3 })
    expect(triesOf(document, ringing)).toBeNull()
  })
})

describe('the transcript', () => {
  it('says what a step decided, and what a key was for', () => {
    const lines = transcriptOf(document, ringing.events)
    expect(lines[2]).toMatchObject({ text: 'Known?', took: 'No' })
    expect(lines[4]).toMatchObject({ kind: 'caller', key: '1', text: 'Appointments', time: '0:07' })
  })

  it('shows at each step what it asked of another server, in turn', () => {
    const lookUp = (nodeId: string, status: number | null): PreviewLookUp => ({
      nodeId,
      isMock: false,
      request: { method: 'GET', url: 'http://crm', headers: [], body: null },
      reply: status === null ? null : { ok: true, status, contentType: null, text: '', durationMs: 40 },
    })
    const events = [
      event('Known?', 'step', { text: 'Known?: 200, 40 ms', port: 'true' }),
      event('Reception', 'note'),
      event('Known?', 'failure', { text: 'Known?: no connection' }),
      event('Known?', 'step', { port: 'false' }),
    ]
    const made = placeLookUps([lookUp('Known?', 200), lookUp('Known?', 500), lookUp('Known?', null)])
    const lines = transcriptOf(document, events, made)
    expect(lines.map((line) => line.lookUp?.visit ?? null)).toEqual([0, null, 1, null])
    expect(lines[0]).toMatchObject({ text: 'Known?', took: 'Yes' })
  })

  it('tells minutes and seconds', () => {
    expect(clockText(750_999)).toBe('12:30')
  })
})

describe('a reply of one’s own', () => {
  it('begins with what came, laid out, and becomes a mock', () => {
    const heard = { ok: true as const, status: 201, contentType: null, text: '{"a":1}', durationMs: 5 }
    const entry = entryOf(null, heard)
    expect(entry).toEqual({ isTimeout: false, status: 201, body: '{\n  "a": 1\n}' })
    const mock = mockFrom({ ...entry, status: 404, body: 'gone' })
    expect(mock).toEqual({ status: 404, body: 'gone', contentType: 'text/plain' })
    expect(entryOf(mock, heard)).toEqual({ isTimeout: false, status: 404, body: 'gone' })
  })

  it('may be that nothing comes in time, and needs a status that is one', () => {
    const timeout = mockFrom({ isTimeout: true, status: Number.NaN, body: '' })
    expect(timeout).toEqual({ error: 'look-up.timeout' })
    expect(entryOf(timeout, null).isTimeout).toBe(true)
    expect(mockFrom({ isTimeout: false, status: 99, body: '' })).toBeNull()
    expect(mockFrom({ isTimeout: false, status: Number.NaN, body: '' })).toBeNull()
  })
})

describe('the log of requests', () => {
  it('points out what the caller just did', () => {
    const [first, second] = ringing.exchanges as [Exchange, Exchange]
    expect(requestParams(second, first).filter(({ isNew }) => isNew)).toEqual([
      { name: 'Digits.main_menu_1', value: '1', isNew: true },
    ])
    expect(requestParams(first, null).some(({ isNew }) => isNew)).toBe(false)
  })

  it('repeats a request on a shell, with any quotes', () => {
    const [first] = ringing.exchanges as [Exchange]
    const odd = { ...first, request: { ...first.request, body: `{"name":"O'Neil"}` } }
    expect(asCurl(odd)).toBe(
      `curl -X POST 'http://studio.example/pivot/k' -H 'Content-Type: application/json' --data-binary '{"name":"O'\\''Neil"}'`,
    )
  })

  it('lays JSON out without losing anything', () => {
    const value = {
      module: 'tts',
      data: { text: 'One moment.' },
      children: { _: { module: 'pivot', data: { method: 'post', n: 1 } } },
    }
    const tokens = jsonTokens(JSON.stringify(value))
    expect(JSON.parse(tokens.map(({ text }) => text).join(''))).toEqual(value)
    expect(tokens).toContainEqual({ kind: 'number', text: '1' })
    expect(jsonTokens('<Response/>')).toEqual([{ kind: 'mark', text: '<Response/>' }])
  })

  it('tells sizes', () => {
    expect(sizeText('{}')).toBe('2 bytes')
    expect(sizeText('x'.repeat(1100))).toBe('1.1 kB')
  })
})

describe('variables', () => {
  const change = (name: string, value: unknown, more: Partial<PreviewChange> = {}): PreviewChange => ({
    name,
    value,
    by: 'step',
    nodeId: 'set',
    ...more,
  })
  const events = [
    event(null, 'request', { changes: [change('digits.pin', '1'), change('vars.plan', 'none')] }),
    event('set', 'step', { changes: [change('vars.plan', { name: 'gold' })] }),
    event('other', 'step', { flowId: 'sub', changes: [change('vars.x', 1), change('digits.pin', undefined)] }),
    event('hi', 'speech'),
  ]
  const at = (line: number) => valuesAt(events, line).map(({ name, value, isNew }) => [name, value, isNew])

  it('are those at the line, and those that came with it are new', () => {
    expect(at(0)).toEqual([
      ['vars.plan', 'none', true],
      ['digits.pin', '1', true],
    ])
    expect(at(1)).toEqual([
      ['vars.plan', '{"name":"gold"}', true],
      ['digits.pin', '1', false],
    ])
    expect(at(3)).toEqual([['vars.plan', '{"name":"gold"}', false]])
  })

  it('are those of the sub-flow that runs', () => {
    expect(at(2)).toEqual([['vars.x', '1', true]])
  })

  it.each([
    ['caller', null, { kind: 'caller', step: null }],
    ['keys', 'Menu', { kind: 'keys', step: { id: 'Menu', title: 'Menu' } }],
    ['step', 'Menu', { kind: 'keys', step: { id: 'Menu', title: 'Menu' } }],
    ['step', 'Note', { kind: 'set', step: { id: 'Note', title: 'Note' } }],
    ['step', 'Ask', { kind: 'reply', step: { id: 'Ask', title: 'Ask' } }],
    ['step', 'Find', { kind: 'row', step: { id: 'Find', title: 'Find' } }],
    ['step', 'elsewhere', { kind: 'subFlow', step: null }],
    ['step', null, { kind: 'unknown', step: null }],
  ] as const)('set by %s at %s tell where they come from', (by, nodeId, origin) => {
    const nodes = [
      step('Menu', 'input.menu', {}),
      step('Note', 'logic.set', {}),
      step('Ask', 'data.http', {}),
      step('Find', 'data.table', { table: 't' }),
    ]
    expect(originOf({ ...document, nodes }, { by, nodeId })).toEqual(origin)
  })
})

describe('keys typed ahead', () => {
  const played = {
    ...asking,
    events: [
      event('hi', 'speech', { text: 'Hello.', atMs: 1000 }),
      event('Menu', 'speech', { text: 'Press 1.', atMs: 5000, acts: 1 }),
      event('Menu', 'note', { atMs: 5800, acts: 1 }),
    ],
    durationMs: 9000,
    actedAtMs: [1200],
  }

  it('are pressed while the last prompt is said, or an earlier one', () => {
    expect(heardLine(played, null)).toBe(1)
    expect(heardLine(played, 0)).toBe(0)
    expect(heardLine({ ...played, events: [] }, null)).toBeNull()
  })

  it('count from what was done before', () => {
    expect(typeAhead(played, 1, '1')).toEqual({ action: { digits: '1', afterMs: 4200 }, acts: 1 })
    expect(typeAhead(played, 0, '1')).toEqual({ action: { digits: '1', afterMs: 2000 }, acts: 0 })
  })
})
