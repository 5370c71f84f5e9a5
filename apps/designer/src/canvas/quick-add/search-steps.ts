import type { NodeDefinition } from '@callflow-studio/model'

/**
 * Steps whose title, KAZOO module name or synonyms hold every word of the query.
 * @returns those that are called so first (title or KAZOO's name), then titles that begin with it, other words that are
 *   just it ("DND"), titles that hold it, other words that begin with it, and the rest, each in the order given; all for
 *   an empty query
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

function distance({ title, type, synonyms }: NodeDefinition, asked: string): number {
  const name = title.toLowerCase()
  const others = synonyms.map((word) => word.toLowerCase())
  const tests = [
    name === asked || type === asked || type.replaceAll('_', ' ') === asked,
    name.startsWith(asked),
    others.includes(asked),
    name.includes(asked),
    others.some((word) => word.startsWith(asked)),
  ]
  const first = tests.indexOf(true)
  return first < 0 ? tests.length : first
}
