/**
 * Draws the edges between cards: orthogonal, from the bottom of a card down to the top of the next, around cards that
 * stand between, sharing a lane where they lead to the same step and keeping apart where they do not.
 *
 * Each edge tries a small family of shapes (straight, one jog, around one side) over lanes that its surroundings offer,
 * and takes the cheapest. A search over a grid would find a path through any maze, but takes a hundred times as long, and
 * people do not draw mazes.
 */

import type { Box, Point } from './geometry.ts'
import { createObstacleMap, type ObstacleMap } from './obstacle-map.ts'

export interface RouteEdge {
  id: string
  source: string
  target: string
  /** Middle of the port, on the bottom border of the source. */
  from: Point
  /** Drawn around the right side. */
  isBack: boolean
}
export interface Route {
  /** Corners, ends included; every part is horizontal or vertical. */
  points: readonly Point[]
  /** Where words and marks stand. */
  middle: Point
}

const STUB = 16
const ARRIVE = 22
const LANE = 10
const BESIDE = 18
/** Straight down only from here on; closer, the edge goes around. */
const MIN_DROP = 20
const MAX_SIDES = 14
/** Heights that are tried for a single jog, apart from those that others use. */
const MAX_JOGS = 5
/** An edge arrives a little off the middle rather than with a tiny jog. */
const NEARLY_STRAIGHT = 24
const COST = { bend: 14, hit: 5000, wrongSide: 400, preference: 1, sameLane: -60 }

/**
 * @param kept routes that stay as they are (while a card is dragged, those of the others)
 * @returns a route for each edge whose ends are there, by edge id
 */
export function routeEdges(
  boxes: readonly Box[],
  edges: readonly RouteEdge[],
  kept: ReadonlyMap<string, Route> = new Map(),
): Map<string, Route> {
  const byId = new Map(boxes.map((box) => [box.id, box]))
  const obstacles = createObstacleMap(boxes)
  const routes = new Map<string, Route>()
  const arrivals = new Map<string, number>()
  for (const edge of edges) {
    arrivals.set(edge.target, (arrivals.get(edge.target) ?? 0) + 1)
    const route = kept.get(edge.id)
    if (route) obstacles.add(edge, route.points)
  }
  for (const edge of inDrawingOrder(edges, kept)) {
    const target = byId.get(edge.target)
    if (!target || !byId.has(edge.source)) continue
    const to = arrival(edge, target, arrivals.get(edge.target) ?? 0)
    const points = findRoute(edge, to, obstacles)
    obstacles.add(edge, points)
    routes.set(edge.id, { points, middle: points[0] ?? to })
  }
  for (const edge of edges) {
    const route = kept.get(edge.id) ?? routes.get(edge.id)
    if (route)
      routes.set(edge.id, kept.has(edge.id) ? route : { ...route, middle: obstacles.placeWords(edge, route.points) })
  }
  return routes
}

/** The middle of the card's top, where all its incoming edges meet. */
function arrival(edge: RouteEdge, target: Box, arrivals: number): Point {
  const middle = target.x + target.width / 2
  const isNear = Math.abs(edge.from.x - middle) <= NEARLY_STRAIGHT && target.y - edge.from.y >= MIN_DROP
  return { x: arrivals === 1 && isNear && !edge.isBack ? edge.from.x : middle, y: target.y }
}

/** Short edges first: the long ones can go around them, not the other way round. Back edges last. */
function inDrawingOrder(edges: readonly RouteEdge[], kept: ReadonlyMap<string, Route>): readonly RouteEdge[] {
  return edges
    .filter((edge) => !kept.has(edge.id))
    .toSorted((a, b) => Number(a.isBack) - Number(b.isBack) || a.from.y - b.from.y || a.from.x - b.from.x)
}

interface Candidate {
  points: Point[]
  /** Added to its cost: how much less we like this shape. */
  penalty: number
}

