import { ENDPOINT, type EntityKind } from '../contract/references.ts'

const WORDS: Record<EntityKind, string> = {
  account: 'account',
  callflow: 'callflow',
  conference: 'conference',
  device: 'device',
  directory: 'directory',
  'fax-box': 'fax box',
  function: 'function',
  group: 'group',
  list: 'list',
  'match-list': 'match list',
  media: 'media file',
  menu: 'menu',
  notification: 'notification template',
  queue: 'queue',
  'rule-set': 'set of time rules',
  'temporal-rule': 'time rule',
  user: 'user',
  'voicemail-box': 'voicemail box',
}

/** @returns what messages call a KAZOO object: "user or device" where a field takes either */
export const entityInWords = (entities: readonly EntityKind[]): string =>
  entities === ENDPOINT ? 'phone' : entities.map((kind) => WORDS[kind]).join(' or ')
