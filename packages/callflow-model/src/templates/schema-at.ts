/** Questions to a zod schema: what stands at a path, and what kind of value it takes. */
import { z } from 'zod'

/** How a rendered value is converted for its place. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'any'

/** @returns the schema of the value at this path, without `optional` around it; null where any value may stand. */
export function schemaAt(schema: z.ZodType, path: readonly string[]): z.ZodType | null {
  let place: z.ZodType | null = unwrap(schema)
  for (const [index, name] of path.entries()) {
    if (place instanceof z.ZodUnion) {
      // The first kind of object that says something of this place.
      const rest = path.slice(index)
      for (const option of place.options as z.ZodType[]) {
        const found = schemaAt(option, rest)
        if (found) return found
      }
      return null
    }
    if (place instanceof z.ZodObject) {
      const shape = place.shape as Record<string, z.ZodType>
      place = Object.hasOwn(shape, name) && shape[name] ? unwrap(shape[name]) : null
    } else if (place instanceof z.ZodArray) place = unwrap(place.element as z.ZodType)
    else if (place instanceof z.ZodRecord) place = unwrap(place.valueType as z.ZodType)
    else return null
  }
  return place
}

export function valueKind(place: z.ZodType | null): ValueKind {
  if (
    place instanceof z.ZodString ||
    place instanceof z.ZodStringFormat ||
    place instanceof z.ZodEnum ||
    place instanceof z.ZodLiteral
  )
    return 'text'
  if (place instanceof z.ZodNumber || place instanceof z.ZodNumberFormat) return 'number'
  if (place instanceof z.ZodBoolean) return 'boolean'
  return 'any'
}

/** @returns whether a place holds a number, a yes-no or one of certain texts, not a text of the user's own. */
export const isChosen = (place: z.ZodType | null): boolean =>
  place !== null && valueKind(place) !== 'any' && !(place instanceof z.ZodString || place instanceof z.ZodStringFormat)

/** @returns whether a place refuses values of the right kind: a plain text or yes-no needs no check in a call. */
export function asksMore(place: z.ZodType): boolean {
  const isPlain =
    (place instanceof z.ZodString && !(place instanceof z.ZodStringFormat)) || place instanceof z.ZodBoolean
  return !isPlain || (place.def.checks?.length ?? 0) > 0
}

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable || inner instanceof z.ZodDefault)
    inner = inner.unwrap() as z.ZodType
  return inner
}

/** @returns false where the schema at this path, or one around it, says `template: false`. */
export const mayHoldTemplate = (schema: z.ZodType, path: readonly string[]): boolean =>
  !schemasAlong(schema, path).some((place) => place.meta()?.template === false)

/** @returns what the definition says of the field at this path; undefined where there is none. */
export function metaAt(schema: z.ZodType, path: readonly string[]): z.core.GlobalMeta | undefined {
  const along = schemasAlong(schema, path)
  return along.length === path.length ? along.at(-1)?.meta() : undefined
}

/** @returns whether the schema at this path, or one around it, says `secrets: true`. */
export const mayHoldSecrets = (schema: z.ZodType, path: readonly string[]): boolean =>
  schemasAlong(schema, path).some((place) => place.meta()?.secrets === true)

/** The schemas on the way to a path, as far as they are known. */
function schemasAlong(schema: z.ZodType, path: readonly string[]): z.ZodType[] {
  const along: z.ZodType[] = []
  let place: z.ZodType | null = schema
  for (const [index, name] of path.entries()) {
    const inner: z.ZodType | null = place && unwrap(place)
    if (inner instanceof z.ZodUnion) {
      // The first kind of object that says most of this place.
      const rest = path.slice(index)
      const options = (inner.options as z.ZodType[]).map((option) => schemasAlong(option, rest))
      return [...along, ...options.reduce((best, found) => (found.length > best.length ? found : best), [])]
    }
    if (inner instanceof z.ZodObject)
      place = Object.hasOwn(inner.shape, name) ? ((inner.shape as Record<string, z.ZodType>)[name] ?? null) : null
    else if (inner instanceof z.ZodArray) place = inner.element as z.ZodType
    else if (inner instanceof z.ZodRecord) place = inner.valueType as z.ZodType
    else break
    if (place) along.push(place)
  }
  return along
}
