import { describe, expect, it } from 'vitest'
import { END_GRIP, edgeControls, PORT_RADIUS, START_GRIP } from './edge-controls.ts'
import type { Point } from './geometry.ts'
import { BELOW } from './quick-add/place-card.ts'
import { routeEdges } from './route-edges.ts'

const gap = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)

/** The route from a card to another one that stands so far below and aside. */
function routeTo(below: number, aside = 0) {
  const boxes = [
    { id: 'a', x: 0, y: 0, width: 240, height: 58 },
    { id: 'b', x: aside, y: 58 + below, width: 240, height: 58 },
  ]
  const edge = { id: 'e', source: 'a', target: 'b', from: { x: 120, y: 58 }, isBack: false }
  const route = routeEdges(boxes, [edge]).get('e')
  if (!route) throw new Error('no route')
  const grips = {
    start: { x: 120, y: 58 + START_GRIP.distance },
    end: { x: aside + 120, y: 58 + below - END_GRIP.distance },
  }
  return { route, from: edge.from, grips }
}

describe('plus and grips of an edge', () => {
  for (const labelWidth of [null, 90])
    for (const aside of [0, 30, 280])
      it(`lie beside each other at the distance of quick-add, ${aside} aside, label ${labelWidth}`, () => {
        const { route, from, grips } = routeTo(BELOW, aside)
        const { plus, radius, isShort } = edgeControls(route, labelWidth)
        expect(isShort).toBe(false)
        expect(radius).toBeGreaterThanOrEqual(10)
        expect(gap(plus, from)).toBeGreaterThanOrEqual(radius + PORT_RADIUS)
        expect(gap(plus, grips.start)).toBeGreaterThanOrEqual(radius + START_GRIP.radius)
        expect(gap(plus, grips.end)).toBeGreaterThanOrEqual(radius + END_GRIP.radius)
      })

  it('leave the plus alone where cards are close', () => {
    for (let below = 30; below < 70; below += 4) {
      const { route, from } = routeTo(below)
      const { plus, radius, isShort } = edgeControls(route, null)
      expect(isShort).toBe(true)
      expect(gap(plus, from)).toBeGreaterThanOrEqual(radius + PORT_RADIUS)
      expect(plus.y + radius).toBeLessThanOrEqual(58 + below)
    }
  })
})
