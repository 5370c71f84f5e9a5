/** Words beside the exits of a step make its card wider while they are typed. It must not cover the cards beside it. */
import { type Command, placeNodes } from '@callflow-studio/model'
import { boxesOf } from './boxes-of.ts'
import { cardOf } from './card.ts'
import type { Box, Point } from './geometry.ts'
import { BESIDE } from './quick-add/place-card.ts'

/** The edit of a step, and the cards at its right moved aside as far as its card has grown. One undo step. */
export const keepClear =
  (nodeId: string, command: Command): Command =>
  (document) => {
    const after = command(document)
    const before = document.nodes.find(({ id }) => id === nodeId)
    const boxes = after === document ? [] : boxesOf(after)
    const grown = boxes.find(({ id }) => id === nodeId)
    if (!before || !grown) return after
    return placeNodes(movedAside(boxes, grown, cardOf(before, edgesOf(document, nodeId)).width))(after)
  }

const edgesOf = ({ edges }: Parameters<Command>[0], nodeId: string) => edges.filter(({ source }) => source === nodeId)

/**
 * Makes room for a card that has become wider. All that stands at its right, in its row or lower, moves together, so that
 * cards below each other stay so. Cards that stood closer than usual keep their distance.
 * @returns new places of those that move, by id
 */
export function movedAside(boxes: readonly Box[], grown: Box, widthBefore: number): Record<string, Point> {
  const edgeBefore = grown.x + widthBefore
  const edge = grown.x + grown.width
  const beside = boxes.filter(({ x, y, height }) => x >= edgeBefore && y + height > grown.y)
  const obstacles = beside.filter(({ y }) => y < grown.y + grown.height)
  const by = Math.max(0, ...obstacles.map(({ x }) => edge + Math.min(BESIDE, x - edgeBefore) - x))
  return by === 0 || edge <= edgeBefore
    ? {}
    : Object.fromEntries(beside.map(({ id, x, y }) => [id, { x: Math.round(x + by), y }]))
}