/** Around cards only where the plain edges are not as good already: those are hundreds of shapes, and rarely taken. */
function findRoute(edge: RouteEdge, to: Point, obstacles: ObstacleMap): readonly Point[] {
  const { from } = edge
  const { xs, ys } = obstacles.lanesTo(edge.target)
  const hasNoSharedLane = xs.length === 0 && ys.length === 0
  const plain = cheapest(plainRoutes(edge, to, obstacles), edge, obstacles, hasNoSharedLane)
  const shortest = Math.abs(to.x - from.x) + Math.abs(to.y - from.y) + 2 * COST.bend
  if (plain && hasNoSharedLane && plain.cost <= shortest + MAX_JOGS * COST.preference) return plain.points
  const most = hasNoSharedLane && plain ? plain.cost : Number.POSITIVE_INFINITY
  return (
    cheapest(routesAround(edge, to, obstacles, most), edge, obstacles, hasNoSharedLane, plain)?.points ?? [from, to]
  )
}

function plainRoutes(edge: RouteEdge, to: Point, obstacles: ObstacleMap): Candidate[] {
  const { from } = edge
  if (to.y - from.y < MIN_DROP) return []
  const found: Candidate[] = []
  const { ys } = obstacles.lanesTo(edge.target)
  if (Math.abs(from.x - to.x) < 1) found.push({ points: [from, { x: from.x, y: to.y }], penalty: 0 })
  for (const [index, y] of jogs(from.y, to.y, ys).entries())
    found.push({
      points: corners(from, [y], [to.x], to),
      penalty: index * COST.preference + (ys.includes(y) ? COST.sameLane : 0),
    })
  return found
}

/** @param most none that is this long or longer */
function routesAround(edge: RouteEdge, to: Point, obstacles: ObstacleMap, most: number): Candidate[] {
  const { from } = edge
  const drop = to.y - from.y
  const used = obstacles.lanesTo(edge.target)
  const found: Candidate[] = []
  const below = belowSource(edge, obstacles, used.ys)
  const above = aboveTarget(edge, to, obstacles, used.ys)
  const top = Math.min(from.y, to.y) - ARRIVE - LANE
  const bottom = Math.max(from.y, to.y) + STUB + LANE
  for (const x of sides(edge, to, obstacles, top, bottom, used.xs))
    for (const [first, y1] of below.entries())
      for (const [second, y2] of above.entries()) {
        const isForth = drop >= MIN_DROP
        if (isForth && y1 > y2) continue
        const across = Math.abs(x - from.x) + Math.abs(to.x - x)
        const down = Math.abs(y1 - from.y) + Math.abs(y2 - y1) + Math.abs(to.y - y2)
        if (across + down >= most) continue
        const isLeft = edge.isBack && x < Math.max(from.x, to.x)
        found.push({
          points: corners(from, [y1, y2], [x, to.x], to),
          penalty: (first + second) * COST.preference + (isLeft ? COST.wrongSide : 0),
        })
      }
  return found
}

/** Down to each y, across to each x in turn, and down to the end. */
function corners(from: Point, ys: readonly number[], xs: readonly number[], to: Point): Point[] {
  const points = [from]
  let x = from.x
  ys.forEach((y, index) => {
    points.push({ x, y })
    x = xs[index] ?? x
    points.push({ x, y })
  })
  points.push(to)
  return points.filter((point, index) => {
    const before = points[index - 1]
    const after = points[index + 1]
    if (!before || !after) return true
    const isOnLine = (before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y)
    return !isOnLine
  })
}

/** Heights for a single jog, likeliest first: half way where rows are close, else just above the target. */
function jogs(top: number, bottom: number, used: readonly number[]): number[] {
  const middle = Math.round((top + bottom) / 2)
  const isClose = bottom - top <= 100
  const wanted = isClose
    ? [middle, middle - LANE, middle + LANE, bottom - ARRIVE, top + STUB]
    : [bottom - ARRIVE, top + STUB, bottom - ARRIVE - LANE, top + STUB + LANE, bottom - ARRIVE - 2 * LANE, middle]
  return distinct([...wanted, ...used].filter((y) => y >= top + 8 && y <= bottom - 12))
}

