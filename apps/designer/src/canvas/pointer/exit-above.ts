/** The open exit that a dropped step belongs to: the one right above it. */
import type { FlowDocument, PortRef } from '@callflow-studio/model'
import { boxesOf } from '../boxes-of.ts'
import { cardsOf } from '../card.ts'
import type { Point } from '../geometry.ts'

/** So far below an exit, in the drawing's measures, a step is meant for it. */
const BELOW_EXIT = 92
/** Above the border of the card: the port itself is dropped on too. */
const ON_PORT = 16
/** To either side; less where several exits stand in a row. */
const BESIDE_ONLY = 120
const BESIDE_OTHERS = 40

export interface OpenExit {
  from: PortRef
  /** In the drawing. */
  at: Point
}

/**
 * Returns the nearest open exit close above a point, with no card in between; null where there is none.
 * @param over the step whose card is under the pointer: only its own port counts then
 */
export function exitAbove(document: FlowDocument, point: Point, over: string | null): OpenExit | null {
  const cards = cardsOf(document)
  const boxes = boxesOf(document)
  let best: OpenExit | null = null
  let least = Number.POSITIVE_INFINITY
  for (const box of boxes) {
    if (over !== null && over !== box.id) continue
    const ports = cards.get(box.id)?.ports ?? []
    const beside = ports.length > 1 ? BESIDE_OTHERS : BESIDE_ONLY
    for (const { key, x, edgeId } of ports) {
      const at = { x: box.x + x, y: box.y + box.height }
      const [across, down] = [Math.abs(point.x - at.x), point.y - at.y]
      const isNear = down <= BELOW_EXIT && down >= -ON_PORT && across <= (over === null ? beside : ON_PORT)
      if (edgeId !== null || !isNear || across + Math.abs(down) >= least) continue
      const isHidden = boxes.some(
        (other) =>
          other.id !== box.id &&
          other.x < at.x &&
          at.x < other.x + other.width &&
          other.y >= at.y &&
          other.y < Math.max(point.y, at.y + ON_PORT),
      )
      if (isHidden) continue
      best = { from: { nodeId: box.id, port: key }, at }
      least = across + Math.abs(down)
    }
  }
  return best
}

/** Returns where an exit is in the drawing, on the bottom border of its card; null where the flow has no such exit. */
export function exitPlace(document: FlowDocument, { nodeId, port }: PortRef): Point | null {
  const node = document.nodes.find(({ id }) => id === nodeId)
  const card = cardsOf(document).get(nodeId)
  const cardPort = card?.ports.find(({ key }) => key === port)
  return node && card && cardPort ? { x: node.position.x + cardPort.x, y: node.position.y + card.height } : null
}
