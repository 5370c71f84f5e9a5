/**
 * The one Liquid engine: only own properties are read, work and output are limited, other templates cannot be
 * included, and the clock is the call's, not the machine's.
 */
import { Liquid } from 'liquidjs'

export const liquid = new Liquid({
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
})

for (const tag of ['include', 'render', 'layout', 'block']) delete liquid.tags[tag]

const builtInDate = liquid.filters.date
if (typeof builtInDate === 'function')
  liquid.registerFilter('date', function (value: unknown, ...rest: unknown[]) {
    const isNow = value === 'now' || value === 'today'
    return builtInDate.call(this, isNow ? this.context.getSync(['now']) : value, ...rest)
  })
