/**
 * The Liquid engines: only own properties are read, other templates cannot be included, and the clock is the call's, not
 * the machine's. What a render may cost its context says.
 */
import { Liquid } from 'liquidjs'
import { arithmetic } from './arithmetic.ts'
import { DATE_FILTERS } from './date-filters.ts'
import { filters } from './filters.ts'
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
  for (const [name, units] of Object.entries(UNITS_AN_ITEM)) weigh(liquid, name, (value) => lengthOf(value) * units)
  for (const [name, units] of Object.entries(UNITS_A_VALUE)) weigh(liquid, name, () => units)
  return liquid
}

/** What filters do with each item of a list, or character of a text, that costs more than looking at it. */
const UNITS_AN_ITEM: Readonly<Record<string, number>> = {
  sort: 20,
  sort_natural: 40,
  where: 30,
  where_exp: 30,
  reject: 30,
  reject_exp: 30,
  find: 30,
  find_exp: 30,
  find_index: 30,
  find_index_exp: 30,
  has: 30,
  has_exp: 30,
  group_by: 30,
  group_by_exp: 30,
  map: 10,
  sum: 10,
  uniq: 10,
  sample: 30,
  spell: 3,
  digits_only: 3,
}

/** What filters cost that look up a language, a country or a time zone, however short the text is. */
const UNITS_A_VALUE: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.keys(DATE_FILTERS).map((name) => [name, 2500])),
  money: 2500,
  ordinal: 2500,
  e164: 1500,
  national: 1500,
}

/** Lets a filter count what it is about to do. */
function weigh(liquid: Liquid, name: string, unitsFor: (value: unknown) => number): void {
  const filter = liquid.filters[name]
  if (typeof filter !== 'function') return
  const weighed: typeof filter = function (value, ...rest) {
    this.context.memoryLimit.use(unitsFor(value))
    return filter.call(this, value, ...rest)
  }
  liquid.registerFilter(name, weighed)
}

const lengthOf = (value: unknown): number => (typeof value === 'string' || Array.isArray(value) ? value.length : 0)

const IF_ABSENT = { locale: 'en-US', timezone: 'UTC', now: '' }

function textAt({ context }: FilterThis, name: keyof typeof IF_ABSENT): string {
  const value = context.getSync([name])
  return typeof value === 'string' && value !== '' ? value : IF_ABSENT[name]
}

/** Lists and objects are JSON in a text, wherever they stand in it (docs/design.md#templates). */
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
