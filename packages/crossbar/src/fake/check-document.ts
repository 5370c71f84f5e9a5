/** What KAZOO requires of documents besides callflows, as far as the studio creates them. */
import { hostOf, isRefusedHost } from '@callflow-studio/model'
import type { JsonObject, Resource } from './account-data.ts'
import { type FlowRules, required } from './check-flow.ts'
import { type FieldErrors, invalid, type Reply, refused } from './reply.ts'
import type { Store } from './store.ts'

interface Place {
  store: Store
  accountId: string
  id: string | null
  rules: FlowRules
  resource: Resource
}

const REQUIRED: Readonly<Partial<Record<Resource, readonly string[]>>> = {
  groups: ['name', 'endpoints'],
  media: ['name'],
  menus: ['name'],
  temporal_rules: ['name'],
  temporal_rules_sets: ['name'],
  users: ['first_name', 'last_name'],
  vmboxes: ['name', 'mailbox'],
  webhooks: ['name', 'uri', 'hook'],
}

export function checkDocument(
  data: JsonObject,
  place: Place,
): { ok: true; data: JsonObject } | { ok: false; reply: Reply } {
  const { resource, rules } = place
  const errors: FieldErrors = (REQUIRED[resource] ?? []).flatMap((name) =>
    data[name] === undefined ? [required(name)] : [],
  )
  if (resource === 'vmboxes') errors.push(...takenMailbox(data, place))
  if (resource === 'webhooks') errors.push(...refusedAddress(data, rules))
  if (errors.length > 0) return { ok: false, reply: invalid(errors, rules.version === '5') }
  return { ok: true, data: resource === 'webhooks' ? { enabled: true, http_verb: 'get', ...data } : data }
}

function takenMailbox({ mailbox }: JsonObject, { store, accountId, id }: Place): FieldErrors {
  const isTaken = store
    .all(accountId, 'vmboxes')
    .some((other) => other.id !== id && String(other.data.mailbox) === String(mailbox))
  return isTaken
    ? [refused('mailbox', 'unique', 'Invalid mailbox number or already exists', { value: mailbox ?? null })]
    : []
}

function refusedAddress({ uri }: JsonObject, { allowsLoopback }: FlowRules): FieldErrors {
  if (typeof uri !== 'string') return []
  const isAddress = /^https?:\/\//.test(uri)
  if (isAddress && (allowsLoopback || !isRefusedHost(hostOf(uri) ?? ''))) return []
  return [refused('uri', 'error', 'invalid client URL', { value: uri })]
}
