/** The routes of a document: its cards as obstacles, its edges from port to card. */
import { buildGraph, type FlowDocument } from '@callflow-studio/model'
import { type Card, cardsOf } from './card.ts'
import { type Box, type Route, type RouteEdge, routeEdges } from './route-edges.ts'

export interface Drawing {
  cards: ReadonlyMap<string, Card>
  boxes: readonly Box[]
  edges: readonly RouteEdge[]
  routes: ReadonlyMap<string, Route>
}

/**
 * @param before while steps are moved: the drawing as it was; ways that have nothing to do with them stay
 * @param moved ids of the steps that are being moved
 */
export function drawRoutes(
  document: FlowDocument,
  before: Drawing | null = null,
  moved: readonly string[] = [],
): Drawing {
  const cards = cardsOf(document)
  const boxes = document.nodes.flatMap(({ id, position }) => {
    const card = cards.get(id)
    return card ? [{ id, x: position.x, y: position.y, width: card.width, height: card.height }] : []
  })
  const { backEdges } = buildGraph(document)
  const byId = new Map(boxes.map((box) => [box.id, box]))
  const edges = document.edges.flatMap((edge): RouteEdge[] => {
    const box = byId.get(edge.source)
    const way = cards.get(edge.source)?.ways.find(({ key }) => key === edge.sourceHandle)
    if (!box || !way) return []
    const from = { x: box.x + way.x, y: box.y + box.height }
    return [{ id: edge.id, source: edge.source, target: edge.target, from, isBack: backEdges.has(edge.id) }]
  })
  const kept = before && moved.length > 0 ? untouched(before, edges, moved, byId) : new Map<string, Route>()
  return { cards, boxes, edges, routes: routeEdges(boxes, edges, kept) }
}

/** Routes that neither start, end nor pass where something is moved. */
function untouched(
  { routes }: Drawing,
  edges: readonly RouteEdge[],
  moved: readonly string[],
  boxes: ReadonlyMap<string, Box>,
): Map<string, Route> {
  const isMoved = new Set(moved)
  const obstacles = moved.flatMap((id) => boxes.get(id) ?? [])
  const kept = new Map<string, Route>()
  for (const { id, source, target } of edges) {
    const route = routes.get(id)
    if (!route || isMoved.has(source) || isMoved.has(target)) continue
    if (!obstacles.some((box) => passes(route, box))) kept.set(id, route)
  }
  return kept
}

/** Whether a route runs over a card. */
export function passes({ points }: Route, box: Box): boolean {
  return points.slice(1).some((b, index) => {
    const a = points[index] ?? b
    return (
      Math.max(a.x, b.x) > box.x &&
      Math.min(a.x, b.x) < box.x + box.width &&
      Math.max(a.y, b.y) > box.y &&
      Math.min(a.y, b.y) < box.y + box.height
    )
  })
}
