import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { drawRoutes } from '../routes.ts'
import { frameOf, isReadable, pixelsFor } from './picture-frame.ts'

describe('the frame of a picture', () => {
  it('holds every card and every edge, with a margin', () => {
    const document = flow().step('a', 'menu', {}).step('b', 'hangup').chain('a').edge('a.1', 'b').edge('b', 'a').build()
    const drawing = drawRoutes(document)
    const { x, y, width, height } = frameOf(drawing)
    const points = [
      ...drawing.boxes.flatMap((box) => [box, { x: box.x + box.width, y: box.y + box.height }]),
      ...[...drawing.routes.values()].flatMap((route) => route.points),
    ]
    for (const point of points) {
      expect(point.x).toBeGreaterThanOrEqual(x + 40)
      expect(point.y).toBeGreaterThanOrEqual(y + 40)
      expect(point.x).toBeLessThanOrEqual(x + width - 40)
      expect(point.y).toBeLessThanOrEqual(y + height - 40)
    }
  })
  it('is there for nothing too', () =>
    expect(frameOf({ boxes: [], routes: new Map() })).toMatchObject({ width: 80, height: 80 }))
})

describe('the pixels of a picture', () => {
  it('are twice those of the drawing', () => expect(pixelsFor({ width: 1000, height: 800 })).toBe(2))
  it('are as many as a browser can paint where the flow is large', () => {
    for (const [width, height] of [
      [200_000, 3000],
      [3000, 200_000],
      [15_000, 15_000],
    ] as const) {
      const pixels = pixelsFor({ width, height })
      expect(width * pixels).toBeLessThanOrEqual(16_384)
      expect(height * pixels).toBeLessThanOrEqual(16_384)
      expect(width * height * pixels * pixels).toBeLessThanOrEqual(16_384 ** 2)
    }
  })
  it('can be read up to some 32,000 pixels a side', () => {
    expect(isReadable({ width: 31_000, height: 2000 })).toBe(true)
    expect(isReadable({ width: 33_000, height: 2000 })).toBe(false)
    expect(isReadable({ width: 2000, height: 33_000 })).toBe(false)
    expect(isReadable({ width: 30_000, height: 30_000 })).toBe(false)
  })
})
