import { describe, expect, it } from 'vitest'
import { firstView, reveal } from './view-frame.ts'

const box = (x: number, y: number, width = 240, height = 60) => ({ id: `${x} ${y}`, x, y, width, height })
const screen = { width: 800, height: 600 }

describe('the first sight of a flow', () => {
  it('shows a small one whole, not larger than life, from its top', () => {
    expect(firstView([box(0, 0)], screen, box(0, 0))).toEqual({ zoom: 1, x: 280, y: 20 })
  })

  it('shows the beginning of a tall one, large enough to read', () => {
    const start = box(0, 0)
    const { zoom, y } = firstView([start, box(0, 4000)], screen, start)
    expect(zoom).toBeGreaterThanOrEqual(0.6)
    expect(y).toBe(20)
  })

  it('puts the start into the middle where the flow is wider than the screen', () => {
    const start = box(2000, 0)
    const { zoom, x } = firstView([start, box(0, 100), box(5000, 100)], screen, start)
    expect((2000 + 120) * zoom + x).toBeCloseTo(400)
  })

  it('shows all of it where it is only looked at', () => {
    const { zoom, x, y } = firstView([box(0, 0), box(4000, 3000)], screen, null)
    expect(x).toBeGreaterThanOrEqual(0)
    expect(4240 * zoom + x).toBeLessThanOrEqual(800)
    expect(3060 * zoom + y).toBeLessThanOrEqual(600)
  })
})

describe('revealing a step', () => {
  it('does not move the view where it is in view', () => {
    const view = { zoom: 1, x: 0, y: 0 }
    expect(reveal(box(100, 100), view, screen)).toBe(view)
  })

  it('brings it out from behind a panel', () => {
    const view = { zoom: 1, x: 0, y: 0 }
    const moved = reveal(box(500, 100), view, screen, 336)
    expect(500 + moved.x + 240).toBeLessThanOrEqual(800 - 336)
    expect(moved.y).toBe(0)
  })

  it('brings one that is far away to the middle', () => {
    const moved = reveal(box(4000, 4000), { zoom: 1, x: 0, y: 0 }, screen)
    expect(4000 + moved.x).toBeGreaterThan(100)
    expect(4240 + moved.x).toBeLessThan(700)
  })

  it('comes close enough to read it', () => {
    expect(reveal(box(0, 0), { zoom: 0.2, x: 300, y: 300 }, screen).zoom).toBe(0.6)
  })
})
