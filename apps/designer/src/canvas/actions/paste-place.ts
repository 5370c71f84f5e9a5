import type { Box, Point } from '../geometry.ts'

export type Area = Omit<Box, 'id'>

const BESIDE = 40
/** So much of them has to be in view: a card's width. */
const SEEN = 240

/**
 * @param copied where the originals stand
 * @param there the cards of the flow
 * @param view what is in view, in the drawing
 * @returns beside the originals where there is room and it is in view, else as close to them as there is room, or to the
 *   middle of the view where the originals are out of it; never over another card
 */
export function pasteOffset(copied: readonly Box[], there: readonly Box[], view: Area): Point {
  const area = around(copied)
  const right = { x: area.width + BESIDE, y: 0 }
  const below = { x: 0, y: area.height + BESIDE }
  const left = { x: -area.width - BESIDE, y: 0 }
  const free = [right, below, left].find(
    (offset) => isInView(moved(area, offset), view) && !copied.some((box) => covers(moved(box, offset), there)),
  )
  if (free) return free
  const isOriginInView = isInView(moved(area, { x: BESIDE, y: BESIDE }), view)
  const middle = {
    x: Math.round(view.x + view.width / 2 - area.width / 2 - area.x),
    y: Math.round(view.y + view.height / 2 - area.height / 2 - area.y),
  }
  return freeOffset(copied, there, isOriginInView ? { x: BESIDE, y: BESIDE } : middle)
}

const STEP = 40
const RINGS = 60

/** Returns the offset closest to the wanted one at which the steps cover no card; beside all cards where there is none near. */
export function freeOffset(copied: readonly Box[], there: readonly Box[], wanted: Point): Point {
  if (!copied.some((box) => covers(moved(box, wanted), there))) return wanted
  const area = around(copied)
  for (let ring = 1; ring <= RINGS; ring++) {
    const free = ringAround(wanted, ring).find((offset) => !covers(moved(area, offset), there))
    if (free) return free
  }
  return { x: Math.max(...there.map((box) => box.x + box.width)) + BESIDE - area.x, y: wanted.y }
}

/** Offsets on a square around a place, below and to the right first. */
function ringAround({ x, y }: Point, ring: number): Point[] {
  const steps = Array.from({ length: 2 * ring + 1 }, (_, index) => (index - ring) * STEP)
  const far = ring * STEP
  return [
    ...steps.map((by) => ({ x: x + by, y: y + far })),
    ...steps.map((by) => ({ x: x + far, y: y + by })),
    ...steps.map((by) => ({ x: x - far, y: y + by })),
    ...steps.map((by) => ({ x: x + by, y: y - far })),
  ]
}

/** @returns what puts the steps under the pointer: the middle of their first row, which a call comes to first */
export function offsetTo(pointer: Point, pasted: readonly Box[]): Point {
  const top = Math.min(...pasted.map(({ y }) => y))
  const row = around(pasted.filter(({ y }) => y === top))
  return { x: Math.round(pointer.x - row.x - row.width / 2), y: Math.round(pointer.y - top) }
}

export function around(boxes: readonly Box[]): Area {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - x
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - y
  return { x, y, width, height }
}

const moved = (area: Area, by: Point): Area => ({ ...area, x: area.x + by.x, y: area.y + by.y })

const isInView = ({ x, y, width, height }: Area, view: Area): boolean =>
  x >= view.x &&
  y >= view.y &&
  x + Math.min(width, SEEN) <= view.x + view.width &&
  y + Math.min(height, SEEN) <= view.y + view.height

const covers = (area: Area, there: readonly Box[]): boolean =>
  there.some(
    (box) =>
      area.x < box.x + box.width + BESIDE / 2 &&
      box.x < area.x + area.width + BESIDE / 2 &&
      area.y < box.y + box.height + BESIDE / 2 &&
      box.y < area.y + area.height + BESIDE / 2,
  )
