/** The account in which the walks were made, and its caller. */
import type { AnswerModule, SimulatedAccount } from '../nodes/contract/simulated-account.ts'
import type { Walk } from './kazoo-walks.ts'

/** Ids are filled up with zeros to 32 characters. */
const id = (start: string): string => start.padEnd(32, '0')
const say = (text: string, next?: AnswerModule): AnswerModule => ({
  module: 'tts',
  data: { text },
  ...(next ? { children: { _: next } } : {}),
})
const device = (start: string, owner?: string, more: object = {}) => ({
  id: id(start),
  ...(owner ? { ownerId: id(owner) } : {}),
  ...more,
})
const menu = (start: string, tries: number, maxDigits: number, more: object = {}) => ({
  ...{ id: id(start), tries, maxDigits, timeoutMs: 1500, interdigitMs: 600 },
  ...more,
})
const callflow = (start: string, number: string, flow: AnswerModule) => ({ id: id(start), numbers: [number], flow })

const documents = {
  id: '4e1a5b0c9d2f4a6e8b7c3d1f0a9e8d7c',
  fields: { name: 'acme', realm: 'acme.example.org' },
  callflows: [
    callflow('cf', '700', say('OTHER CALLFLOW')),
    callflow('cf1', '701', say('OTHER HANGS UP', { module: 'hangup', data: {} })),
    callflow('cf2', '702', {
      module: 'collect_dtmf',
      data: { collection_name: 'other', max_digits: 2 },
      children: { _: say('OTHER GOT KEYS') },
    }),
    callflow('cf3', '703', { module: 'response', data: { code: 486 } }),
    { id: 'loop', numbers: [], flow: { module: 'callflow', data: { id: 'loop' }, children: {} } },
  ],
  devices: [
    device('d1', 'a1', { fields: { name: 'dev1', sip: { username: 'dev1' } } }),
    device('d2'),
    device('d3', 'a3'),
    device('d4', 'a4'),
    device('d5', 'a5'),
    device('d0ff', undefined, { isDisabled: true }),
  ],
  users: [
    { id: id('a1'), fields: { username: 'u1', first_name: 'Una', last_name: 'One' } },
    ...['a2', 'a3', 'a4'].map((start) => ({ id: id(start) })),
    { id: id('a5'), hasHotdesk: true },
  ],
  groups: [
    { id: id('b1'), members: [id('d1'), id('d2')] },
    { id: id('b2'), members: [] },
  ],
  menus: [menu('e1', 3, 4), menu('e2', 2, 1), menu('e3', 3, 4, { mayHunt: true }), menu('e4', 1, 4, { isQuiet: true })],
  mailboxes: [
    { id: id('c1'), number: '100', pin: '1234' },
    { id: id('c2'), number: '101', pin: '1234' },
    { id: id('c3'), number: '102', pin: '' },
  ],
  rules: [
    { id: id('70'), isInForce: true },
    { id: id('71'), isInForce: false },
    { id: id('72'), isInForce: true },
    { id: id('73'), isInForce: false },
    { id: id('75'), isInForce: true },
  ],
  ruleSets: [{ id: id('74'), rules: [id('71'), id('70')] }],
  lists: [
    { id: id('1b'), prefixes: ['1415'] },
    { id: id('1c'), prefixes: [] },
  ],
  directories: [{ id: id('da') }],
}

/** @returns the account as this call meets it. */
export function accountOf({ call }: Walk): SimulatedAccount {
  const captured = call.captured === undefined ? {} : { captured: call.captured }
  if (!call.device) return { ...documents, ...captured, channelVars: { 'Account-ID': documents.id } }
  const deviceId = call.deviceId ?? id('d1')
  const ownerId = call.ownerId ?? id('a1')
  const channelVars = {
    'Account-ID': documents.id,
    'Authorizing-ID': deviceId,
    'Authorizing-Type': 'device',
    'Owner-ID': ownerId,
  }
  return { ...documents, ...captured, deviceId, ownerId, channelVars }
}
