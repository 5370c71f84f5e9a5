import type { NodeDefinition } from '@callflow-studio/model'

/**
 * Steps whose title, KAZOO module name or synonyms hold every word of the query.
 * @returns those whose title begins with it first, then titles that hold it, then the others, each in the order given;
 *   all for an empty query
 */
export function searchSteps(steps: readonly NodeDefinition[], query: string): readonly NodeDefinition[] {
  const asked = query.trim().toLowerCase()
  const words = asked.split(/\s+/)
  return steps
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
