import type { FlowDocument } from '@callflow-studio/model'
import { cardsOf } from './card.ts'
import type { Box } from './geometry.ts'

/** The cards of a flow as what takes up room. */
export function boxesOf(document: FlowDocument): Box[] {
  const cards = cardsOf(document)
  return document.nodes.flatMap(({ id, position: { x, y } }) => {
    const card = cards.get(id)
    return card ? [{ id, x, y, width: card.width, height: card.height }] : []
  })
}
