/** The kinds of documents that KAZOO keeps and steps name by id. */
export const ENTITY_KINDS = [
  'account',
  'callflow',
  'conference',
  'device',
  'directory',
  'fax-box',
  'function',
  'group',
  'list',
  'match-list',
  'media',
  'menu',
  'notification',
  'queue',
  'rule-set',
  'temporal-rule',
  'user',
  'voicemail-box',
] as const
export type EntityKind = (typeof ENTITY_KINDS)[number]
