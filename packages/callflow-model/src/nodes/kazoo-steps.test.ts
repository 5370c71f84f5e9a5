/** What the KAZOO steps say on their cards, and what they warn of. */
import { describe, expect, it } from 'vitest'
import { checkNode } from '../compile/check-node.ts'
import { compile } from '../compile/compile.ts'
import { lastsOf } from '../compile/prepare-node.ts'
import type { FlowNode } from '../document/flow-document.ts'
import { callOf } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { SAMPLE_CALLFLOWS } from '../testing/sample-callflows.ts'
import { checkCallflow } from './check-callflow.ts'
import type { KazooStepDefinition } from './contract/kazoo-step.ts'
import { summaryOf } from './index.ts'
import { kazooSteps } from './kazoo-steps.ts'

const BOX = '9f3c00000000000000000000000be21a'
const USER = '41ab0000000000000000000000e077d0'
const PLACEHOLDER = '00000000000000000000000000000001'
const members = (...types: string[]) => types.map((endpoint_type) => ({ endpoint_type, id: USER }))

describe('the line on the card', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['tts', { text: 'One moment, please.' }, '“One moment, please.”'],
    ['tts', { text: 'Hello {{ caller.name }}' }, '“Hello {{ caller.name }}”'],
    ['play', { id: '/system_media/ivr-hold' }, 'System prompt ivr-hold'],
    ['play', { id: 'https://a.example/music/wait.mp3?x=1', loop_count: 3 }, 'wait.mp3, 3 times'],
    ['play', { id: BOX, endless_playback: true }, 'Recording 9f3c…e21a, again and again'],
    ['user', { id: USER, timeout: 25 }, 'User 41ab…77d0, 25 s'],
    ['user', { timeout: 20 }, 'All phones, 20 s'],
    ['user', { id: '{{ vars.user_of_today }}' }, 'User {{ vars.user_of_today }}, 20 s'],
    ['device', { id: USER }, 'Device 41ab…77d0'],
    ['ring_group', { endpoints: members('user', 'user', 'device') }, '3 phones at once, 20 s'],
    [
      'ring_group',
      { endpoints: members(...Array(5).fill('device')), strategy: 'single', timeout: 30 },
      '5 phones in turn, 30 s',
    ],
    ['ring_group', { endpoints: members('group') }, '1 phone, 20 s'],
    ['ring_group', { endpoints: [] }, ''],
    ['voicemail', { id: BOX }, 'Box 9f3c…e21a'],
    ['voicemail', { id: '{{ vars.box }}' }, 'Box {{ vars.box }}'],
    ['voicemail', { action: 'check' }, 'Asks for the mailbox'],
    ['collect_dtmf', { max_digits: 4, collection_name: 'pin' }, 'Up to 4 digits into pin'],
    ['conference', {}, 'Asks for the room'],
    ['resources', { to_did: '+14155550100', timeout: 30 }, 'Dials +14155550100, 30 s'],
    ['pivot', { voice_url: 'https://crm.harbourdental.example/x?y' }, 'crm.harbourdental.example'],
    ['response', { code: 603, message: 'Declined' }, 'Rejects with 603, Declined'],
    ['sleep', { duration: 5, unit: 'm' }, '5 min'],
    ['record_call', { action: 'stop' }, 'Stops recording'],
    ['set_variables', { custom_application_vars: { a: '1', b: '2', c: '3' } }, 'a = 1, b = 2 and 1 more'],
    ['set_cid', { caller_id_name: 'Sales' }, 'Shows “Sales”'],
    ['prepend_cid', { caller_id_name_prefix: 'Hotline: ' }, '“Hotline: ” before the name'],
    ['branch_variable', { variable: 'owner_id' }, 'By owner_id of the call'],
    ['hangup', {}, 'Ends the call'],
    [
      'audio_macro',
      {
        macros: [
          { macro: 'tts', text: 'Hi' },
          { macro: 'prompt', id: 'ivr-hold' },
          { macro: 'tone' },
          { macro: 'play', id: BOX },
        ],
      },
      '“Hi”, System prompt ivr-hold and 2 more',
    ],
    ['language', { language: 'de' }, 'de'],
    ['temporal_route', { rules: [BOX, USER] }, '2 time rules'],
    ['temporal_route', { action: 'enable' }, 'Switches the rules on'],
    ['set_variable', { variable: 'call_priority', value: '3' }, 'Priority = 3'],
    ['group', { id: USER }, 'Group 41ab…77d0, 20 s'],
    ['group', { endpoints: [BOX, USER], timeout: 30 }, '2 phones, 30 s'],
    ['offnet', { to_did: '+14155550100' }, 'Dials +14155550100'],
    ['page_group', { endpoints: members('user', 'device'), audio: 'one-way' }, '2 phones, one way'],
    ['acdc_member', { id: BOX, priority: 5 }, 'Queue 9f3c…e21a, priority 5'],
    ['acdc_agent', { action: 'paused', timeout: 600 }, 'Takes a break, up to 10 min'],
    ['set', { language: 'spanish', skip_module: false }, 'language = spanish'],
    ['faxbox', { faxbox_id: BOX }, 'Fax box 9f3c…e21a'],
    ['record_caller', { time_limit: 120 }, 'Up to 2 min'],
    ['dynamic_cid', { action: 'static', caller_id: { name: 'Sales', number: '+1415' } }, '“Sales”, +1415'],
    ['dynamic_cid', {}, 'Entered by the caller'],
    ['check_cid', { regex: '^\\+1415' }, 'Number like ^\\+1415'],
    ['after_bridge', { action: 'transfer', data: '2001' }, 'Transfer to 2001'],
    ['after_bridge', { action: 'park', data: true }, 'Park'],
    ['park', { action: 'auto', slot: '101' }, 'Takes or parks, slot 101'],
    ['do_not_disturb', { action: 'activate' }, 'Switches it on'],
    ['manual_presence', { presence_id: '*5100', status: 'busy' }, '*5100: On'],
    ['webhook', { uri: 'https://crm.example/hook' }, 'crm.example'],
    ['missed_call_alert', { recipients: [{ type: 'email', id: 'a@b.example' }] }, 'To a@b.example'],
    ['notification', { recipients: [{ type: 'user', id: [USER, BOX] }], send_at: 'callflow_exec' }, 'To 2 recipients'],
    ['edr', { invoice: '7', amount: 12 }, 'Writes invoice, amount'],
  ])('of %s with %j is %s', (type, data, expected) => {
    expect(summaryOf(node(type, data))).toBe(expected)
  })
})

