/** Which edge lies under the pointer, or under a card that is dragged. */

import type { Box, Point } from '../geometry.ts'
import type { Route } from '../route-edges.ts'
import { passes } from '../routes.ts'

/** Within this distance, in the drawing's measures, a point is on an edge. */
const NEAR = 14

/** @returns the id of the nearest edge that runs close by; null where there is none */
export function edgeNear(point: Point, routes: ReadonlyMap<string, Route>): string | null {
  let best: string | null = null
  let least = NEAR
  for (const [id, { points }] of routes)
    for (const [index, b] of points.slice(1).entries()) {
      const distance = distanceTo(point, points[index] ?? b, b)
      if (distance < least) {
        least = distance
        best = id
      }
    }
  return best
}

/** @returns the edge that runs through the middle half of a box, where a card plainly lies on it; null where none does */
export function edgeBeneath(
  box: Box,
  routes: ReadonlyMap<string, Route>,
  isCandidate: (id: string) => boolean,
): string | null {
  const core = {
    ...box,
    x: box.x + box.width / 4,
    y: box.y + box.height / 4,
    width: box.width / 2,
    height: box.height / 2,
  }
  for (const [id, route] of routes) if (passes(route, core) && isCandidate(id)) return id
  return null
}

/** Edges run straight down or across, so the distance is to a straight part. */
function distanceTo(point: Point, a: Point, b: Point): number {
  const x = Math.min(Math.max(point.x, Math.min(a.x, b.x)), Math.max(a.x, b.x))
  const y = Math.min(Math.max(point.y, Math.min(a.y, b.y)), Math.max(a.y, b.y))
  return Math.hypot(point.x - x, point.y - y)
}
