/** A flow with a menu, and how a sample call goes in it: what the preview answers. */
import type { Exchange, Preview, PreviewEvent, PreviewLookUp, TraceEntry } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing/flow-builder'

const PROMPT = { type: 'tts', text: 'Press 1.' }

/** start → Known? → Main menu → 1 Appointments → Reception → Mailbox */
export const clinic = flow()
  .step('known', 'logic.condition', { combine: 'all', rules: [] }, { name: 'Known?' })
  .step(
    'main',
    'input.menu',
    {
      prompt: PROMPT,
      choices: [
        { digits: '1', label: 'Appointments' },
        { digits: '2', label: '' },
      ],
      attempts: 3,
      timeoutMs: 4000,
    },
    { name: 'Main menu' },
  )
  .step('reception', 'user', { id: 'a' }, { name: 'Reception' })
  .step('mailbox', 'voicemail', {}, { name: 'Mailbox' })
  .chain('known')
  .edge('known.true', 'main')
  .edge('known.false', 'main')
  .edge('main.1', 'reception')
  .edge('reception', 'mailbox')
  .build()

export const callEvent = (
  nodeId: string | null,
  kind: PreviewEvent['kind'],
  more: Partial<PreviewEvent> = {},
): PreviewEvent => ({ nodeId, kind, atMs: 0, exchange: 0, acts: 0, ...more })

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
    url: 'https://studio.example/pivot/f1/key',
    contentType: 'application/json',
    params,
    body: '{}',
  },
  response: { status: 200, contentType: 'application/json', body: '{"module":"tts"}', tookMs: 4 },
  nodes,
  variables: {},
  ...more,
})

/** The menu waits for a key. */
export const waitingCall: Preview = {
  events: [
    callEvent(null, 'call', { text: 'Calls +1 415 555 0142' }),
    callEvent(null, 'request', {
      text: 'Request 1',
      changes: [{ name: 'caller.number', value: '+14155550100', by: 'caller', nodeId: null }],
    }),
    callEvent('known', 'step', { port: 'false' }),
    callEvent('main', 'speech', { text: 'Press 1.', atMs: 2000 }),
  ],
  waitingFor: {
    nodeId: 'main',
    kind: 'digits',
    text: 'Main menu waits for a key',
    choices: [],
    maxDigits: 1,
    timeoutMs: 4000,
  },
  exchanges: [
    exchange({ 'Caller-ID-Number': '+14155550100' }, [
      trace('known', 'ran', -1, null),
      trace('main', 'sent', 0, 'false'),
      trace('main', 'asks', 1, '_'),
    ]),
  ],
  durationMs: 7000,
  silenceMs: 400,
  diagnostics: [],
}

/** 1 was pressed: Reception rings. */
export const ringingCall: Preview = {
  ...waitingCall,
  events: [
    ...waitingCall.events,
    callEvent('main', 'caller', { text: '1', port: '1', atMs: 7200 }),
    callEvent(null, 'request', {
      text: 'Request 2',
      exchange: 1,
      atMs: 7200,
      changes: [
        { name: 'digits.main_menu_1', value: '1', by: 'keys', nodeId: 'main' },
        { name: 'vars.choice', value: '1', by: 'step', nodeId: 'main' },
      ],
    }),
    callEvent('reception', 'note', { text: 'Rings Reception', exchange: 1, atMs: 7300 }),
  ],
  waitingFor: {
    nodeId: 'reception',
    kind: 'ring',
    text: 'Reception is ringing',
    timeoutMs: 20_000,
    choices: [
      { key: 'answered', label: 'Answered' },
      { key: 'busy', label: 'Busy' },
      { key: 'timeout', label: 'No answer' },
      { key: 'offline', label: 'Not registered' },
      { key: 'failed', label: 'Rejected' },
    ],
  },
  exchanges: [
    ...waitingCall.exchanges,
    exchange(
      { 'Caller-ID-Number': '+14155550100', Digits: { main_menu_1: '1' } },
      [trace('main', 'ran', -1, null), trace('reception', 'sent', 0, '1'), trace('mailbox', 'sent', 1, '_')],
      { atMs: 7200, variables: { choice: '1' } },
    ),
  ],
}

export const endedCall: Preview = {
  ...ringingCall,
  events: [...ringingCall.events, callEvent(null, 'end', { text: 'The caller has hung up.', exchange: 1 })],
  waitingFor: null,
  ended: 'The caller has hung up.',
  end: 'caller',
}

export const sampleLookUp = (method: string, reply: PreviewLookUp['reply']): PreviewLookUp => ({
  nodeId: 'known',
  isMock: false,
  request: { method, url: 'https://crm.example/callers/7', headers: [], body: method === 'GET' ? null : '{"id":7}' },
  reply,
})