describe('a problem', () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    [
      'tts',
      { text: '' },
      'error',
      'The text is empty. KAZOO would refuse the whole answer: callers would hear silence.',
    ],
    [
      'voicemail',
      { id: '100' },
      'error',
      'This is a mailbox number. KAZOO needs the id, 32 characters, or callers hear silence.',
    ],
    [
      'voicemail',
      { id: 'sales' },
      'error',
      'KAZOO needs the id of the mailbox, 32 characters, or callers hear silence.',
    ],
    [
      'voicemail',
      { id: PLACEHOLDER },
      'warning',
      'This id is a placeholder from the example. Replace it with the id of your mailbox.',
    ],
    [
      'ring_group',
      { endpoints: [{ endpoint_type: 'group', id: PLACEHOLDER }] },
      'warning',
      'This id is a placeholder from the example. Replace it with the id of your group.',
    ],
    ['ring_group', { endpoints: [] }, 'error', 'Nobody is in this group. Add a phone, or callers hear silence.'],
    [
      'ring_group',
      { endpoints: [{ endpoint_type: 'device', id: 'd'.repeat(32) }], strategy: 'weighted_random' },
      'warning',
      'KAZOO does not ring any phone at random: it takes their weights for their ids. Ring them at once or in turn.',
    ],
    ['menu', {}, 'warning', 'No menu is chosen. Callers hear only that there is no prompt. Enter a menu id.'],
    ['collect_dtmf', {}, 'warning', 'This step has no name for its digits. The next question would take its keys.'],
    [
      'pivot',
      { voice_url: 'http://localhost:8080/x' },
      'error',
      'KAZOO refuses addresses at localhost: callers would hear silence. Enter a host that KAZOO can reach.',
    ],
    [
      'pivot',
      { voice_url: 'https://a.example' },
      'warning',
      'The exit Failed is not connected: if the server does not answer, the call ends. Connect it.',
    ],
    [
      'play',
      { id: 'vm-goodbye' },
      'warning',
      'KAZOO takes this for the id of a media file and plays nothing. Write /system_media/vm-goodbye.',
    ],
    ['sleep', { duration: 1.5 }, 'error', 'This needs a whole number.'],
    [
      'webhook',
      { uri: 'http://127.0.0.1/x' },
      'error',
      'KAZOO refuses addresses at 127.0.0.1: callers would hear silence. Enter a host that KAZOO can reach.',
    ],
    [
      'record_caller',
      { url: 'https://localhost/up' },
      'error',
      'KAZOO refuses addresses at localhost: callers would hear silence. Enter a host that KAZOO can reach.',
    ],
    [
      'language',
      { language: 'english' },
      'error',
      'A language is two letters, with a country if need be: en or en-us. For anything else callers would hear silence.',
    ],
    [
      'conference_feature',
      { id: '4000' },
      'error',
      'KAZOO needs the id of the conference, 32 characters, or callers hear silence.',
    ],
    ['acdc_member', {}, 'warning', 'No queue is chosen. Nobody answers, and the call continues at Not answered.'],
    [
      'eavesdrop',
      { device_id: USER },
      'warning',
      'Nobody is approved yet, so every caller is refused. Enter the id of a user, group or device.',
    ],
    [
      'intercept',
      { user_id: PLACEHOLDER },
      'warning',
      'This id is a placeholder from the example. Replace it with the id of your user.',
    ],
    [
      'group_pickup_feature',
      { type: 'user' },
      'warning',
      'KAZOO cannot do this with users and groups: callers always hear that there is no call. Use an extension.',
    ],
    [
      'set_variable',
      { variable: 'mood', value: 'good' },
      'warning',
      'KAZOO knows only call_priority and group_id here. Any other name does nothing. Enter one of them.',
    ],
    ['disa', {}, 'warning', 'There is no PIN. Anyone who calls can dial at the account’s expense. Enter a PIN.'],
    [
      'check_cid',
      { user_id: USER },
      'warning',
      'Name, number and user count only together. KAZOO changes nothing. Fill in all three, or none.',
    ],
    [
      'notification',
      { recipients: [{ type: 'email', id: 'boss' }] },
      'error',
      'KAZOO takes only e-mail addresses here, also for a user. Enter the address, or callers would hear silence.',
    ],
    [
      'after_bridge',
      { action: 'transfer', data: true },
      'warning',
      'There is no number. Nothing happens after the conversation. Enter a number.',
    ],
  ])('of %s with %j is an %s', (type, data, severity, message) => {
    expect(problems(type, data)).toContainEqual(expect.objectContaining({ severity, message }))
  })

  it('fits on a card', () => {
    expect(problems('voicemail', { id: '100' })[0]?.short).toBe('The id needs 32 characters')
    expect(problems('tts', { text: '' })[0]?.short).toBe('Write a text')
  })

  it('is told of a carrier’s wildcard only where something is connected to it', () => {
    expect(problems('resources', {}, '_').map(({ code }) => code)).toEqual(['port.never-taken'])
    expect(problems('resources', {})).toEqual([])
  })

  it('is that an exit is never taken with these settings', () => {
    const neverTaken = (type: string, data: object, key: string) =>
      problems(type, { ...data }, key).filter(({ code }) => code === 'port.never-taken')
    expect(neverTaken('branch_bnumber', { hunt: true }, '2001')).toHaveLength(1)
    expect(neverTaken('branch_bnumber', { hunt: false }, '2001')).toEqual([])
    expect(neverTaken('check_cid', {}, '+14155550100')).toHaveLength(1)
    expect(neverTaken('check_cid', { use_absolute_mode: true }, '+14155550100')).toEqual([])
    expect(neverTaken('offnet', {}, '_')).toHaveLength(1)
  })

  it('is none for keys that the user names, where the module takes any', () => {
    expect(problems('edr', { invoice: '7' })).toEqual([])
    expect(problems('set', { language: 'spanish' })).toEqual([])
    expect(problems('noop', { invoice: '7' }).map(({ code }) => code)).toEqual(['field.unknown-key'])
  })

  it('is told once', () => {
    expect(problems('voicemail', { id: '100' })).toHaveLength(1)
    expect(problems('voicemail', {})).toHaveLength(1)
  })

  it('is none where a template gives the id', () => {
    for (const type of ['voicemail', 'user', 'callflow', 'menu'])
      expect(problems(type, { id: '{{ vars.id }}' })).toEqual([])
  })
})

