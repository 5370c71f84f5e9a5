/** What KAZOO does with a callflow before it saves it, and adds when it is read. @source docs/kazoo/crossbar.md, section 3 */
import type { Json } from '@callflow-studio/model'
import { isObject, type JsonObject, type Resource } from './account-data.ts'
import { checkFlow, type FlowRules, required, wrongType } from './check-flow.ts'
import { type Numbers, normalizeNumber } from './numbers.ts'
import { type FieldErrors, forbidden, invalid, type Reply, refused } from './reply.ts'
import type { Store, StoredDocument } from './store.ts'

interface Place {
  store: Store
  numbers: Numbers
  accountId: string
  /** Of the callflow that is saved; null for a new one. */
  id: string | null
  rules: FlowRules
}

/** In KAZOO's order: numbers, schema, defaults, uniqueness, ownership. @returns what is stored, or what refuses it */
export function checkCallflowDocument(
  given: JsonObject,
  { store, numbers: known, accountId, id, rules }: Place,
): { ok: true; data: JsonObject } | { ok: false; reply: Reply } {
  const numbers = Array.isArray(given.numbers) ? given.numbers.map(normalized) : (given.numbers ?? [])
  const data: JsonObject = { ...given, numbers, patterns: given.patterns ?? [] }
  const checked = checkCallflowSchema(data, rules)
  const isEmpty = [data.numbers, data.patterns].every((list) => Array.isArray(list) && list.length === 0)
  const errors = isEmpty
    ? [...checked.errors, refused('numbers', 'required', 'Callflows must be assigned at least one number or pattern')]
    : checked.errors
  if (errors.length > 0) return { ok: false, reply: invalid(errors, rules.version === '5') }
  const others = store.all(accountId, 'callflows').filter((other) => other.id !== id)
  const taken = [...takenOf('numbers', 'Number', data, others), ...takenOf('patterns', 'Pattern', data, others)]
  if (taken.length > 0) return { ok: false, reply: invalid(taken, rules.version === '5') }
  const foreign = texts(data.numbers).find((number) => ![null, accountId].includes(known.ownerOf(number)))
  if (foreign !== undefined) return { ok: false, reply: forbidden({ message: `unauthorized to use ${foreign}` }) }
  return { ok: true, data: checked.data }
}

/** Schema, modules and addresses alone: the dry run. @returns the data with defaults filled in */
export function checkCallflowSchema(given: JsonObject, rules: FlowRules): { data: JsonObject; errors: FieldErrors } {
  const errors: FieldErrors = []
  for (const name of ['numbers', 'patterns', 'flags'] as const) errors.push(...checkTexts(given[name], name))
  if (given.name !== undefined && typeof given.name !== 'string') errors.push(wrongType('name', 'string'))
  const { flow } = given
  if (flow === undefined) {
    if (rules.version === '5') errors.push(required('flow'))
    return { data: given, errors }
  }
  const checked = checkFlow(flow, rules)
  return { data: { ...given, flow: checked.flow }, errors: [...errors, ...checked.errors] }
}

function checkTexts(list: Json | undefined, path: string): FieldErrors {
  if (list === undefined) return []
  if (!Array.isArray(list)) return [wrongType(path, 'array')]
  const wrong = list.findIndex((entry) => typeof entry !== 'string')
  if (wrong !== -1) return [wrongType(`${path}.${wrong}`, 'string')]
  const isUnique = path !== 'numbers' || new Set(list).size === list.length
  return isUnique ? [] : [refused(path, 'uniqueItems', 'List is not unique')]
}

function takenOf(list: 'numbers' | 'patterns', word: string, data: JsonObject, others: StoredDocument[]): FieldErrors {
  return texts(data[list]).flatMap((value) => {
    const owner = others.find((other) => texts(other.data[list]).includes(value))
    if (!owner) return []
    const message = `${word} ${value} exists in callflow ${owner.id} ${String(owner.data.name ?? owner.id)}`
    return [refused(list, 'unique', message, { cause: value })]
  })
}

/** After a callflow was saved or deleted, numbers say whether one uses them. */
export function updateUse(store: Store, numbers: Numbers, accountId: string): void {
  const used = new Set(store.all(accountId, 'callflows').flatMap(({ data }) => texts(data.numbers)))
  for (const [number, { used_by }] of numbers.of(accountId))
    if (used.has(number)) numbers.setUse(accountId, number, 'callflow')
    else if (used_by === 'callflow') numbers.setUse(accountId, number, null)
}

const PVT_TYPES: Readonly<Partial<Record<Resource, string>>> = {
  callflows: 'callflow',
  conferences: 'conference',
  devices: 'device',
  directories: 'directory',
  faxboxes: 'faxbox',
  functions: 'function',
  groups: 'group',
  lists: 'list',
  media: 'media',
  menus: 'menu',
  queues: 'queue',
  temporal_rules: 'temporal_rule',
  temporal_rules_sets: 'temporal_rule_set',
  users: 'user',
  vmboxes: 'vmbox',
}

/** @returns `data.metadata`: names of what `id` and `…_id` in any data name, and of children keys; not of ids in lists */
export function namesIn(flow: Json | undefined, store: Store, accountId: string): JsonObject {
  const names: JsonObject = {}
  for (const id of idsIn(flow)) {
    const found = store.findAny(accountId, id)
    if (!found) continue
    const { name, first_name, last_name, numbers } = found.data
    names[id] = {
      name: name ?? `${String(first_name ?? '')} ${String(last_name ?? '')}`.trim(),
      pvt_type: PVT_TYPES[found.resource] ?? '',
      ...(Array.isArray(numbers) ? { numbers } : {}),
    }
  }
  return names
}

function idsIn(node: Json | undefined): string[] {
  if (!isObject(node)) return []
  const children = isObject(node.children) ? node.children : {}
  return [...idsInData(node.data), ...Object.keys(children), ...Object.values(children).flatMap(idsIn)]
}

const idsInData = (data: Json | undefined): string[] =>
  isObject(data)
    ? Object.entries(data).flatMap(([name, value]) =>
        typeof value === 'string' && /(^|_)id$/.test(name) ? [value] : idsInData(value),
      )
    : []

const normalized = (number: Json): Json => (typeof number === 'string' ? normalizeNumber(number) : number)

const texts = (list: Json | undefined): string[] =>
  Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : []
