/** The words for a change of a field: its label and its values as the inspector shows them. */
import { z } from 'zod'
import type { FieldChange } from '../document/compare-documents.ts'
import type { FieldMeta } from '../nodes/define-node.ts'
import { definitionOf } from '../nodes/index.ts'

export interface DescribedChange {
  /** "Ring for"; "Choices 2, digits" inside a list. */
  label: string
  /** "30 s"; null: was not set; empty: nothing of what the label names. */
  before: string | null
  after: string | null
}

/** The name of a table, a switch or a flow by its id; undefined for another id. */
export type NameOf = (id: string) => string | undefined

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

/**
 * All that changed in a step. Of a list whose entries read as sentences, the entries are told that came and went.
 * @param before the step's data as it was; `after` as it is
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
    const [field = ''] = change.path.split('.')
    const { label, meta } = placeOf(definitionOf(type)?.data, [field])
    const entries = meta.entriesInWords && entriesOf(label, meta.entriesInWords, before[field], after[field])
    if (!entries) return [describeChange(type, change, nameOf)]
    if (told.has(field)) return []
    told.add(field)
    return [entries]
  })
}

/** @returns null where a draft holds something else than such a list */
function entriesOf(
  label: string,
  inWords: NonNullable<FieldMeta['entriesInWords']>,
  before: unknown,
  after: unknown,
): DescribedChange | null {
  try {
    const [was, is] = [inWords(before ?? []), inWords(after ?? [])]
    const [gone, added] = [was.filter((entry) => !is.includes(entry)), is.filter((entry) => !was.includes(entry))]
    // Only their order is another one, or what the words leave out.
    if (gone.length === 0 && added.length === 0) return { label, before: was.join('; '), after: is.join('; ') }
    const what = gone.length === 0 ? `${label}, added` : added.length === 0 ? `${label}, removed` : label
    return { label: what, before: gone.join('; '), after: added.join('; ') }
  } catch {
    return null // It is no list of such entries.
  }
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