describe('what a step changes and how long it lasts', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['tts', { text: 'Hi' }, ['digits.default']],
    ['play', {}, ['digits.default']],
    ['collect_dtmf', { collection_name: 'pin' }, ['digits.pin', 'digits.default']],
    ['collect_dtmf', {}, ['digits.default', 'digits.default']],
    ['set_variables', { custom_application_vars: { crm: '1' } }, ['custom.crm']],
    ['callflow', {}, ['*']],
    ['pivot', {}, ['*']],
    ['voicemail', {}, ['*']],
    ['menu', {}, ['*']],
    ['set_cid', {}, []],
    ['user', {}, []],
    ['audio_macro', {}, ['digits.default']],
    ['language', { language: 'de' }, ['call.language']],
    ['flush_dtmf', { collection_name: 'pin' }, ['digits.pin']],
    ['dynamic_cid', { action: 'static' }, ['caller', 'call.to', 'call.request']],
    ['dynamic_cid', { action: 'list' }, ['*']],
    ['check_cid', {}, []],
    ['check_cid', { caller_id: { external: { name: 'a', number: '1' } }, user_id: 'u' }, ['caller']],
    ['lookupcidname', { lists: ['a'] }, []],
    ['branch_bnumber', { hunt: false }, []],
    ['branch_bnumber', { hunt: true }, ['*']],
    ['directory', {}, ['*']],
    ['disa', {}, ['*']],
    ['function', {}, ['*']],
    ['acdc_member', {}, []],
    ['park', {}, []],
  ])('%s with %j changes %j', (type, data, facts) => {
    expect(step(type).changes(data)).toEqual(facts)
  })

  it('is minutes where the caller may talk or wait long', () => {
    const lasts = (type: string, data = {}) => lastsOf(step(type), data)
    const long = [lasts('voicemail'), lasts('callflow'), lasts('menu'), lasts('pivot'), lasts('tts', ENDLESS)]
    expect(long).toEqual(Array(5).fill('minutes'))
    expect([
      lasts('sleep', { duration: 1 }),
      lasts('sleep', { duration: 5 }),
      lasts('sleep', { duration: 1, unit: 'h' }),
      lasts('sleep'),
    ]).toEqual(['instant', 'seconds', 'minutes', 'minutes'])
    expect([lasts('tts'), lasts('user'), lasts('set_cid')]).toEqual(['seconds', 'seconds', 'instant'])
    const waits = ['acdc_member', 'park', 'record_caller', 'directory', 'disa', 'function']
    expect(waits.map((type) => lasts(type))).toEqual(waits.map(() => 'minutes'))
    expect([lasts('hotdesk', { action: 'bridge' }), lasts('hotdesk', { action: 'login' })]).toEqual([
      'minutes',
      'seconds',
    ])
    const macros = [{ macro: 'tts', ...ENDLESS }]
    expect([lasts('audio_macro'), lasts('audio_macro', { macros })]).toEqual(['seconds', 'minutes'])
  })
})

