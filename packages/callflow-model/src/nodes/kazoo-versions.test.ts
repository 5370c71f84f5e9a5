/** What a step is for another KAZOO: what is sent, what is refused, what is warned about. */
import { describe, expect, it } from 'vitest'
import { checkNode } from '../compile/check-node.ts'
import { checkReferences } from '../compile/check-references.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import { callOf } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'

function problems(
  profile: KazooProfile,
  type: string,
  data: Record<string, unknown>,
  ...connected: string[]
): Diagnostic[] {
  const document = flow({ kazoo: profile }).step('n', type, data).build()
  const node = document.nodes.find(({ id }) => id === 'n')
  return node ? checkNode({ node, document, connected: new Set(connected), profile }) : []
}

/** `error recipients.0.id 5.0-dev`: severity, field and the versions that are named. */
const said = (...args: Parameters<typeof problems>): string[] =>
  problems(...args).map(({ severity, field, versions }) =>
    [severity, field, versions?.join('+')].filter(Boolean).join(' '),
  )

const sent = (profile: KazooProfile, type: string, data: Record<string, unknown>, params = {}) =>
  callOf(flow({ kazoo: profile }).step('n', type, data).chain('n').build()).ask(params).tree.data

describe('what is sent', () => {
  it('of application variables is text where KAZOO 4.3 may get it', () => {
    const data = { custom_application_vars: { count: 3, vip: true, order: { id: 1 }, name: '{{ request.Odd }}' } }
    const texts = { count: '3', vip: 'true', order: '{"id":1}', name: '7' }
    expect(sent('any', 'set_variables', data, { Odd: 7 }).custom_application_vars).toEqual(texts)
    expect(sent('4.3', 'set_variables', data, { Odd: 7 }).custom_application_vars).toEqual(texts)
    expect(sent('5', 'set_variables', data, { Odd: 7 }).custom_application_vars).toEqual({
      ...data.custom_application_vars,
      name: 7,
    })
    expect(said('any', 'set_variables', data).filter((line) => line.startsWith('error'))).toEqual([])
  })

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['branch_variable', {}, { variable: '' }],
    ['record_caller', {}, { time_limit: 3600 }],
    ['callflow', {}, { id: '' }],
    ['conference', { config: { play_name: true } }, { config: { name: 'Conference', play_name: true } }],
  ])('of %s with %j is what KAZOO 5 needs written out', (type, data, expected) => {
    expect(sent('any', type, data)).toEqual(expected)
    expect(sent('5', type, data)).toEqual(expected)
    expect(sent('5.0-dev', type, data)).toEqual(data)
  })

  it('of a fax option is yes or no', () =>
    expect(sent('any', 'receive_fax', { media: { fax_option: 'true' } })).toEqual({ media: { fax_option: true } }))
})

const serverless = (flow_doc: Record<string, unknown>) => ({
  req_format: 'kazoo',
  serverless: { flow_type: 'application/json', flow_doc },
})

