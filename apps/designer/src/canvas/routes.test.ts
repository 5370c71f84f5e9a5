import { emptyDocument, type FlowDocument, type FlowNode } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import type { Point } from './geometry.ts'
import type { Route } from './route-edges.ts'
import { drawRoutes, moveSteps, passes, redrawRoutes } from './routes.ts'

const at = (x: number, y: number) => ({ position: { x, y } })
/** A menu above three rung users, which all lead to one mailbox; the first asks again. */
const frontDesk = (): FlowDocument =>
  flow()
    .step(
      'menu',
      'input.menu',
      { choices: ['1', '2', '3'].map((digits) => ({ digits, label: `Choice ${digits}` })) },
      at(200, 100),
    )
    .step('a', 'user', { id: 'a' }, at(0, 300))
    .step('b', 'user', { id: 'b' }, at(280, 300))
    .step('c', 'user', { id: 'c' }, at(560, 300))
    .step('box', 'voicemail', { id: 'x' }, at(280, 500))
    .chain('menu')
    .edge('menu.1', 'a')
    .edge('menu.2', 'b')
    .edge('menu.3', 'c')
    .edge('a', 'box')
    .edge('b', 'box')
    .edge('c', 'box')
    .edge('menu.timeout', 'menu')
    .build()

const edgeOf = (document: FlowDocument, source: string, port = '_') =>
  document.edges.find((edge) => edge.source === source && edge.sourceHandle === port)?.id ?? ''
const routesOf = (document: FlowDocument) => drawRoutes(document).routes
const isStraight = (a: Point, b: Point) => a.x === b.x || a.y === b.y
const parts = ({ points }: Route): [Point, Point][] => points.slice(1).map((b, index) => [points[index] ?? b, b])

describe('edges between cards', () => {
  it('run only down, up and across, from the port to the top of the next card', () => {
    const document = frontDesk()
    const { routes, boxes } = drawRoutes(document)
    expect(routes.size).toBe(document.edges.length)
    for (const { id, target } of document.edges) {
      const route = routes.get(id)
      expect(route && parts(route).every(([a, b]) => isStraight(a, b)), id).toBe(true)
      expect(route?.points.at(-1)?.y).toBe(boxes.find((box) => box.id === target)?.y)
    }
  })

  it('never cross a card', () => {
    const { routes, boxes } = drawRoutes(frontDesk())
    for (const [id, route] of routes)
      for (const box of boxes) expect(passes(route, box), `${id} over ${box.id}`).toBe(false)
  })

  it('go around a card that stands in the way', () => {
    const document = flow()
      .step('a', 'tts', {}, at(0, 100))
      .step('wall', 'tts', {}, at(0, 250))
      .step('b', 'tts', {}, at(0, 400))
      .edge('a', 'b')
      .build()
    const { routes, boxes } = drawRoutes(document)
    const route = routes.get('e1')
    const wall = boxes.find(({ id }) => id === 'wall')
    expect(route && wall && passes(route, wall)).toBe(false)
  })

  it('meet in one lane where they lead to the same step', () => {
    const document = frontDesk()
    const routes = routesOf(document)
    const lastLane = (id: string) => routes.get(edgeOf(document, id))?.points.at(-2)?.y
    expect(lastLane('a')).toBe(lastLane('c'))
  })

  it('go back around the right side', () => {
    const document = frontDesk()
    const { routes, boxes, edges } = drawRoutes(document)
    const id = edgeOf(document, 'menu', 'timeout')
    const menu = boxes.find((box) => box.id === 'menu')
    expect(edges.find((edge) => edge.id === id)?.isBack).toBe(true)
    expect(Math.max(...(routes.get(id)?.points.map(({ x }) => x) ?? []))).toBeGreaterThan(
      (menu?.x ?? 0) + (menu?.width ?? 0),
    )
  })

  it('stay where they are while an unrelated step is moved', () => {
    const document = frontDesk()
    const before = drawRoutes(document)
    const after = moveSteps(before, { c: { x: 700, y: 320 } })
    const { boxes, edges, cards } = drawRoutes(move(document, 'c', 700, 320))
    expect(after).toMatchObject({ boxes, edges })
    expect([...after.cards.keys()]).toEqual([...cards.keys()])
    expect(after.routes.get(edgeOf(document, 'menu', '1'))).toBe(before.routes.get(edgeOf(document, 'menu', '1')))
    expect(after.routes.get(edgeOf(document, 'menu', '3'))).not.toBe(before.routes.get(edgeOf(document, 'menu', '3')))
  })

  it('are left out where an end is missing', () => {
    const document = emptyDocument()
    const dangling = { ...document, edges: [{ id: 'x', source: 'gone', sourceHandle: '_', target: 'gone too' }] }
    expect(routesOf(dangling).size).toBe(0)
  })
})

describe('edges of a large flow after a change', () => {
  /** Rows of three steps, each leading to the one below it. */
  const large = (): FlowDocument => {
    const builder = flow()
    for (let row = 0; row < 100; row++)
      for (const column of [0, 1, 2]) {
        builder.step(`${row}-${column}`, 'tts', { text: 'x' }, at(column * 300, row * 150))
        if (row > 0) builder.edge(`${row - 1}-${column}`, `${row}-${column}`)
      }
    return builder.build()
  }

  it('stay, but for those of the step that was moved, and those it stands in the way of', () => {
    const document = large()
    const before = drawRoutes(document)
    const moved = move(document, '50-0', 300, 50 * 150 + 75) // over the edge from 50-1 to 51-1
    const after = redrawRoutes(moved, before)
    const isKept = (source: string) =>
      after.routes.get(edgeOf(document, source)) === before.routes.get(edgeOf(document, source))
    expect(['49-0', '50-0', '50-1'].filter(isKept)).toEqual([])
    expect(['48-0', '49-1', '51-1', '50-2'].filter((source) => !isKept(source))).toEqual([])
  })

  it('are drawn again where a step got one more incoming edge', () => {
    const document = large()
    const before = drawRoutes(document)
    const edge = { id: 'new', source: '3-0', sourceHandle: '_', target: '10-1' }
    const joined = { ...document, edges: [...document.edges.filter(({ source }) => source !== '3-0'), edge] }
    const after = redrawRoutes(joined, before)
    expect(after.routes.get('new')).toBeDefined()
    expect(after.routes.get(edgeOf(document, '9-1'))).not.toBe(before.routes.get(edgeOf(document, '9-1')))
    expect(after.routes.get(edgeOf(document, '20-2'))).toBe(before.routes.get(edgeOf(document, '20-2')))
  })

  it('are all there, and none that is gone', () => {
    const document = large()
    const fewer = { ...document, edges: document.edges.slice(5) }
    const after = redrawRoutes(fewer, drawRoutes(document))
    expect([...after.routes.keys()].toSorted()).toEqual(fewer.edges.map(({ id }) => id).toSorted())
  })
})

const move = (document: FlowDocument, id: string, x: number, y: number): FlowDocument => ({
  ...document,
  nodes: document.nodes.map((node): FlowNode => (node.id === id ? { ...node, position: { x, y } } : node)),
})
