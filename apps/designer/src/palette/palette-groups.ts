/** What the palette lists: steps used most, all steps by category, and what a search finds. */
import { CATEGORIES, type Category, type NodeDefinition, nodeTypes } from '@callflow-studio/model'
import { searchSteps } from '../canvas/quick-add/search-steps.ts'

export interface PaletteGroup {
  category: Category
  steps: readonly NodeDefinition[]
}

/** Start and fallback are in every flow already. */
const drawable = (all: readonly NodeDefinition[]): readonly NodeDefinition[] =>
  all.filter(({ kind }) => kind !== 'start' && kind !== 'fallback')

export const mostUsed = (all: readonly NodeDefinition[] = nodeTypes): readonly NodeDefinition[] =>
  drawable(all)
    .filter(({ mostUsedRank: rank }) => rank !== undefined)
    .toSorted((a, b) => (a.mostUsedRank ?? 0) - (b.mostUsedRank ?? 0))

/** Categories in the palette's order; those without steps are left out. */
export const groupsOf = (all: readonly NodeDefinition[] = nodeTypes): readonly PaletteGroup[] =>
  CATEGORIES.map((category) => ({
    category,
    steps: drawable(all).filter((definition) => definition.category === category),
  })).filter(({ steps }) => steps.length > 0)

/** Few flows need them: folded away behind the others. */
const RARE: ReadonlySet<Category> = new Set(['Feature Codes', 'Integrations', 'Advanced'])
export const isRare = (category: Category): boolean => RARE.has(category)

/** A group longer than this is cut, so that the ones below it stay in reach. */
const LONG = 10
const SHOWN_OF_LONG = 8

/** @returns the steps of a group to show at first, and how many wait behind them. */
export function firstOf(steps: readonly NodeDefinition[]): { shown: readonly NodeDefinition[]; hidden: number } {
  const shown = steps.length > LONG ? steps.slice(0, SHOWN_OF_LONG) : steps
  return { shown, hidden: steps.length - shown.length }
}

/** What a search finds, by title, KAZOO's module and synonyms; all for an empty query. */
export const findSteps = (query: string, all: readonly NodeDefinition[] = nodeTypes): readonly NodeDefinition[] =>
  searchSteps(drawable(all), query)
