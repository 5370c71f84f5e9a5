/**
 * JSON with templates in it, prepared once: constant text and slots in turn. Joining them in a call costs next to
 * nothing, and no value can change the structure, since each is serialised for itself.
 */
import type { z } from 'zod'
import type { Json } from '../json.ts'
import { asksMore, schemaAt, type ValueKind, valueKind } from './schema-at.ts'
import {
  constantTemplate,
  isTemplate,
  parseTemplate,
  type ReadPath,
  type Scope,
  type Template,
  toText,
} from './template.ts'
import { utf8Length } from './utf8-length.ts'

/** A place in the data that a template fills. */
export interface Slot {
  template: Template
  path: readonly string[]
  kind: ValueKind
  /** The schemas of this place that ask for more than the kind. */
  schemas: readonly z.ZodType[]
  /** KAZOO sends a request to what stands here. */
  isAddress: boolean
}

export interface JsonTemplate {
  /** One more than slots. */
  texts: readonly string[]
  slots: readonly Slot[]
  /** Of the constant texts, in UTF-8. */
  bytes: number
}

export interface JsonPlaces {
  /** What the data should be: tells the kind of value that a place takes, if it takes only one. */
  expected: z.ZodType
  /** All of these the data must satisfy. */
  schemas: readonly z.ZodType[]
  mayHoldTemplate: (path: readonly string[]) => boolean
  isAddress: (path: readonly string[]) => boolean
}

/** Templates that cannot be parsed stand as the text they are: publishing is refused for them elsewhere. */
export function prepareJson(
  data: unknown,
  { expected, schemas, mayHoldTemplate, isAddress }: JsonPlaces,
): JsonTemplate {
  const texts: string[] = []
  const slots: Slot[] = []
  let text = ''
  const write = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') {
      const template = isTemplate(value) && mayHoldTemplate(path) ? parseTemplate(value) : null
      if (template?.ok && template.value.constant === null) {
        texts.push(text)
        text = ''
        const places = schemas.map((schema) => schemaAt(schema, path))
        slots.push({
          template: template.value,
          path,
          kind: [schemaAt(expected, path), ...places].map(valueKind).find((kind) => kind !== 'any') ?? 'any',
          schemas: [...new Set(places)].filter((place) => place !== null).filter(asksMore),
          isAddress: isAddress(path),
        })
      } else text += JSON.stringify(value.toWellFormed())
    } else if (Array.isArray(value)) {
      text += '['
      value.forEach((item, index) => {
        if (index > 0) text += ','
        write(item, [...path, String(index)])
      })
      text += ']'
    } else if (typeof value === 'object' && value !== null) {
      text += '{'
      let isFirst = true
      for (const [key, item] of Object.entries(value)) {
        if (item === undefined) continue
        if (!isFirst) text += ','
        isFirst = false
        text += `${JSON.stringify(key.toWellFormed())}:`
        write(item, [...path, key])
      }
      text += '}'
    } else text += JSON.stringify(value ?? null)
  }
  write(data, [])
  texts.push(text)
  return { texts, slots, bytes: utf8Length(texts.join('')) }
}

/**
 * The slot's value in this scope, converted to what its place wants, or why it cannot stand there.
 * @param skipSchema for texts that are shortened rather than refused
 */
export function fillSlot(
  slot: Slot,
  scope: Scope,
  skipSchema = false,
): { ok: true; value: Json } | { ok: false; message: string } {
  const value = convert(slot.template.render(scope), slot.kind)
  if (value === undefined)
    return {
      ok: false,
      message: `${slot.path.join('.')} must be a ${slot.kind}, but the template returned something else.`,
    }
  for (const schema of skipSchema ? [] : slot.schemas) {
    const { error } = schema.safeParse(value)
    if (error)
      return {
        ok: false,
        message: `${slot.path.join('.')}: ${error.issues[0]?.message ?? 'KAZOO would refuse it'}`,
      }
  }
  return { ok: true, value }
}

function convert(value: Json | undefined, kind: ValueKind): Json | undefined {
  switch (kind) {
    case 'text':
      return toText(value).toWellFormed()
    case 'number': {
      if (typeof value === 'number') return value
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
      return Number.isFinite(number) ? number : undefined
    }
    case 'boolean':
      return typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined
    case 'any':
      return wellFormed(value ?? '')
  }
}

/** Half an emoji anywhere makes KAZOO refuse the whole answer. */
export function wellFormed(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toWellFormed(), wellFormed(item)]))
  return value
}

/** A value of a document as a template; a broken one stands as the text it is. Texts inside lists and objects are templates too. */
export function templateOf(value: unknown): Template {
  if (typeof value === 'string') {
    const parsed = parseTemplate(value)
    return parsed.ok ? parsed.value : constantTemplate(value)
  }
  const json = (value ?? '') as Json
  const reads: ReadPath[] = []
  const render = renderDeep(json, reads)
  return { source: toText(json), constant: null, reads, render }
}

/** @param reads what the texts inside read is added to it */
function renderDeep(json: Json, reads: ReadPath[]): (scope: Scope) => Json {
  if (typeof json === 'string') {
    const template = templateOf(json)
    for (const read of template.reads) reads.push(read)
    return template.constant === null ? (scope) => template.render(scope) ?? '' : () => json
  }
  if (typeof json !== 'object' || json === null) return () => json
  const before = reads.length
  const items = Object.entries(json).map(([key, item]) => [key, renderDeep(item, reads)] as const)
  if (reads.length === before) return () => json
  if (Array.isArray(json)) return (scope) => items.map(([, render]) => render(scope))
  return (scope) => Object.fromEntries(items.map(([key, render]) => [key, render(scope)]))
}