function belowSource({ from, source }: RouteEdge, obstacles: ObstacleMap, used: readonly number[]): number[] {
  const near = [0, 1, 2].map((lane) => from.y + STUB + lane * LANE)
  const neighbours = obstacles
    .boxesIn(from.x - 700, from.y, from.x + 700, from.y + STUB + 8)
    .filter((box) => box.id !== source)
    .map((box) => box.y + box.height + STUB)
  const shared = used.filter((y) => y > from.y + 8 && y < from.y + 120)
  return distinct([...near, ...shared, ...neighbours.toSorted((a, b) => a - b).slice(0, 2)])
}

function aboveTarget({ target }: RouteEdge, to: Point, obstacles: ObstacleMap, used: readonly number[]): number[] {
  const near = [0, 1, 2].map((lane) => to.y - ARRIVE - lane * LANE)
  const neighbours = obstacles
    .boxesIn(to.x - 700, to.y - ARRIVE - 8, to.x + 700, to.y)
    .filter((box) => box.id !== target)
    .map((box) => box.y - ARRIVE)
  const shared = used.filter((y) => y < to.y - 8 && y > to.y - 120)
  return distinct([...shared, ...near, ...neighbours.toSorted((a, b) => b - a).slice(0, 2)])
}

/** Columns beside the cards that stand between, the least detour first. */
function sides(
  edge: RouteEdge,
  to: Point,
  obstacles: ObstacleMap,
  top: number,
  bottom: number,
  used: readonly number[],
): number[] {
  const { from } = edge
  const detour = (x: number): number =>
    Math.abs(x - from.x) + Math.abs(x - to.x) + (edge.isBack && x < Math.max(from.x, to.x) ? COST.wrongSide : 0)
  const between = obstacles.boxesIn(Math.min(from.x, to.x) - 900, top, Math.max(from.x, to.x) + 900, bottom)
  const beside = between.flatMap((box) =>
    [0, 1, 2].flatMap((lane) => [box.x - BESIDE - lane * LANE, box.x + box.width + BESIDE + lane * LANE]),
  )
  const outermost = obstacles.rightmost(top, bottom) + BESIDE
  const near: number[] = []
  for (const x of distinct(beside).toSorted((a, b) => detour(a) - detour(b))) {
    if (near.length === MAX_SIDES) break
    if (!obstacles.isBlocked(x, top + ARRIVE + LANE, bottom - STUB - LANE)) near.push(x)
  }
  return distinct([...used, ...near, outermost, outermost + LANE, outermost + 2 * LANE])
}

interface Priced {
  points: readonly Point[]
  cost: number
}

/**
 * @param hasNoSharedLane nothing leads to the step yet, so that no lane can be shared: an edge then costs at least its length
 * @param than what is there already, and taken unless something costs less
 */
function cheapest(
  found: readonly Candidate[],
  edge: RouteEdge,
  obstacles: ObstacleMap,
  hasNoSharedLane: boolean,
  than: Priced | null = null,
): Priced | null {
  let best = than
  for (const { points, penalty } of found) {
    const least = best?.cost ?? Number.POSITIVE_INFINITY
    let cost = penalty + COST.bend * (points.length - 2)
    if (hasNoSharedLane && cost + lengthOf(points) >= least) continue
    for (let index = 1; index < points.length && cost < least; index++) {
      const a = points[index - 1]
      const b = points[index]
      if (!a || !b) continue
      cost += obstacles.costOf(edge, a, b, { isFirst: index === 1, isLast: index === points.length - 1 }, COST.hit)
    }
    if (cost < least) best = { points, cost }
  }
  return best
}

function lengthOf(points: readonly Point[]): number {
  let length = 0
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]]
    if (a && b) length += Math.abs(b.x - a.x) + Math.abs(b.y - a.y)
  }
  return length
}

const distinct = (numbers: readonly number[]): number[] => [...new Set(numbers)]
