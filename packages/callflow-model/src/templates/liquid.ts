/**
 * The Liquid engines: only own properties are read, work and output are limited, other templates cannot be included,
 * and the clock is the call's, not the machine's.
 */
import { Liquid } from 'liquidjs'
import { filters } from './filters.ts'

/** What a filter of ours sees. */
interface FilterThis {
  context: { getSync(path: string[]): unknown }
}

/** @param outputEscape what is done to each value before it stands in the text; left out: nothing */
export function createEngine(outputEscape?: (value: unknown) => string): Liquid {
  const liquid = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    preserveTimezones: true,
    cache: false,
    /** Characters of a template. */
    parseLimit: 100_000,
    /** Milliseconds of one render. */
    renderLimit: 250,
    /** Characters and list items made while rendering. */
    memoryLimit: 1_000_000,
    ...(outputEscape ? { outputEscape } : {}),
  })
  for (const tag of ['include', 'render', 'layout', 'block']) delete liquid.tags[tag]
  const builtInDate = liquid.filters.date
  if (typeof builtInDate === 'function')
    liquid.registerFilter('date', function (value: unknown, ...rest: unknown[]) {
      const isNow = value === 'now' || value === 'today'
      return builtInDate.call(this, isNow ? this.context.getSync(['now']) : value, ...rest)
    })
  for (const [name, filter] of Object.entries(filters))
    liquid.registerFilter(name, function (this: FilterThis, value: unknown, ...rest: unknown[]) {
      const locale = this.context.getSync(['locale'])
      return filter(value, typeof locale === 'string' && locale !== '' ? locale : 'en-US', ...rest)
    })
  return liquid
}

export const liquid = createEngine()

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
