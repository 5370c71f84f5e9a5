import { describe, expect, it } from 'vitest'
import { clearOf, firstView, reveal, revealArea } from './view-frame.ts'

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

describe('what lies over the canvas', () => {
  const zoomBar = { x: 12, y: 550, width: 200, height: 38 }
  const list = { x: 380, y: 12, width: 408, height: 320 }

  it('does not cover a step: it moves up from a bar, and down from a list', () => {
    const view = { zoom: 1, x: 0, y: 0 }
    const up = clearOf(box(20, 520), view, [zoomBar], screen)
    expect(520 + 60 + up.y).toBeLessThan(zoomBar.y)
    const down = clearOf(box(400, 100), view, [list], screen)
    expect(100 + down.y).toBeGreaterThan(list.y + list.height)
    expect(clearOf(box(300, 520), view, [zoomBar], screen)).toBe(view)
  })

  it('leaves room for pasted steps, from further away where they are many', () => {
    const area = { x: 0, y: 0, width: 1200, height: 900 }
    const { x, y, zoom } = revealArea(area, { zoom: 1, x: 0, y: 0 }, screen)
    expect(x).toBeGreaterThanOrEqual(0)
    expect(area.width * zoom + x).toBeLessThanOrEqual(screen.width)
    expect(area.height * zoom + y).toBeLessThanOrEqual(screen.height)
  })
})
