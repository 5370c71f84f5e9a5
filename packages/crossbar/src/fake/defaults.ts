/**
 * What KAZOO writes into a module's data where it is missing, so that a flow is not read as it was written. A path with
 * `[]` is filled in for each entry of a list; below an object, only where the object is there.
 * @source the `default`s of KAZOO's schemas `callflows.*` (defaults.contract.test.ts compares them)
 */
import type { Json } from '@callflow-studio/model'
import { isObject, type JsonObject } from './account-data.ts'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

const CONFERENCE: JsonObject = {
  'welcome_prompt.play': true,
  'config.conference_numbers': [],
  'config.member': {},
  'config.member.join_deaf': false,
  'config.member.join_muted': true,
  'config.member.numbers': [],
  'config.member.pins': [],
  'config.moderator': {},
  'config.moderator.join_deaf': false,
  'config.moderator.join_muted': false,
  'config.moderator.numbers': [],
  'config.moderator.pins': [],
  'config.play_name': false,
}
const RESOURCES: JsonObject = {
  caller_id_type: 'external',
  ignore_early_media: false,
  outbound_flags: [],
  use_local_resources: true,
}
const RECORDING: JsonObject = {
  method: 'put',
  record_on_answer: false,
  record_on_bridge: false,
  should_follow_transfer: true,
  time_limit: 3600,
}
const ENDPOINTS: JsonObject = { 'endpoints[].delay': 0, 'endpoints[].timeout': 20 }
const GROUP: JsonObject = { ignore_forward: true, repeats: 1, strategy: 'simultaneous', timeout: 20 }

const OF_ALL: Readonly<Record<string, JsonObject>> = {
  action: { data: {} },
  audio_macro: { macros: [], terminators: KEYS },
  'audio_macro.prompt': { terminators: KEYS },
  'audio_macro.say': { terminators: KEYS },
  branch_bnumber: { hunt: false },
  branch_variable: { scope: 'custom_channel_vars' },
  call_waiting: { action: 'toggle', scope: 'device' },
  check_cid: { regex: '.*', use_absolute_mode: false },
  collect_dtmf: { max_digits: 1, terminator: '#', timeout: 5000 },
  conference: CONFERENCE,
  conference_feature: CONFERENCE,
  device: { delay: 0, dial_strategy: 'simultaneous', timeout: 0 },
  dynamic_cid: { enforce_call_restriction: true, permit_custom_callflow: false },
  flush_dtmf: { collection_name: 'default' },
  group: { ...GROUP, endpoints: [] },
  group_pickup_feature: { type: 'extension' },
  lookupcidname: { lists: [] },
  manual_presence: { status: 'idle' },
  offnet: RESOURCES,
  page_group: { ...ENDPOINTS, audio: 'one-way', timeout: 5 },
  park: { action: 'park', custom_presence_id: false, slots: {} },
  pivot: { debug: false, method: 'get', req_body_format: 'form', req_format: 'kazoo' },
  play: { endless_playback: false, terminators: KEYS },
  prepend_cid: { action: 'prepend', apply_to: 'current', caller_id_name_prefix: '', caller_id_number_prefix: '' },
  privacy: { endpoint_strategy: 'overwrite', mode: 'full' },
  record_call: { ...RECORDING, action: 'start' },
  record_caller: { method: 'put', time_limit: 3600 },
  resources: RESOURCES,
  response: { code: 486 },
  ring_group: { ...GROUP, ...ENDPOINTS },
  route_to_cid: { cid_types: ['internal'], delay: 0, endpoint_types: [], timeout: 0 },
  send_dtmf: { duration_ms: '2000' },
  set_cid: { caller_id_name: '', caller_id_number: '' },
  set_variable: { channel: 'a' },
  set_variables: { custom_application_vars: {} },
  sleep: { duration: 0, unit: 's' },
  temporal_route: { rules: [] },
  transfer: { captures: ['no_match'], transfer_type: 'blind' },
  tts: { terminators: KEYS, voice: 'female' },
  user: { delay: 0, strategy: 'simultaneous', timeout: 20 },
  voicemail: {
    action: 'compose',
    callerid_match_login: false,
    interdigit_timeout: 2000,
    max_message_length: 500,
    single_mailbox_login: false,
  },
}

const OF_VERSION: Readonly<Record<FakeVersion, Readonly<Record<string, JsonObject>>>> = {
  '4': { branch_variable: { variable: '' } },
  '5': {
    call_forward: { menu_retries: 3 },
    conference: { 'config.allow_shareable_link': false },
    conference_feature: { 'config.allow_shareable_link': false },
    disa: {
      enforce_call_restriction: false,
      max_digits: 15,
      pin: '',
      preconnect_audio: 'dialtone',
      retries: 3,
      ring_repeat_count: 1,
    },
    doorman: {
      call_timeout: 30,
      caller_greeting: 'Hi. Please state your name after the tone.',
      caller_id_name: 'Doorman',
      failover_strategy: 'hangup',
      max_menu_attempts: 3,
      origin: 'callflow : cf_doorman',
      recording_limit: 3,
    },
    missed_call_alert: { alert_on_internal_calls: false },
    notification: { recipients: [], send_at: 'channel_destroy' },
    record_caller: RECORDING,
  },
}

/** 4: KAZOO 4.3; 5: KAZOO 5. */
export type FakeVersion = '4' | '5'

/** @returns the data with defaults filled in; the same values where nothing is missing */
export function withDefaults(module: string, data: JsonObject, version: FakeVersion): JsonObject {
  const filled = structuredClone(data)
  const defaults = { ...OF_ALL[module], ...OF_VERSION[version][module] }
  for (const [path, value] of Object.entries(defaults)) fill(filled, path.split('.'), value)
  return filled
}

function fill(target: Json | undefined, [name = '', ...rest]: readonly string[], value: Json): void {
  if (!isObject(target)) return
  if (name.endsWith('[]')) {
    const entries = target[name.slice(0, -2)]
    if (Array.isArray(entries)) for (const entry of entries) fill(entry, rest, value)
  } else if (rest.length > 0) fill(target[name], rest, value)
  else if (target[name] === undefined) target[name] = structuredClone(value)
}
