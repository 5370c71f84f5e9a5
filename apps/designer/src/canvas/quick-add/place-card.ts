/** Where a new card stands: on a place that no other card covers, in line with the way out that leads to it. */
import type { Box, Point } from '../route-edges.ts'

/** Between an exit and the card below it: room for the port, a plus to insert a step, and a grip at either end. */
export const BELOW = 80
const BESIDE = 40
const ABOVE = 28
const ROWS = 4
/** So far aside a card stands before it stands a row lower. */
const ROW_COSTS = 600

interface Size {
  width: number
  height: number
}

/**
 * The nearest free place.
 * @param wanted top middle of the card
 * @param boxes the cards that are there
 * @returns upper left corner, in whole pixels; the wanted place itself where it is free
 */
export function freePlace(boxes: readonly Box[], wanted: Point, size: Size): Point {
  const start = { x: Math.round(wanted.x - size.width / 2), y: Math.round(wanted.y) }
  let best = start
  let least = Number.POSITIVE_INFINITY
  for (let row = 0; row < ROWS; row++) {
    const y = start.y + row * (size.height + ABOVE)
    const x = nearestFree(boxes, { x: start.x, y }, size)
    const distance = Math.abs(x - start.x) + row * ROW_COSTS
    if (distance < least) {
      least = distance
      best = { x, y }
    }
  }
  return best
}

/** Beside what stands in the way; to the right rather than to the left. */
function nearestFree(boxes: readonly Box[], at: Point, size: Size): number {
  const inTheWay = boxes.filter((box) => at.y < box.y + box.height + ABOVE && box.y < at.y + size.height + ABOVE)
  const isFree = (x: number) =>
    inTheWay.every((box) => x + size.width + BESIDE <= box.x || box.x + box.width + BESIDE <= x)
  const candidates = [
    at.x,
    ...inTheWay.flatMap((box) => [box.x + box.width + BESIDE, box.x - BESIDE - size.width]),
  ].filter(isFree)
  return Math.round(
    candidates.reduce((best, x) => (cost(x, at.x) < cost(best, at.x) ? x : best), candidates[0] ?? at.x),
  )
}

const cost = (x: number, wanted: number): number => Math.abs(x - wanted) + (x < wanted ? 1 : 0)

/**
 * Makes room for a card between two that are connected: it stands in the middle where the gap is large enough; else the
 * card below and all that stands lower than the gap moves down.
 * @param source above the gap  @param target below it
 * @returns where the new card stands, and new places of those that have to move, by id
 */
export function makeRoom(
  boxes: readonly Box[],
  source: Box,
  target: Box,
  portX: number,
  size: Size,
): { place: Point; moved: Record<string, Point> } {
  const bottom = source.y + source.height
  const gap = target.y - bottom
  // Goes back up, or sideways: there is no gap to stand in.
  if (gap < 0) return { place: freePlace(boxes, { x: portX, y: bottom + BELOW }, size), moved: {} }
  const middleX = Math.abs(portX - (target.x + target.width / 2)) < size.width ? target.x + target.width / 2 : portX
  const needed = size.height + 2 * BELOW
  const down = Math.max(0, needed - gap)
  const y = Math.round(bottom + (gap + down - size.height) / 2)
  const moved: Record<string, Point> = {}
  if (down > 0)
    for (const box of boxes)
      if (box.y >= target.y && box.id !== source.id) moved[box.id] = { x: box.x, y: Math.round(box.y + down) }
  const others = boxes.map((box) => ({ ...box, ...moved[box.id] }))
  return { place: freePlace(others, { x: middleX, y }, size), moved }
}
