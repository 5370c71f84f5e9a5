/** Which variables must be set for a text to be whole: those that it reads without a default and without asking first. */
import { Liquid, Value } from 'liquidjs'
import { liquid } from './liquid.ts'
import { isTemplate } from './template.ts'

/**
 * Names below `vars` that a text reads unguarded.
 * @returns none for a text that cannot be parsed
 * @example variablesNeeded('{{ vars.a }} {{ vars.b | default: 0 }}') // a
 * @example variablesNeeded('{% if vars.a %}{{ vars.a }}{% endif %}') // none
 */
export function variablesNeeded(text: string): ReadonlySet<string> {
  const needed = new Set<string>()
  if (!isTemplate(text)) return needed
  const waiting: Place[] = [{ part: parse(text), guarded: NONE }]
  const seen = new Set<unknown>()
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const { part, guarded } = place
    if (typeof part !== 'object' || part === null || part instanceof Liquid || seen.has(part)) continue
    seen.add(part)
    const name = variableIn(part)
    if (name !== null && !guarded.has(name)) needed.add(name)
    waiting.push(...partsOf(part, guarded))
  }
  return needed
}

/** A part of a parsed template, and the names that a condition around it asks for. */
interface Place {
  part: unknown
  guarded: ReadonlySet<string>
}

const NONE: ReadonlySet<string> = new Set()

function parse(text: string): unknown {
  try {
    return liquid.parse(text)
  } catch {
    return null // The field has an error that says what is wrong.
  }
}

function partsOf(part: object, guarded: ReadonlySet<string>): Place[] {
  if (part instanceof Value && part.filters.some(({ name }) => name === 'default'))
    return part.filters.map(({ args }) => ({ part: args, guarded }))
  if (!isConditional(part)) return Object.values(part).map((inner) => ({ part: inner, guarded }))
  const asked = [part.value, ...part.branches.map(({ value }) => value)].flatMap((value) =>
    value instanceof Value ? value.initial.postfix.flatMap((token) => variableIn(token) ?? []) : [],
  )
  const within = new Set([...guarded, ...asked])
  return [...part.branches, part.elseTemplates].map((inner) => ({ part: inner, guarded: within }))
}

/** The tags `if`, `unless` and `case`. */
interface Conditional {
  value?: unknown
  branches: readonly { value?: unknown }[]
  elseTemplates: unknown
}
const isConditional = (part: object): part is Conditional => 'branches' in part && Array.isArray(part.branches)

const VARIABLE = /^vars\s*(?:\.\s*|\[\s*["'])([A-Za-z_]\w*)/

/** The variable that a token reads. */
function variableIn(token: object): string | null {
  if (!('props' in token) || !('getText' in token) || typeof token.getText !== 'function') return null
  return VARIABLE.exec(String(token.getText()))?.[1] ?? null
}
