/** The words for a change of a field: its label and its values as the inspector shows them. */
import { z } from 'zod'
import type { FieldChange } from '../document/compare-documents.ts'
import type { FieldMeta } from '../nodes/contract/fields.ts'
import { definitionOf } from '../nodes/index.ts'

export interface DescribedChange {
  /** "Ring for"; "Choices 2, digits" inside a list. */
  label: string
  /** "30 s"; null: was not set. */
  before: string | null
  after: string | null
  /** An entry of a list, which is there or not, rather than set or not. */
  isEntry?: boolean
}

/** The name of a table, a switch or a flow by its id; undefined for another id. */
export type NameOf = (id: string) => string | undefined

/**
 * All changes of a step's fields. What changed in a list whose entries have words is told entry by entry.
 * @param before the step's data before, and `after` as it is
 */
export function describeChanges(
  type: string,
  changes: readonly FieldChange[],
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  nameOf: NameOf = () => undefined,
): DescribedChange[] {
  const told = new Set<string>()
  return changes.flatMap((change) => {
    const [name = ''] = change.path.split('.')
    const { label, meta } = placeOf(definitionOf(type)?.data, [name])
    const [was, is] = [before[name], after[name]]
    const isWholeList = change.path === name && Array.isArray(was) && Array.isArray(is)
    if (!isWholeList && !(meta.itemInWords && (Array.isArray(was) || Array.isArray(is))))
      return [describeChange(type, change, nameOf)]
    if (told.has(name)) return []
    told.add(name)
    return changedEntries(entriesOf(was, meta, nameOf), entriesOf(is, meta, nameOf)).map((entry) => ({
      label,
      ...entry,
      isEntry: true,
    }))
  })
}

const entriesOf = (list: unknown, meta: FieldMeta, nameOf: NameOf): string[] =>
  (Array.isArray(list) ? list : []).map((item) => entryInWords(item, meta, nameOf))

function entryInWords(item: unknown, meta: FieldMeta, nameOf: NameOf): string {
  try {
    if (meta.itemInWords && typeof item === 'object' && item !== null)
      return meta.itemInWords(item as Record<string, unknown>)
  } catch {
    // A draft may hold anything, also what is no such entry.
  }
  return text(namesAn(meta) ? withNames(item, nameOf) : item, {}) ?? '–'
}

/** Pairs what is gone with what has come, in order; what both have is no change, wherever it stands. */
function changedEntries(was: readonly string[], is: readonly string[]): Omit<DescribedChange, 'label'>[] {
  const gone = without(was, is)
  const come = without(is, was)
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, index) => {
    const before = gone[index] ?? null
    const after = come[index] ?? null
    return { before, after: before !== null && after !== null ? withoutSameStart(before, after) : after }
  })
}

function without(list: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return list.filter((entry) => {
    const at = left.indexOf(entry)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** "Monday to Friday 9:00–18:00" after "Monday to Friday 9:00–17:00" is "9:00–18:00". */
function withoutSameStart(before: string, after: string): string {
  let end = 0
  while (end < after.length && before[end] === after[end]) end++
  return after.slice(after.lastIndexOf(' ', end - 1) + 1)
}

/** @param type the node's type; an unknown type, and a field its type does not know, go by the field's own name. */
export function describeChange(type: string, change: FieldChange, nameOf: NameOf = () => undefined): DescribedChange {
  if (change.path === '#name') return { label: 'Name', before: text(change.before, {}), after: text(change.after, {}) }
  if (change.path === '#type') return { label: 'Kind', before: kindOf(change.before), after: kindOf(change.after) }
  const { label, meta } = placeOf(definitionOf(type)?.data, change.path.split('.'))
  const inWords = (value: unknown) => text(namesAn(meta) ? withNames(value, nameOf) : value, meta)
  return { label, before: inWords(change.before), after: inWords(change.after) }
}

/** Fields that hold ids of what the studio keeps beside the flow. */
const ID_CONTROLS = new Set(['table', 'live-table', 'day-lists', 'day-switch', 'set-switch', 'flow'])
const namesAn = ({ control }: FieldMeta): boolean => control !== undefined && ID_CONTROLS.has(control)

function withNames(value: unknown, nameOf: NameOf): unknown {
  if (Array.isArray(value)) return value.map((item) => withNames(item, nameOf))
  return typeof value === 'string' ? (nameOf(value) ?? value) : value
}

const kindOf = (type: unknown): string => definitionOf(String(type))?.title ?? String(type)

/** Walks the schema along the path and collects the labels on the way. */
function placeOf(schema: z.ZodType | undefined, path: readonly string[]): { label: string; meta: FieldMeta } {
  let place = schema
  let meta: FieldMeta = {}
  let label = ''
  for (const name of path) {
    if (/^\d+$/.test(name)) {
      label = `${label} ${Number(name) + 1}`
      place = childOf(place, name)
      continue
    }
    place = childOf(place, name)
    meta = place?.meta() ?? {}
    if (meta.label) label = label === '' || !/\d$/.test(label) ? meta.label : `${label}, ${lowerFirst(meta.label)}`
    else if (label === '') label = words(name)
    else if (!IMPLIED.has(name)) label = `${label}, ${words(name).toLowerCase()}`
  }
  return { label, meta }
}

/** Parts of a prompt whose label is the prompt's own. */
const IMPLIED = new Set(['text', 'type'])

function childOf(schema: z.ZodType | undefined, name: string): z.ZodType | undefined {
  const place = unwrap(schema)
  if (place instanceof z.ZodObject) return (place.shape as Record<string, z.ZodType>)[name]
  if (place instanceof z.ZodArray) return place.element as z.ZodType
  if (place instanceof z.ZodRecord) return place.valueType as z.ZodType
  if (place instanceof z.ZodUnion)
    for (const option of place.options as z.ZodType[]) {
      const found = childOf(option, name)
      if (found) return found
    }
  return undefined
}

function unwrap(schema: z.ZodType | undefined): z.ZodType | undefined {
  let inner = schema
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) inner = inner.unwrap() as z.ZodType
  return inner
}

function text(value: unknown, meta: FieldMeta): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number')
    return [value / (meta.scale ?? 1), meta.unit].filter((part) => part !== undefined).join(' ')
  if (typeof value === 'string') return meta.options?.[value] ?? value
  if (Array.isArray(value)) return value.map((item) => text(item, {}) ?? '–').join(', ')
  return Object.values(value as object)
    .filter((part) => typeof part !== 'object')
    .map(String)
    .filter(Boolean)
    .join(' ')
}

const words = (name: string): string => {
  const spaced = name
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
const lowerFirst = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)
