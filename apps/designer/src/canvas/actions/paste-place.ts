/** How far from their origin pasted steps stand. */
import type { Box, Point } from '../route-edges.ts'

const BESIDE = 40

/**
 * @param copied where the originals stand
 * @param there the cards of the flow
 * @param view what is in view, in the drawing
 * @returns beside the originals, if that is in view, else in the middle of it; never exactly on another card
 */
export function pasteOffset(copied: readonly Box[], there: readonly Box[], view: Omit<Box, 'id'>): Point {
  const box = around(copied)
  const beside = { x: BESIDE, y: BESIDE }
  const isInView =
    box.x + BESIDE >= view.x &&
    box.y + BESIDE >= view.y &&
    box.x + BESIDE + Math.min(box.width, CARD) <= view.x + view.width &&
    box.y + BESIDE + Math.min(box.height, CARD) <= view.y + view.height
  const offset = isInView
    ? beside
    : {
        x: Math.round(view.x + view.width / 2 - box.width / 2 - box.x),
        y: Math.round(view.y + view.height / 2 - box.height / 2 - box.y),
      }
  const taken = new Set(there.map(({ x, y }) => `${x} ${y}`))
  const isTaken = () => copied.some(({ x, y }) => taken.has(`${x + offset.x} ${y + offset.y}`))
  while (isTaken()) {
    offset.x += BESIDE
    offset.y += BESIDE
  }
  return offset
}
const CARD = 240

function around(boxes: readonly Box[]): Omit<Box, 'id'> {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - x
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - y
  return { x, y, width, height }
}
