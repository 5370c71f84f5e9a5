import type { Json } from '../json.ts'

/** What a template reads, as a path ('caller', 'number'); a dynamic index ends the path early; [] is everything. */
export type ReadPath = readonly string[]

/** A text value of a document, parsed once at publish. */
export interface Template {
  source: string
  /** Not null where the text holds no template at all: its value is always this. */
  constant: Json | null
  reads: readonly ReadPath[]
  /** The value in this scope; a text that is exactly one `{{ … }}` keeps its type, unset is undefined. Throws on Liquid errors. */
  render: (scope: Scope) => Json | undefined
}

/** The variables of design 7, as plain nested objects without prototype. */
export type Scope = Record<string, unknown>
