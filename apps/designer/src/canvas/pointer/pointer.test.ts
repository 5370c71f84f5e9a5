import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { cardsOf } from '../card.ts'
import { drawRoutes } from '../routes.ts'
import { connectionTargetOf, portForStart, refuseInsert, refuseReplace } from './connection-target.ts'
import { edgeBeneath, edgeNear } from './edge-under.ts'
import { canCopy, drop, dropCopies, holdSteps, hover } from './held-steps.ts'
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

describe('the edge under the pointer', () => {
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

describe('a step dropped on an edge', () => {
  it('goes between, by its default port', () => {
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

describe('the start of an edge', () => {
  it('moves to another port, and lets go of its own', () => {
    const after = moveStart('e1', { nodeId: 'c', port: 'USER_BUSY' })(draw())
    expect(after.edges).toMatchObject([{ source: 'c', sourceHandle: 'USER_BUSY', target: 'b' }])
  })
})

describe('a connection that is held over a card', () => {
  const build = () =>
    flow()
      .step('a', 'tts')
      .step('c', 'logic.condition', { combine: 'all', rules: [] })
      .step('b', 'tts')
      .step('end', 'hangup')
      .step('note', 'note')
      .chain('a', 'c')
      .edge('c.true', 'b')
      .build()
  const at = { x: 0, y: 0 }
  const end = (nodeId: string, port = '_') => ({ end: 'target', from: { nodeId, port } }) as const
  const start = { end: 'source', edgeId: 'e2' } as const

  it('says why it cannot end there', () => {
    expect(connectionTargetOf(build(), end('b'), 'a', at)).toEqual({ port: null, refusal: null })
    const why = (from: string, port: string, over: string) =>
      connectionTargetOf(build(), end(from, port), over, at).refusal
    expect(why('b', '_', 'start')).toEqual({ text: 'A call cannot return to its start.' })
    expect(why('b', '_', 'note')).toEqual({ text: 'A note is not part of the call.' })
    expect(why('error', 'next', 'c')).toEqual({ text: 'The fallback can only contain fixed steps.' })
  })

  it('begins at the open port nearest to the pointer', () => {
    const card = cardsOf(build()).get('c')
    if (!card) throw new Error('not drawn')
    const [yes, no] = card.ports
    expect(portForStart(card, 'e3', yes?.x ?? 0)).toBe('true')
    expect(portForStart(card, 'e3', no?.x ?? 0)).toBe('false')
    expect(portForStart(card, 'e1', yes?.x ?? 0)).toBe('false')
  })

  it('cannot begin where every port is taken, or there is none', () => {
    expect(connectionTargetOf(build(), start, 'b', at)).toEqual({ port: '_', refusal: null })
    expect(connectionTargetOf(build(), start, 'start', at).refusal).toEqual({ key: 'noFreeExit' })
    expect(connectionTargetOf(build(), start, 'end', at).refusal).toEqual({ key: 'noExit' })
    expect(connectionTargetOf(build(), start, 'error', at).refusal).toEqual({
      text: 'The fallback can only contain fixed steps.',
    })
  })

  it('takes no note in, and start and fallback are not replaced', () => {
    expect(refuseInsert(build(), 'e2', 'voicemail')).toBeNull()
    expect(refuseInsert(build(), 'e2', 'note')).toEqual({ text: 'A note is not part of the call.' })
    expect(refuseReplace(build(), 'a', 'voicemail')).toBeNull()
    expect(refuseReplace(build(), 'b', 'note')).toEqual({ text: 'A note is not part of the call.' })
    expect(refuseReplace(build(), 'start', 'tts')).toEqual({ key: 'staysInPlace' })
  })
})

describe('steps that are dragged', () => {
  it('go into the edge that they lie on, and the cards below make room', () => {
    const document = draw()
    const held = hover(
      holdSteps(document, ['c'], (flow) => drawRoutes(flow).routes),
      new Map([['c', { x: 0, y: 200 }]]),
      1,
    )
    expect(held.dropEdge).toBe('e1')
    const after = drop(held)(document)
    expect(after.edges.map(({ source, target }) => [source, target])).toEqual([
      ['a', 'c'],
      ['c', 'b'],
    ])
    const place = (id: string) => after.nodes.find((node) => node.id === id)?.position ?? { x: 0, y: 0 }
    expect(place('c').y).toBeGreaterThanOrEqual(158 + 28)
    expect(place('b').y).toBeGreaterThanOrEqual(place('c').y + 58 + 28)
  })

  it('are moved together, in line with what stays', () => {
    const held = hover(
      holdSteps(draw(), ['a', 'b'], () => null),
      new Map([
        ['a', { x: 396, y: 400 }],
        ['b', { x: 396, y: 600 }],
      ]),
      1,
    )
    expect(held).toMatchObject({ places: { a: { x: 400, y: 400 }, b: { x: 400, y: 600 } }, dropEdge: null })
  })

  it('are copied with the connections among them, but never the start', () => {
    const document = flow().step('a', 'tts').step('b', 'tts').chain('a', 'b').build()
    const steps = holdSteps(document, ['start', 'a', 'b'], () => null)
    expect(canCopy(steps, ['start'])).toBe(false)
    const after = dropCopies(steps, { start: { x: 300, y: 0 }, a: { x: 300, y: 0 }, b: { x: 300, y: 0 } })(document)
    expect(after.nodes.filter(({ type }) => type === 'start')).toHaveLength(1)
    expect(after.nodes).toHaveLength(6)
    expect(after.edges).toHaveLength(3)
  })
})
