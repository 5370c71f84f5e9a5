import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { drawRoutes } from '../routes.ts'
import { edgeBeneath, edgeNear } from './edge-under.ts'
import { snap } from './snap.ts'
import { canSplice, moveStart, splice } from './splice.ts'

const box = (x: number, y: number, width = 240, height = 60) => ({ id: `${x} ${y}`, x, y, width, height })

describe('snap lines', () => {
  it('bring a card in line with the middle of another, at most so far', () => {
    const { by, guides } = snap(box(4, 200), [box(0, 0)], 6)
    expect(by).toEqual({ x: -4, y: 0 })
    expect(guides).toEqual([{ isVertical: true, at: 120, from: 0, to: 260 }])
    expect(snap(box(9, 200), [box(0, 0)], 6)).toEqual({ by: { x: 0, y: 0 }, guides: [] })
  })

  it('align cards of different widths by their middles, and tops in a row', () => {
    expect(snap(box(-68, 200, 380), [box(0, 0)], 6).by).toEqual({ x: -2, y: 0 })
    expect(snap(box(300, 3), [box(0, 0)], 6).by).toEqual({ x: 0, y: -3 })
  })
})

const at = (x: number, y: number) => ({ position: { x, y } })
const draw = () =>
  flow()
    .step('a', 'tts', {}, at(0, 100))
    .step('b', 'tts', {}, at(0, 300))
    .step('c', 'user', { id: 'c' }, at(400, 200))
    .edge('a', 'b')
    .build()

describe('the way under the pointer', () => {
  it('is the one that runs close by', () => {
    const { routes } = drawRoutes(draw())
    expect(edgeNear({ x: 125, y: 230 }, routes)).toBe('e1')
    expect(edgeNear({ x: 180, y: 230 }, routes)).toBeNull()
  })

  it('lies under a dragged card where it runs through its middle', () => {
    const { routes } = drawRoutes(draw())
    expect(edgeBeneath(box(20, 200), routes, () => true)).toBe('e1')
    expect(edgeBeneath(box(110, 200), routes, () => true)).toBeNull()
    expect(edgeBeneath(box(20, 200), routes, () => false)).toBeNull()
  })
})

describe('a step dropped on a way', () => {
  it('goes between, by its plain way out', () => {
    const after = splice('c', 'e1')(draw())
    expect(after.edges).toMatchObject([
      { source: 'a', sourceHandle: '_', target: 'c' },
      { source: 'c', sourceHandle: '_', target: 'b' },
    ])
  })

  it('stays apart where something leads to it already, or it leads on', () => {
    const led = flow().step('a', 'tts').step('b', 'tts').step('c', 'tts').chain('a', 'b').edge('c', 'b').build()
    expect(canSplice(led, 'c', 'e2')).toBe(false)
    expect(splice('c', 'e2')(led)).toBe(led)
    expect(canSplice(draw(), 'a', 'e1')).toBe(false)
  })
})

describe('the start of a way', () => {
  it('moves to another way out, and lets go of its own', () => {
    const after = moveStart('e1', { nodeId: 'c', port: 'USER_BUSY' })(draw())
    expect(after.edges).toMatchObject([{ source: 'c', sourceHandle: 'USER_BUSY', target: 'b' }])
  })
})