describe('a value of the call in a sequence', () => {
  it('never makes KAZOO refuse the answer', () => {
    const macros = [
      { macro: 'say', text: '{{ vars.unset }}' },
      { macro: 'tts', text: '{{ vars.unset }}' },
    ]
    const document = flow().step('n', 'audio_macro', { macros }).chain('n').build()
    expect(checkCallflow(callOf(document).ask().tree)).toEqual([])
  })
})

describe('callflows as administrators write them', () => {
  it.each(SAMPLE_CALLFLOWS.map((sample) => [sample.name, sample] as const))('%s', (_, { flow: callflow, refused }) => {
    const fields = checkCallflow(callflow, { profile: '5.0-dev' }).map(({ field }) => field ?? '')
    const placeOf = (field: string) => refused.find((path) => field.startsWith(path)) ?? field
    expect([...new Set(fields.map(placeOf))]).toEqual(refused)
  })
})

const ENDLESS = { text: 'a', endless_playback: true }
const step = (type: string): KazooStepDefinition => {
  const found = kazooSteps.find((definition) => definition.type === type)
  if (!found) throw new Error(`no step ${type}`)
  return found
}
const node = (type: string, data: Record<string, unknown>): FlowNode => ({
  id: 'n',
  type,
  position: { x: 0, y: 0 },
  data,
})
const problems = (type: string, data: Record<string, unknown>, ...connected: string[]) =>
  checkNode({
    node: node(type, data),
    document: flow().step('n', type, data).build(),
    connected: new Set(connected),
    profile: '5.0-dev',
  })

describe('tones', () => {
  const said = (data: Record<string, unknown>) => {
    const document = flow().step('beep', 'tones', data).chain('beep').build()
    return compile({ ...document, settings: { ...document.settings, kazoo: '5' } }).diagnostics.filter(
      ({ nodeId }) => nodeId === 'beep',
    )
  }

  it('whose frequency is a value of the call are there', () => {
    const tone = { frequencies: ['{{ vars.pitch | default: 440 }}'], duration_on: 500, duration_off: 0 }
    expect(said({ tones: [tone] }).map(({ code }) => code)).not.toContain('field.empty')
  })

  it('that are not there are a warning', () =>
    expect(said({ tones: [] })).toMatchObject([{ code: 'field.empty', field: 'tones' }]))
})
