/**
 * The inspector's form, generated from a node type's schema: which fields, in which sections, with which controls.
 * A new node type needs no form of its own: what the schema's type does not tell is in its `.meta()`.
 */
import { type FieldMeta, isTemplate, type KazooProfile, type NodeDefinition, versionsOf } from '@callflow-studio/model'

type Schema = NodeDefinition['data']

export type Control =
  | Exclude<NonNullable<FieldMeta['control']>, 'hidden'>
  | 'text'
  | 'number'
  | 'select'
  | 'switch'
  | 'list'
  | 'group'

export interface FormField {
  /** Key in the node's `data`. */
  path: string
  label: string
  control: Control
  /** May be left out of the data. */
  isOptional: boolean
  /** The values of an enumeration, or of the items of a list, in declared order. */
  options: readonly { value: string; label: string }[]
  /** False: the text is taken literally. */
  allowsTemplate: boolean
  /** Fields of an object inside the data; empty for everything else. */
  fields: readonly FormField[]
  schema: Schema
  meta: FieldMeta
}

interface FormSection {
  title: string | null
  fields: readonly FormField[]
}

export interface Form {
  /** In the order of their first field. */
  sections: readonly FormSection[]
  /** Rare fields, folded away. */
  more: readonly FormField[]
}

/** @returns the form of a schema; empty where the schema is no object. */
export function formOf(schema: Schema): Form {
  const sections: { title: string | null; fields: FormField[] }[] = []
  const more: FormField[] = []
  for (const field of fieldsOf(schema)) {
    if (field.meta.more) {
      more.push(field)
      continue
    }
    const title = field.meta.section ?? null
    const section = sections.find((known) => known.title === title)
    if (section) section.fields.push(field)
    else sections.push({ title, fields: [field] })
  }
  return { sections, more }
}

/** @returns all fields of a schema that the form shows, in declared order. */
export function fieldsOf(schema: Schema): readonly FormField[] {
  return Object.entries(shapeOf(schema)).flatMap(([path, declared]) => {
    const meta = metaOf(declared)
    return meta.control === 'hidden' ? [] : [fieldOf(path, declared, meta, meta.control)]
  })
}

function fieldOf(path: string, declared: Schema, meta: FieldMeta, asked: FieldMeta['control']): FormField {
  const inner = unwrap(declared)
  const options = optionsOf(inner, meta)
  return {
    path,
    label: meta.label ?? inWords(path),
    control: asked && asked !== 'hidden' ? asked : controlOf(inner, options),
    isOptional: declared.safeParse(undefined).success,
    options,
    fields: asked ? [] : fieldsOf(inner),
    allowsTemplate: meta.template !== false,
    schema: declared,
    meta,
  }
}

/** One kind of entry in a list whose entries say their kind: its words, its fields, and a new one. */
export interface EntryKind {
  value: string
  label: string
  fields: readonly FormField[]
  create: () => Record<string, unknown>
}

/** @returns the key by which the entries of a list say their kind, and the kinds in declared order; null for other lists. */
export function entryKindsOf(list: Schema): { key: string; kinds: readonly EntryKind[] } | null {
  const { element } = internals(unwrap(list))
  const { discriminator: key, options = [] } = element ? internals(unwrap(element)) : {}
  if (key === undefined) return null
  const kinds = options.flatMap((option) => {
    const own = shapeOf(option)[key]
    const [value] = own ? valuesOf(unwrap(own)) : []
    if (value === undefined) return []
    const fields = fieldsOf(option).filter(({ path }) => path !== key)
    const needed = fields.filter(({ isOptional }) => !isOptional).map(({ path }) => [path, ''] as const)
    const create = () => ({ [key]: value, ...Object.fromEntries(needed) })
    return [{ value, label: metaOf(option).label ?? inWords(value), fields, create }]
  })
  return { key, kinds }
}

/**
 * @returns those fields that mean something beside what the data holds, or have a problem to show; a field that no KAZOO of
 *   the profile knows only while it holds something.
 */
export const visibleFields = (
  fields: readonly FormField[],
  all: readonly FormField[],
  data: Readonly<Record<string, unknown>>,
  hasProblem: (path: string) => boolean,
  profile: KazooProfile = 'any',
): readonly FormField[] =>
  fields.filter(({ path, meta: { onlyWhen, versions } }) => {
    if (hasProblem(path)) return true
    if (versions && data[path] === undefined && !versionsOf(profile).some((each) => versions.includes(each)))
      return false
    if (!onlyWhen) return true
    const other = all.find((field) => field.path === onlyWhen.field)
    const held = String(data[onlyWhen.field] ?? other?.meta.ifAbsent ?? '')
    // A value of the call may turn out to be any of them.
    return onlyWhen.is.includes(held) || isTemplate(held)
  })

