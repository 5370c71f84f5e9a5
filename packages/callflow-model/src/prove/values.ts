/**
 * Values that are known only in a call. A template that needs none of them has its value; any other one keeps what it would
 * need, so that a call can be found in which it has a certain value.
 */
import type { PreparedFlow } from '../compile/prepared-flow.ts'
import { isoTime } from '../evaluate/scope.ts'
import type { Json } from '../json.ts'
import type { ReadPath, Scope, Template } from '../templates/template.ts'

/** What is taken to be true of one call: values by what they are of, such as `caller.number`. */
export type World = ReadonlyMap<string, Json>

/** In a call of which nothing is known. */
export const UNKNOWN_WORLD: World = new Map()

/** Thrown where a value is needed that this world does not have. */
export class NeedsValue {
  /** What it is of; null where no call can be made to have one. */
  readonly of: string | null
  constructor(of: string | null) {
    this.of = of
  }
}

/** A value that depends on the call. It may take the place of JSON; looking into it needs the value. */
export class Unknown {
  /** @throws NeedsValue */
  readonly in: (world: World) => Json
  constructor(inWorld: (world: World) => Json) {
    this.in = inWorld
  }
  toJSON(): never {
    throw new NeedsValue(null)
  }
  toString(): never {
    throw new NeedsValue(null)
  }
}

/** A value of the call itself. */
export const unknownOf = (of: string): Unknown =>
  new Unknown((world) => {
    const value = world.get(of)
    if (value === undefined) throw new NeedsValue(of)
    return value
  })

/** A value of which nothing can be said in any world: several paths have set it. */
export const ANY_VALUE = new Unknown(() => {
  throw new NeedsValue(null)
})

export type Variables = Readonly<Record<string, Json | Unknown>>

/** @throws NeedsValue, or what the template throws */
export function renderIn(
  world: World,
  template: Template,
  vars: Variables,
  flow: Pick<PreparedFlow, 'settings'>,
): Json | undefined {
  return template.constant ?? template.render(scopeFor(world, template.reads, vars, flow))
}

/** What a template reads, and nothing else. @throws NeedsValue */
export function scopeFor(
  world: World,
  reads: readonly ReadPath[],
  vars: Variables,
  { settings }: Pick<PreparedFlow, 'settings'>,
): Scope {
  const known: Record<string, Json> = {}
  const scope: Scope = { vars: known, locale: settings.locale, timezone: settings.timezone }
  for (const [root = '', name] of reads) {
    if (root === 'vars') {
      for (const each of name === undefined ? Object.keys(vars) : [name]) {
        const value = Object.hasOwn(vars, each) ? vars[each] : undefined
        if (value !== undefined) known[each] = value instanceof Unknown ? value.in(world) : value
      }
    } else if (root === 'now') scope.now = isoTime(momentIn(world), settings.timezone)
    else if (name === undefined) throw new NeedsValue(null)
    else {
      const value = world.get(`${root}.${name}`)
      if (value === undefined) throw new NeedsValue(`${root}.${name}`)
      const group = (scope[root] ?? {}) as Record<string, Json>
      scope[root] = { ...group, [name]: value }
    }
  }
  return scope
}

/** @throws NeedsValue */
export function momentIn(world: World): Date {
  const now = world.get('now')
  if (typeof now !== 'string') throw new NeedsValue('now')
  return new Date(now)
}
