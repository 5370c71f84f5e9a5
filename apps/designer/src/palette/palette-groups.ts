/** What the palette lists: steps used most, all steps by category, and what a search finds. */
import { CATEGORIES, type Category, type NodeDefinition, nodeTypes } from '@callflow-studio/model'

export interface PaletteGroup {
  category: Category
  steps: readonly NodeDefinition[]
}

/** Start and fallback are in every flow already. */
const drawable = (all: readonly NodeDefinition[]): readonly NodeDefinition[] =>
  all.filter(({ kind }) => kind !== 'start' && kind !== 'fallback')

export const usedMost = (all: readonly NodeDefinition[] = nodeTypes): readonly NodeDefinition[] =>
  drawable(all)
    .filter(({ usedMost: rank }) => rank !== undefined)
    .toSorted((a, b) => (a.usedMost ?? 0) - (b.usedMost ?? 0))

/** Categories in the palette's order; those without steps are left out. */
export const groupsOf = (all: readonly NodeDefinition[] = nodeTypes): readonly PaletteGroup[] =>
  CATEGORIES.map((category) => ({
    category,
    steps: drawable(all).filter((definition) => definition.category === category),
  })).filter(({ steps }) => steps.length > 0)

/**
 * Steps whose title, KAZOO module name or synonyms hold every word of the query.
 * @returns those whose title begins with it first, then titles that hold it, then the others; all for an empty query.
 */
export function findSteps(query: string, all: readonly NodeDefinition[] = nodeTypes): readonly NodeDefinition[] {
  const asked = query.trim().toLowerCase()
  const words = asked.split(/\s+/)
  return drawable(all)
    .filter((definition) => words.every((word) => searchTextOf(definition).includes(word)))
    .toSorted((a, b) => distance(a, asked) - distance(b, asked))
}

const searchTextOf = ({ title, type, synonyms }: NodeDefinition): string =>
  [title, type, type.replaceAll('_', ' '), ...synonyms].join(' ').toLowerCase()

function distance({ title, type }: NodeDefinition, asked: string): number {
  const name = title.toLowerCase()
  if (name.startsWith(asked) || type === asked) return 0
  return name.includes(asked) ? 1 : 2
}
