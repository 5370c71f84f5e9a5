/** What the lists of KAZOO show of a document, and in which order. @source docs/kazoo/crossbar.md, section 2 */
import type { Json } from '@callflow-studio/model'
import { isObject, type JsonObject, type Resource } from './account-data.ts'
import type { StoredDocument } from './store.ts'

interface View {
  summary: (document: StoredDocument) => JsonObject
  /** Rows are sorted by it, and it is all that a page remembers. */
  key: (document: StoredDocument) => string
}

const pick =
  (...names: string[]) =>
  ({ id, data }: StoredDocument): JsonObject =>
    Object.fromEntries([
      ['id', id],
      ...names.flatMap((name) => (data[name] === undefined ? [] : [[name, data[name]]])),
      ['flags', data.flags ?? []],
    ])

const byId = ({ id }: StoredDocument): string => id
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

const VIEWS: Record<Resource, View> = {
  callflows: {
    key: byId,
    summary: (document) => ({
      ...pick('name', 'type', 'owner_id', 'group_id')(document),
      numbers: document.data.numbers ?? [],
      patterns: document.data.patterns ?? [],
      featurecode: document.data.featurecode ?? false,
      modules: modulesIn(document.data.flow),
    }),
  },
  conferences: {
    key: byId,
    summary: (document) => ({
      ...pick('name', 'owner_id', 'member', 'moderator', 'conference_numbers')(document),
      members: 0,
      moderators: 0,
      duration: 0,
      is_locked: false,
    }),
  },
  devices: {
    key: byId,
    summary: (document) => {
      const { sip, ...data } = document.data
      const summary = pick('name', 'mac_address', 'owner_id', 'device_type', 'enabled', 'mobile')({ ...document, data })
      return { enabled: true, ...summary, username: text(isObject(sip) ? sip.username : undefined) }
    },
  },
  directories: { key: byId, summary: pick('name') },
  faxboxes: { key: byId, summary: ({ id, data }) => ({ ...data, id }) },
  functions: { key: byId, summary: pick('name') },
  groups: {
    key: byId,
    summary: (document) => ({
      ...pick('name')(document),
      features: [],
      endpoints: Object.keys(isObject(document.data.endpoints) ? document.data.endpoints : {}).length,
    }),
  },
  lists: { key: byId, summary: pick('name', 'description', 'list_type') },
  media: {
    key: byId,
    summary: (document) => ({
      media_source: 'upload',
      ...pick('name', 'media_type', 'media_source', 'language')(document),
      is_prompt: false,
    }),
  },
  menus: { key: byId, summary: pick('name') },
  queues: { key: byId, summary: pick('name', 'strategy') },
  temporal_rules: { key: byId, summary: pick('name', 'type') },
  temporal_rules_sets: {
    key: byId,
    summary: (document) => ({ ...pick('name')(document), ...rulesOf(document) }),
  },
  users: {
    key: ({ data }) => `${text(data.last_name)} ${text(data.first_name)}`.toLowerCase(),
    summary: (document) => ({
      ...pick('first_name', 'last_name', 'username', 'email', 'priv_level', 'presence_id', 'timezone')(document),
      features: [],
    }),
  },
  vmboxes: {
    key: ({ data }) => text(data.name),
    summary: (document) => ({
      ...pick('name', 'mailbox', 'owner_id')(document),
      messages: 0,
      folders: { new: 0, saved: 0 },
    }),
  },
  webhooks: {
    key: byId,
    summary: pick('name', 'hook', 'uri', 'http_verb', 'format', 'enabled', 'disable_reason', 'custom_data'),
  },
}

/** The list calls them `rules`, the document `temporal_rules`. */
const rulesOf = ({ data }: StoredDocument): JsonObject => ({ rules: data.temporal_rules ?? [] })

export const viewOf = (resource: Resource): View => VIEWS[resource]

/** @returns every module in a flow once, sorted */
function modulesIn(flow: Json | undefined): string[] {
  const modules = new Set<string>()
  const waiting = [flow]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isObject(node)) continue
    if (typeof node.module === 'string') modules.add(node.module)
    if (isObject(node.children)) waiting.push(...Object.values(node.children))
  }
  return [...modules].sort()
}
