/**
 * Templates (docs/design.md#templates): any text value may hold Liquid over the variables of the call. Parsed once, at
 * publish. Constants and texts of plain paths never meet the Liquid engine: a property read costs nothing, a render a
 * third of the throughput.
 */
import { type Template as LiquidTemplate, toValueSync, Value } from 'liquidjs'
import type { Result } from '../diagnostics/diagnostic.ts'
import type { Json } from '../json.ts'
import { Decimal, keepDecimals } from './arithmetic.ts'
import { ROOTS } from './known-names.ts'
import { liquid } from './liquid.ts'
import { createContext } from './render-context.ts'
import type { ReadPath, Scope } from './scope.ts'
import { toText } from './to-text.ts'
import { WORK } from './work.ts'

export type { ReadPath, Scope } from './scope.ts'
export { toText } from './to-text.ts'

/** A text value of a document, parsed. */
export interface Template {
  source: string
  /** Null where the text holds a template; else the one value it always has. */
  constant: string | null
  reads: readonly ReadPath[]
  /**
   * The value in this scope. A text that is exactly one `{{ … }}` keeps its type, unset is undefined; everything else
   * is text. Throws Liquid's errors.
   */
  render: (scope: Scope) => Json | undefined
}

/** @returns whether a text is a template at all. */
export const isTemplate = (text: string): boolean => text.includes('{{') || text.includes('{%')

/** Parses a text. `ok: false` with `template.syntax` or `template.unknown-filter`, in words with the place. */
export function parseTemplate(source: string): Result<Template> {
  if (!isTemplate(source)) return { ok: true, value: constantTemplate(source), diagnostics: [] }
  const parts = plainParts(source)
  if (parts) return { ok: true, value: plainTemplate(source, parts), diagnostics: [] }
  try {
    return { ok: true, value: liquidTemplate(source), diagnostics: [] }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const filter = /undefined filter: ([\w-]+)/.exec(message)?.[1]
    return {
      ok: false,
      diagnostics: [
        {
          severity: 'error',
          code: filter ? 'template.unknown-filter' : 'template.syntax',
          message: filter
            ? `There is no filter "${filter}". Choose another one, or correct its name.`
            : `The template cannot be read: ${message}.`,
          short: 'Fix the template',
          nodeId: null,
          field: null,
        },
      ],
    }
  }
}

/** A template that always has this text. */
export const constantTemplate = (source: string): Template => ({
  source,
  constant: source,
  reads: [],
  render: () => source,
})

// ------------------------------------------------------------------------------------------------ plain paths

const PATH = /\{\{-?\s*([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[\s*"[^"\\]*"\s*\]|\[\s*'[^'\\]*'\s*\])*)\s*-?\}\}/g
const SEGMENT = /[A-Za-z_][\w-]*|"([^"]*)"|'([^']*)'/g
/** Words that Liquid reads otherwise than as a property. */
const SPECIAL = new Set(['true', 'false', 'nil', 'null', 'empty', 'blank', 'size', 'first', 'last'])

/** @returns constants and paths in turn, or null where the text needs the Liquid engine. */
function plainParts(source: string): (string | ReadPath)[] | null {
  if (source.includes('{%') || source.includes('{{-') || source.includes('-}}')) return null
  const parts: (string | ReadPath)[] = []
  let end = 0
  for (const match of source.matchAll(PATH)) {
    if (match.index > end) parts.push(source.slice(end, match.index))
    const path = [...(match[1] ?? '').matchAll(SEGMENT)].map((segment) => segment[1] ?? segment[2] ?? segment[0])
    if (path.some((name) => SPECIAL.has(name))) return null
    parts.push(path)
    end = match.index + match[0].length
  }
  const rest = source.slice(end)
  if (rest) parts.push(rest)
  return parts.some((part) => typeof part === 'string' && isTemplate(part)) ? null : parts
}

function plainTemplate(source: string, parts: readonly (string | ReadPath)[]): Template {
  const reads = parts.filter((part): part is ReadPath => typeof part !== 'string')
  const [only] = parts
  if (parts.length === 1 && only && typeof only !== 'string')
    return { source, constant: null, reads, render: (scope) => unwrap(readPath(scope, only)) }
  return {
    source,
    constant: null,
    reads,
    render: (scope) => {
      let text = ''
      for (const part of parts) text += typeof part === 'string' ? part : toText(readPath(scope, part))
      scope[WORK]?.use(text.length)
      return text
    },
  }
}

/** Own properties only, so that nothing of a prototype is ever read. */
function readPath(scope: Scope, path: ReadPath): unknown {
  let value: unknown = scope
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

const unwrap = (value: unknown): Json | undefined =>
  value instanceof String || value instanceof Decimal ? value.valueOf() : (value as Json)

// ------------------------------------------------------------------------------------------------ Liquid

/** Exactly one output and nothing around it: keeps the type of its value. */
const ONE_OUTPUT = /^\{\{-?((?:(?!\}\}|\{\{)[\s\S])*?)-?\}\}$/
/** `"now" | date` reads the clock without naming the variable. */
const CLOCK_WORD = /["'](?:now|today)["']/

function liquidTemplate(source: string): Template {
  const parsed = liquid.parse(source)
  keepDecimals(parsed)
  const reads: ReadPath[] = readsOf(parsed, source)
  if (CLOCK_WORD.test(source)) reads.push(['now'])
  const expression = ONE_OUTPUT.exec(source)?.[1]?.trim()
  const render = expression
    ? typedValue(expression)
    : // A copy: some tags write into their scope, which other paths read too.
      (scope: Scope) => limited(toText(liquid.renderSync(parsed, createContext(liquid, scope, { ...scope }))))
  return { source, constant: null, reads, render }
}

const MAX_CHARACTERS = 1_000_000

/** Liquid counts what values take, not the plain text of a loop: a length is known before the text is put together. */
export function limited(text: string): string {
  if (text.length > MAX_CHARACTERS) throw new Error('The text is longer than a million characters.')
  return text
}

/** Parsed here, once: `evalValueSync` of a text would parse it in each call. */
function typedValue(expression: string): (scope: Scope) => Json | undefined {
  const value = new Value(expression, liquid)
  keepDecimals(value)
  return (scope) => unwrap(toValueSync(value.value(createContext(liquid, scope))))
}

/** A path ends where its index is itself a variable: anything below it may be read. */
export function readsOf(parsed: LiquidTemplate[], source: string): ReadPath[] {
  const reads = liquid.globalVariableSegmentsSync(parsed).map((segments) => {
    const path: string[] = []
    for (const segment of segments) {
      if (typeof segment !== 'string' && typeof segment !== 'number') break
      path.push(String(segment))
    }
    return path
  })
  return namesRootDynamically(source) ? [...reads, ...ROOTS.map((root) => [root])] : reads
}

const TAGS = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g
const QUOTED = /"[^"]*"|'[^']*'/g

/** `{{ [vars.which].pin }}`: the first name is itself a value, and Liquid does not tell. */
const namesRootDynamically = (source: string): boolean =>
  (source.match(TAGS) ?? []).some((tag) => /(?<![\w\]-])\[\s*[A-Za-z_[]/.test(tag.replaceAll(QUOTED, '""')))
