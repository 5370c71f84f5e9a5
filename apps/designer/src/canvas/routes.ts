/** The routes of a document: its cards as obstacles, its edges from port to card. */
import { buildGraph, type FlowDocument } from '@callflow-studio/model'
import { type Card, cardsOf } from './card.ts'
import type { Box, Point } from './geometry.ts'
import { type Route, type RouteEdge, routeEdges } from './route-edges.ts'

export interface Drawing {
  cards: ReadonlyMap<string, Card>
  boxes: readonly Box[]
  edges: readonly RouteEdge[]
  routes: ReadonlyMap<string, Route>
}

/** From here on, drawing all edges again after each change would be felt: some 0.7 ms each. */
const MANY_EDGES = 200

/**
 * The drawing after a change. In a large flow, edges that have nothing to do with the change stay as they are; once the flow
 * is opened again, all of them are drawn as if for the first time.
 * @param before the drawing before the change; null for the first
 */
export function redrawRoutes(document: FlowDocument, before: Drawing | null): Drawing {
  if (!before || document.edges.length < MANY_EDGES) return drawRoutes(document)
  const boxes = new Map(before.boxes.map((box) => [box.id, box]))
  const layout = layOut(document)
  const changed = layout.boxes.filter((box) => !isSameBox(boxes.get(box.id), box)).map(({ id }) => id)
  return { ...layout, routes: routeEdges(layout.boxes, layout.edges, sameAsBefore(before, layout, changed)) }
}

const isSameBox = (a: Box | undefined, b: Box): boolean =>
  a !== undefined && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height

/** Untouched routes of edges that begin and end where they did, among as many others. */
function sameAsBefore(before: Drawing, { boxes, edges }: Layout, changed: readonly string[]): Map<string, Route> {
  const known = new Map(before.edges.map((edge) => [edge.id, edge]))
  const arrivalsBefore = countArrivals(before.edges)
  const arrivals = countArrivals(edges)
  const same = edges.filter((edge) => {
    const other = known.get(edge.id)
    return (
      other !== undefined &&
      other.source === edge.source &&
      other.target === edge.target &&
      other.isBack === edge.isBack &&
      other.from.x === edge.from.x &&
      other.from.y === edge.from.y &&
      arrivals.get(edge.target) === arrivalsBefore.get(edge.target)
    )
  })
  return untouched(before, same, changed, new Map(boxes.map((box) => [box.id, box])))
}

function countArrivals(edges: readonly RouteEdge[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { target } of edges) counts.set(target, (counts.get(target) ?? 0) + 1)
  return counts
}

type Layout = Omit<Drawing, 'routes'>

export function drawRoutes(document: FlowDocument): Drawing {
  const layout = layOut(document)
  return { ...layout, routes: routeEdges(layout.boxes, layout.edges) }
}

/**
 * The drawing while steps are moved: the cards stay, and so do edges that have nothing to do with those.
 * @param places where the moved steps are now, by their ids
 */
export function moveSteps(before: Drawing, places: Readonly<Record<string, Point>>): Drawing {
  const moves = new Map<string, Point>()
  const boxes = before.boxes.map((box) => {
    const place = places[box.id]
    if (!place) return box
    moves.set(box.id, { x: place.x - box.x, y: place.y - box.y })
    return { ...box, x: place.x, y: place.y }
  })
  const byId = new Map(boxes.map((box) => [box.id, box]))
  const edges = before.edges.map((edge) => {
    const by = moves.get(edge.source)
    return by ? { ...edge, from: { x: edge.from.x + by.x, y: edge.from.y + by.y } } : edge
  })
  const kept = untouched(before, edges, Object.keys(places), byId)
  return { cards: before.cards, boxes, edges, routes: routeEdges(boxes, edges, kept) }
}

function layOut(document: FlowDocument): Layout {
  const cards = cardsOf(document)
  const boxes = document.nodes.flatMap(({ id, position }) => {
    const card = cards.get(id)
    return card ? [{ id, x: position.x, y: position.y, width: card.width, height: card.height }] : []
  })
  const { backEdges } = buildGraph(document)
  const byId = new Map(boxes.map((box) => [box.id, box]))
  const edges = document.edges.flatMap((edge): RouteEdge[] => {
    const box = byId.get(edge.source)
    const port = cards.get(edge.source)?.ports.find(({ key }) => key === edge.sourceHandle)
    if (!box || !port) return []
    const from = { x: box.x + port.x, y: box.y + box.height }
    return [{ id: edge.id, source: edge.source, target: edge.target, from, isBack: backEdges.has(edge.id) }]
  })
  return { cards, boxes, edges }
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
