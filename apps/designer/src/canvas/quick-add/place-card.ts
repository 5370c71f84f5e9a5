import type { Box, Point } from '../geometry.ts'

/** Between an exit and the card below it: room for the port, a plus to insert a step, and a grip at either end. */
export const BELOW = 80
/** Between cards in a row. */
export const BESIDE = 40
const ABOVE = 28
const ROWS = 4
/** So far aside a card stands before it stands a row lower. */
const ROW_COSTS = 600

interface Size {
  width: number
  height: number
}

/** How far left and right a card may stand. */
export interface Span {
  from: number
  to: number
}
const ANYWHERE: Span = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

/**
 * The nearest free place.
 * @param wanted top middle of the card
 * @param boxes the cards that are there
 * @param within kept to where it leaves room for a card
 * @returns upper left corner, in whole pixels; the wanted place itself where it is free
 */
export function freePlace(boxes: readonly Box[], wanted: Point, size: Size, within: Span = ANYWHERE): Point {
  const hasRoom = within.to - within.from >= size.width
  const left = wanted.x - size.width / 2
  const x = hasRoom ? Math.min(Math.max(left, within.from), within.to - size.width) : left
  const start = { x: Math.round(x), y: Math.round(wanted.y) }
  let best = start
  let least = Number.POSITIVE_INFINITY
  for (let row = 0; row < ROWS; row++) {
    const y = start.y + row * (size.height + ABOVE)
    const x = nearestFree(boxes, { x: start.x, y }, size, hasRoom ? within : ANYWHERE)
    if (x === null) continue
    const distance = Math.abs(x - start.x) + row * ROW_COSTS
    if (distance < least) {
      least = distance
      best = { x, y }
    }
  }
  return best
}

/** Beside what stands in the way; to the right rather than to the left. */
function nearestFree(boxes: readonly Box[], at: Point, size: Size, within: Span): number | null {
  const obstacles = boxes.filter((box) => at.y < box.y + box.height + ABOVE && box.y < at.y + size.height + ABOVE)
  const isFree = (x: number) =>
    obstacles.every((box) => x + size.width + BESIDE <= box.x || box.x + box.width + BESIDE <= x)
  const isWithin = (x: number) => x >= Math.floor(within.from) && x + size.width <= Math.ceil(within.to)
  const candidates = [at.x, ...obstacles.flatMap((box) => [box.x + box.width + BESIDE, box.x - BESIDE - size.width])]
    .filter(isFree)
    .filter(isWithin)
  const [first] = candidates
  if (first === undefined) return null
  return Math.round(candidates.reduce((best, x) => (cost(x, at.x) < cost(best, at.x) ? x : best), first))
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

/**
 * Returns where the card after an exit may stand so that cards keep the order of the exits: right of those that earlier
 * exits lead to, left of those of later ones, in the row below the source.
 * @param exits keys of the exits of the source, from left to right
 */
export function spanOfExit(
  boxes: readonly Box[],
  source: Box,
  exits: readonly string[],
  port: string,
  targetOf: (port: string) => string | null,
): Span {
  const own = exits.indexOf(port)
  const span = { ...ANYWHERE }
  exits.forEach((exit, index) => {
    const target = boxes.find(({ id }) => id === targetOf(exit))
    if (!target || target.y < source.y + source.height) return
    if (index < own) span.from = Math.max(span.from, target.x + target.width + BESIDE)
    if (index > own) span.to = Math.min(span.to, target.x - BESIDE)
  })
  return span
}