describe('what is said', () => {
  it.each<[KazooProfile, string, Record<string, unknown>, string[]]>([
    ['any', 'missed_call_alert', { recipients: [{ type: 'user', id: 'ab' }] }, ['error recipients.0.id 5.0-dev']],
    ['4.3', 'missed_call_alert', { recipients: [{ type: 'user', id: 'ab' }] }, []],
    ['any', 'tones', { tones: [] }, ['error 4.3+5.0-dev', 'warning tones']],
    ['5', 'call_pickup', { target_call_id: 'a@b' }, []],
    [
      'any',
      'ring_group',
      { endpoints: [{ endpoint_type: 'user', id: 'a'.repeat(32) }], group_name: 'x' },
      ['warning group_name'],
    ],
    ['5', 'ring_group', { group_id: 'a'.repeat(32) }, []],
    ['any', 'ring_group', { group_id: 'a'.repeat(32) }, ['error endpoints 4.3+5.0-dev', 'warning group_id']],
    ['5', 'ring_group', {}, ['error endpoints']],
    ['5', 'pivot', { cdr_url: '{{ vars.a }}', req_format: 'kazoo' }, ['error voice_url', 'warning port:_']],
    [
      '5',
      'pivot',
      serverless({ module: 'tts', data: { text: 'Hi {{ caller.name }}' } }),
      ['warning serverless.flow_doc.data.text'],
    ],
    ['5', 'pivot', serverless({ module: 'nosuch', data: {} }), ['warning serverless.flow_doc.module']],
    [
      'any',
      'pivot',
      { ...serverless({ module: 'nosuch', data: {} }), voice_url: 'https://a.example/' },
      ['error voice_url 5', 'warning serverless', 'warning serverless.flow_doc.module'],
    ],
    ['5', 'ring_group', { skip_module: '{{ vars.a }}' }, ['error endpoints']],
    ['5', 'callflow', { id: '{{ vars.a }}', doc_id: 'b', path: 'c' }, ['error id']],
    ['4.3', 'disa', { pin: 1234 }, ['warning pin']],
    ['any', 'disa', { pin: 1234 }, ['error pin 5.0-dev+5']],
    ['any', 'privacy', {}, ['warning']],
    ['5', 'privacy', {}, []],
    ['any', 'set_variable', { variable: 'group_id', value: 'a' }, ['warning variable']],
    ['5.0-dev', 'set_variable', { variable: 'group_id', value: 'a' }, []],
    ['any', 'record_caller', {}, ['warning time_limit']],
    ['4.3', 'record_caller', {}, []],
    ['any', 'flush_dtmf', {}, ['warning']],
    ['4.3', 'flush_dtmf', {}, []],
    ['any', 'park', { max_slot_number: 5 }, ['warning max_slot_number']],
    ['5', 'acdc_agent', { action: 'login' }, ['warning']],
    ['any', 'conference', { config: { name: 'A', video: true } }, ['warning config.video']],
    ['any', 'webhook', { uri: 'http://10.0.0.1/x' }, ['warning uri']],
    ['any', 'webhook', { uri: 'http://h.test/a b' }, ['error uri']],
    ['any', 'webhook', { uri: 'http://127.1/' }, ['error uri 5.0-dev+5']],
    ['4.3', 'webhook', { uri: 'http://127.1/' }, ['error uri']],
  ])('for %s of %s with %j', (profile, type, data, expected) => expect(said(profile, type, data)).toEqual(expected))

  it('of exits that not every KAZOO takes', () => {
    const endpoints = [{ endpoint_type: 'user', id: 'a'.repeat(32) }]
    expect(said('any', 'ring_group', { endpoints }, '_', 'sip:487', 'NO_ENDPOINTS')).toEqual([
      'warning port:sip:487',
      'warning port:NO_ENDPOINTS',
    ])
    expect(said('4.3', 'ring_group', { endpoints }, '_', 'sip:487')).toEqual([])
    expect(said('any', 'park', {}, 'MAX_SLOT_EXCEEDED')).toEqual(['warning port:MAX_SLOT_EXCEEDED'])
  })

  it('with the edit that helps', () => {
    const [problem] = problems('any', 'missed_call_alert', { recipients: [{ type: 'user', id: 'ab' }] })
    expect(problem?.fix).toMatchObject({ kind: 'set-setting', setting: 'kazoo', value: '4.3' })
  })

  it('of a variable that is looked up after Set call variables (CAVs)', () => {
    const document = flow()
      .step('set', 'set_variables', { custom_application_vars: { 'Order-Id': '1' } })
      .step('n', 'branch_variable', { variable: 'order_id' })
      .chain('set', 'n')
      .build()
    const node = { id: 'n', type: 'branch_variable', position: { x: 0, y: 0 }, data: { variable: 'order_id' } }
    const found = checkNode({ node, document, connected: new Set(), profile: 'any' })
    expect(found).toMatchObject([{ code: 'kazoo.differs', field: 'variable' }])
    expect(said('any', 'branch_variable', { variable: 'order_id' })).toEqual([])
  })

  it('of a sub-flow that is made for another KAZOO', () => {
    const document = flow().step('n', 'flow.call', { flowId: 'other' }).chain('n').build()
    const references = (profile: KazooProfile) => ({
      flow: () => ({ name: 'Other', format: 'kazoo', isLive: true, profile }),
      table: () => null,
    })
    expect(checkReferences(document, references('5'))).toMatchObject([
      { code: 'flow-call.other-version', severity: 'error' },
    ])
    expect(checkReferences(document, references('any'))).toEqual([])
    const forFive = { ...document, settings: { ...document.settings, kazoo: '5' as const } }
    expect(checkReferences(forFive, references('5'))).toEqual([])
  })
})

describe('a rendered address', () => {
  const ask = (host: string) =>
    callOf(flow().step('n', 'webhook', { uri: 'http://{{ request.Host }}/x' }).chain('n').build()).ask({ Host: host })

  it('is checked like a drawn one', () => {
    expect(ask('h.test').tree.module).toBe('webhook')
    for (const host of ['localhost', '127.1', 'user@h.test', '', '[::1]', 'a b'])
      expect([host, ask(host).tree.module]).toEqual([host, 'play']) // the fallback
  })
})
