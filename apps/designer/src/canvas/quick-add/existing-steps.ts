/** Steps of the flow that an exit could be connected with. */
import { definitionOf, type FlowDocument, type FlowNode, refuseConnection, titleOf } from '@callflow-studio/model'
import type { QuickAdd } from '../canvas-store.ts'
import { cardsOf } from '../card.ts'

/** So many are offered before anything is searched for: the nearest ones. */
const NEAREST = 5

export interface ExistingStep {
  node: FlowNode
  /** What its card says below the title, which tells steps of the same title apart. */
  summary: string
}

/**
 * Returns the steps that an open exit can be connected with, the nearest to the place of the new step first; of a search,
 * all whose title, type or summary holds each word. Empty for anything but an exit.
 */
export function existingSteps(
  document: FlowDocument,
  { purpose, place }: Pick<QuickAdd, 'purpose' | 'place'>,
  query: string,
): readonly ExistingStep[] {
  if (purpose.kind !== 'after') return []
  const { from } = purpose
  const cards = cardsOf(document)
  const words = query.trim().toLowerCase().split(/\s+/)
  const distance = ({ id, position }: FlowNode): number =>
    Math.hypot(position.x + (cards.get(id)?.width ?? 0) / 2 - place.x, position.y - place.y)
  const found = document.nodes
    .filter((node) => node.id !== from.nodeId && isTarget(node))
    .map((node) => ({ node, summary: cards.get(node.id)?.summary ?? '' }))
    .filter(({ node, summary }) =>
      words.every((word) => `${titleOf(node)} ${node.type} ${summary}`.toLowerCase().includes(word)),
    )
    .filter(({ node }) => refuseConnection(document, from, node.id) === null)
    .toSorted((a, b) => distance(a.node) - distance(b.node))
  return query.trim() === '' ? found.slice(0, NEAREST) : found
}

const isTarget = ({ type }: FlowNode): boolean => {
  const kind = definitionOf(type)?.kind
  return kind !== 'start' && kind !== 'fallback' && kind !== 'note'
}
