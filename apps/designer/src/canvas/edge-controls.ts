/**
 * Where an edge is taken hold of: a grip at each end to reconnect it, and a plus to insert a step. Together with the port
 * above they share one short line, so that their places are worked out together and no hit area lies over another.
 */

import type { Point } from './geometry.ts'
import type { Route } from './route-edges.ts'

/** Hit radius of a port, from the bottom border of its card. */
export const PORT_RADIUS = 16
/** Places of the grips, measured along the edge from its ends; `Board.module.css` draws them there. */
export const START_GRIP = { distance: 23, radius: 7 }
export const END_GRIP = { distance: 16, radius: 12 }
const PLUS = { smallest: 6, least: 10, most: 14, shortMost: 12 }
const BESIDE_LABEL = 16

export interface EdgeControls {
  plus: Point
  /** Of the hit area of the plus. */
  radius: number
  /** There is no room for plus and grips side by side: grips are offered once the edge is selected, in place of the plus. */
  isShort: boolean
}

/** @param labelWidth width of the words or the mark in the middle of the edge; null where there are none */
export function edgeControls({ points, middle }: Route, labelWidth: number | null): EdgeControls {
  const [from, to] = [points[0] ?? middle, points.at(-1) ?? middle]
  const roomAt = (plus: Point): number =>
    Math.min(
      distance(plus, { x: from.x, y: from.y + START_GRIP.distance }) - START_GRIP.radius,
      distance(plus, { x: to.x, y: to.y - END_GRIP.distance }) - END_GRIP.radius,
      distance(plus, from) - PORT_RADIUS,
    )
  const places =
    labelWidth === null ? [middle, midpoint(points)] : [{ x: middle.x + labelWidth / 2 + BESIDE_LABEL, y: middle.y }]
  for (const plus of places)
    if (roomAt(plus) >= PLUS.least) return { plus, radius: Math.min(PLUS.most, roomAt(plus)), isShort: false }

  const isStraight = points.length === 2 && labelWidth === null
  const plus = isStraight ? { x: from.x, y: (from.y + PORT_RADIUS + to.y) / 2 } : (places.at(-1) ?? middle)
  const room = Math.min(distance(plus, from) - PORT_RADIUS, distance(plus, to))
  return { plus, radius: Math.min(PLUS.shortMost, Math.max(PLUS.smallest, room)), isShort: true }
}

/** The point in the middle of an edge, measured along it. */
function midpoint(points: readonly Point[]): Point {
  const parts = points.slice(1).map((b, index) => [points[index] ?? b, b] as const)
  let left = parts.reduce((sum, [a, b]) => sum + distance(a, b), 0) / 2
  for (const [a, b] of parts) {
    const length = distance(a, b)
    if (left <= length && length > 0)
      return { x: a.x + ((b.x - a.x) * left) / length, y: a.y + ((b.y - a.y) * left) / length }
    left -= length
  }
  return points[0] ?? { x: 0, y: 0 }
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
