/** Which list of KAZOO holds the objects of a kind, and how one is shown. @source docs/kazoo/crossbar.md */
import type { EntityKind, Json } from '@callflow-studio/model'
import type { JsonObject } from '../transport/envelope.ts'

/** KAZOO lists notification templates in another form, and none has an id to choose. */
export type ListedKind = Exclude<EntityKind, 'notification'>

interface ListSource {
  /** Below the account. */
  resource: string
  /** Where it is not a document of the account's own, there is none to be had by id. */
  hasDocuments?: false
  name: (summary: JsonObject) => string
  /** What tells two objects of one name apart. */
  detail: (summary: JsonObject) => string
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value.trim() : '')
const texts = (value: Json | undefined): string =>
  Array.isArray(value) ? value.map(text).filter(Boolean).join(', ') : ''
const count = (value: Json | undefined, one: string, many: string): string =>
  typeof value === 'number' ? `${value} ${value === 1 ? one : many}` : ''

const named = ({ name }: JsonObject): string => text(name)
const noDetail = (): string => ''

const SOURCES: Record<ListedKind, ListSource> = {
  account: { resource: 'descendants', hasDocuments: false, name: named, detail: ({ realm }) => text(realm) },
  callflow: {
    resource: 'callflows',
    name: (summary) => named(summary) || texts(summary.numbers) || texts(summary.patterns),
    detail: ({ numbers, patterns }) => texts(numbers) || texts(patterns),
  },
  conference: {
    resource: 'conferences',
    name: named,
    detail: ({ conference_numbers: numbers, member }) =>
      texts(numbers) || texts((member as JsonObject | undefined)?.numbers),
  },
  device: {
    resource: 'devices',
    name: named,
    detail: ({ username, device_type: type }) => text(username) || text(type),
  },
  directory: { resource: 'directories', name: named, detail: noDetail },
  'fax-box': { resource: 'faxboxes', name: named, detail: ({ caller_id: number }) => text(number) },
  function: { resource: 'functions', name: named, detail: noDetail },
  group: { resource: 'groups', name: named, detail: ({ endpoints }) => count(endpoints, 'member', 'members') },
  list: { resource: 'lists', name: named, detail: ({ description }) => text(description) },
  // `cidlistmatch` looks a caller up in an ordinary list.
  'match-list': { resource: 'lists', name: named, detail: ({ description }) => text(description) },
  media: { resource: 'media', name: named, detail: ({ language }) => text(language) },
  menu: { resource: 'menus', name: named, detail: noDetail },
  queue: { resource: 'queues', name: named, detail: ({ strategy }) => text(strategy).replaceAll('_', ' ') },
  'rule-set': {
    resource: 'temporal_rules_sets',
    name: named,
    detail: ({ rules }) => count(Array.isArray(rules) ? rules.length : undefined, 'rule', 'rules'),
  },
  'temporal-rule': { resource: 'temporal_rules', name: named, detail: noDetail },
  user: {
    resource: 'users',
    name: (summary) => `${text(summary.first_name)} ${text(summary.last_name)}`.trim() || text(summary.username),
    detail: ({ username, presence_id: extension, email }) => text(extension) || text(username) || text(email),
  },
  'voicemail-box': { resource: 'vmboxes', name: named, detail: ({ mailbox }) => numberText(mailbox) },
}

/** Old documents hold mailboxes as numbers. */
const numberText = (value: Json | undefined): string => (typeof value === 'number' ? String(value) : text(value))

/** @returns whether KAZOO can list the objects of a kind. */
export const hasList = (kind: EntityKind): kind is ListedKind => kind in SOURCES

export const sourceOf = (kind: ListedKind): ListSource => SOURCES[kind]