/** @returns the fields of one entry in an object whose keys the user names; anything else may stand there as well. */
export function entryFieldsOf(schema: Schema): readonly FormField[] {
  const { valueType } = internals(unwrap(schema))
  const [first] = valueType ? (internals(valueType).options ?? [valueType]) : []
  return first ? fieldsOf(first) : []
}

/** Rows of a section: up to three numbers side by side, everything else on a line of its own. */
export function rowsOf(fields: readonly FormField[]): readonly (readonly FormField[])[] {
  const rows: FormField[][] = []
  for (const field of fields) {
    const last = rows.at(-1)
    const joins = field.control === 'number' && last && last.length < 3 && last[0]?.control === 'number'
    if (joins) last.push(field)
    else rows.push([field])
  }
  return rows
}

/** The lines of a step whose keys the user names. */
export const ownKeysField = (schema: Schema, { label, hint }: { label: string; hint?: string }): FormField => ({
  path: '',
  label,
  control: 'key-values',
  isOptional: false,
  options: [],
  allowsTemplate: true,
  fields: [],
  schema,
  meta: { label, ...(hint === undefined ? {} : { hint }) },
})

/** Short enough to stand in a sentence: "Take the way “Yes” if [all | any] of these hold". */
export const isInline = ({ control, options }: FormField): boolean =>
  control === 'segmented' && options.map(({ label }) => label).join('').length <= 8

interface Internals {
  type: string
  innerType?: Schema
  shape?: Record<string, Schema>
  element?: Schema
  entries?: Record<string, string | number>
  values?: readonly unknown[]
  options?: readonly Schema[]
  discriminator?: string
  valueType?: Schema
}

/** zod's public description of a schema; one place that knows its form. */
const internals = (schema: Schema): Internals => schema.def as unknown as Internals

const shapeOf = (schema: Schema): Record<string, Schema> => internals(unwrap(schema)).shape ?? {}

const WRAPPERS = new Set(['optional', 'nullable', 'default', 'prefault', 'readonly', 'nonoptional', 'catch'])

function unwrap(schema: Schema): Schema {
  const { type, innerType } = internals(schema)
  return innerType && WRAPPERS.has(type) ? unwrap(innerType) : schema
}

/** What stands on the schema itself wins over what stands on the one it wraps. */
function metaOf(schema: Schema): FieldMeta {
  const { type, innerType } = internals(schema)
  const inner = innerType && WRAPPERS.has(type) ? metaOf(innerType) : {}
  return { ...inner, ...schema.meta() }
}

function controlOf(schema: Schema, options: FormField['options']): Control {
  const { type, element, options: members } = internals(schema)
  switch (type) {
    case 'string':
      return 'text'
    case 'number':
    case 'int':
      return 'number'
    case 'boolean':
      return 'switch'
    case 'enum':
    case 'literal':
      return 'select'
    case 'record':
      return 'key-values'
    case 'array':
      if (!element) return 'json'
      if (options.length > 0) return 'keys'
      return internals(unwrap(element)).type === 'string' ? 'list' : 'json'
    case 'object':
      return Object.keys(shapeOf(schema)).length > 0 ? 'group' : 'key-values'
    case 'union':
      if (options.length > 0) return 'select'
      return members?.some((member) => internals(unwrap(member)).type === 'string') ? 'text' : 'json'
    default:
      return 'json'
  }
}

function optionsOf(schema: Schema, meta: FieldMeta): FormField['options'] {
  const { type, element } = internals(schema)
  const declared = type === 'array' && element ? valuesOf(unwrap(element)) : valuesOf(schema)
  // The words stand in the order in which people meet them; the schema's order is KAZOO's.
  const worded = Object.keys(meta.options ?? {}).filter((value) => declared.includes(value))
  const values = [...worded, ...declared.filter((value) => !worded.includes(value))]
  return values.map((value) => ({ value, label: meta.options?.[value] ?? value }))
}

function valuesOf(schema: Schema): string[] {
  const { type, entries, values, options } = internals(schema)
  if (type === 'enum') return Object.values(entries ?? {}).map(String)
  if (type === 'literal') return (values ?? []).map(String)
  if (type !== 'union' || !options) return []
  const members = options.map(unwrap)
  const isBoolean = (member: Schema) => internals(member).type === 'boolean'
  const each = members.filter((member) => !isBoolean(member)).map(valuesOf)
  const all = each.every((member) => member.length > 0) ? each.flat() : []
  // Yes and no beside words are chosen by their words, if there are such.
  return !members.some(isBoolean) || (all.includes('true') && all.includes('false')) ? all : []
}

/** `max_digits` and `maxDigits` as a label of last resort. */
function inWords(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
