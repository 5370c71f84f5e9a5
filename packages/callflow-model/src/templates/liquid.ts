/**
 * The Liquid engines: only own properties are read, work and output are limited, other templates cannot be included,
 * and the clock is the call's, not the machine's.
 */
import { Liquid } from 'liquidjs'
import { arithmetic } from './arithmetic.ts'
import { DATE_FILTERS } from './date-filters.ts'
import { filters } from './filters.ts'
import { RENDER_LIMIT_MS } from './time-left.ts'
import { toText } from './to-text.ts'

/** What a filter of ours sees. */
interface FilterThis {
  context: { getSync(path: string[]): unknown }
}

/** @param outputEscape what is done to each value before it stands in the text; left out: nothing */
export function createEngine(outputEscape?: (value: unknown) => string): Liquid {
  const liquid = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    cache: false,
    /** Characters of a template. */
    parseLimit: 100_000,
    /** Milliseconds of one render. */
    renderLimit: RENDER_LIMIT_MS,
    /** Characters and list items made while rendering. */
    memoryLimit: 1_000_000,
    ...(outputEscape ? { outputEscape } : {}),
  })
  for (const tag of ['include', 'render', 'layout', 'block']) delete liquid.tags[tag]
  for (const [name, filter] of Object.entries(arithmetic)) liquid.registerFilter(name, filter)
  for (const [name, format] of Object.entries(DATE_FILTERS))
    liquid.registerFilter(name, function (this: FilterThis, value: unknown, ...rest: unknown[]) {
      return format(
        { now: textAt(this, 'now'), zone: textAt(this, 'timezone'), locale: textAt(this, 'locale') },
        value,
        ...rest,
      )
    })
  for (const [name, filter] of Object.entries(filters))
    liquid.registerFilter(name, function (this: FilterThis, value: unknown, ...rest: unknown[]) {
      return filter(value, textAt(this, 'locale'), ...rest)
    })
  return liquid
}

const IF_ABSENT = { locale: 'en-US', timezone: 'UTC', now: '' }

function textAt({ context }: FilterThis, name: keyof typeof IF_ABSENT): string {
  const value = context.getSync([name])
  return typeof value === 'string' && value !== '' ? value : IF_ABSENT[name]
}

/** Lists and objects are JSON in a text, wherever they stand in it (design 7). */
export const liquid = createEngine(toText)

/** Lets a filter's output stand as it is, where values would be escaped: it has done so itself. */
export function keepOutputOf(engine: Liquid, names: readonly string[]): void {
  for (const name of names) {
    const filter = engine.filters[name]
    if (typeof filter !== 'function') continue
    const handler: typeof filter = function (value, ...rest) {
      // Half an emoji has no form in an address: `encodeURIComponent` throws on it.
      return filter.call(this, typeof value === 'string' ? value.toWellFormed() : value, ...rest)
    }
    engine.registerFilter(name, { handler, raw: true })
  }
}
