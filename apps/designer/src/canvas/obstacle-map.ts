import type { Box, Point } from './geometry.ts'

interface Lane {
  /** The coordinate that the part keeps. */
  at: number
  from: number
  to: number
  target: string
  edge: string
  /** Which was drawn first. */
  number: number
  /** The last search that came by, so that none counts it twice. */
  seenBy: number
}
/** By the field of what they keep, then by the fields that they run through: rows of a large flow hold hundreds. */
type Lanes = Map<number, Map<number, Lane[]>>

interface Ends {
  isFirst: boolean
  isLast: boolean
}
interface RoutedEdge {
  id: string
  source: string
  target: string
}

export interface ObstacleMap {
  boxesIn(left: number, top: number, right: number, bottom: number): Box[]
  /** Whether a card stands in this column. */
  isBlocked(x: number, top: number, bottom: number): boolean
  /** Right border of the cards at this height. */
  rightmost(top: number, bottom: number): number
  /** Lanes of edges to the same step. */
  lanesTo(target: string): { xs: readonly number[]; ys: readonly number[] }
  costOf(edge: RoutedEdge, a: Point, b: Point, ends: Ends, hit: number): number
  add(edge: RoutedEdge, points: readonly Point[]): void
  /** The middle of the longest part that the edge has for itself, clear of cards and of other words. */
  placeWords(edge: RoutedEdge, points: readonly Point[]): Point
}

const FIELD = 240
/** Least distance between an edge and a card. */
const CLEAR = 8
/** Closer than this, two edges look like one. */
const APART = 7
const PRICE = { crossing: 26, alongOther: 3, shared: -0.4 }
/** How far words are moved along an edge at a time. */
const STEP = 24
const WORDS = { width: 84, height: 24 }

export function createObstacleMap(boxes: readonly Box[]): ObstacleMap {
  const fields = new Map<number, Box[]>()
  const rows = new Map<number, Box[]>()
  for (const box of boxes) {
    for (let row = fieldOf(box.y); row <= fieldOf(box.y + box.height); row++) push(rows, row, box)
    for (let column = fieldOf(box.x - CLEAR); column <= fieldOf(box.x + box.width + CLEAR); column++)
      for (let row = fieldOf(box.y - CLEAR); row <= fieldOf(box.y + box.height + CLEAR); row++)
        push(fields, keyOf(column, row), box)
  }
  const horizontal: Lanes = new Map()
  const vertical: Lanes = new Map()
  let searches = 0
  let lanesDrawn = 0
  const byTarget = new Map<string, { xs: Set<number>; ys: Set<number> }>()
  const words = new Map<number, Area[]>()

  const boxesIn = (left: number, top: number, right: number, bottom: number): Box[] => {
    const found: Box[] = []
    const [firstColumn, firstRow] = [fieldOf(left), fieldOf(top)]
    for (let column = firstColumn; column <= fieldOf(right); column++)
      for (let row = firstRow; row <= fieldOf(bottom); row++)
        for (const box of fields.get(keyOf(column, row)) ?? []) {
          if (box.x >= right || box.x + box.width <= left || box.y >= bottom || box.y + box.height <= top) continue
          // A card stands in several fields: it counts in the first of those that are searched.
          const isFirst =
            column === Math.max(firstColumn, fieldOf(box.x - CLEAR)) &&
            row === Math.max(firstRow, fieldOf(box.y - CLEAR))
          if (isFirst) found.push(box)
        }
    return found
  }
  /** Lanes at `from` to `to` that may run somewhere between `start` and `end`. */
  const lanesNear = (lanes: Lanes, from: number, to: number, start: number, end: number): Lane[] => {
    const found: Lane[] = []
    searches++
    for (let column = fieldOf(from); column <= fieldOf(to); column++) {
      const rows = lanes.get(column)
      if (!rows) continue
      for (let row = fieldOf(start); row <= fieldOf(end); row++)
        for (const lane of rows.get(row) ?? [])
          if (lane.seenBy !== searches) {
            lane.seenBy = searches
            found.push(lane)
          }
    }
    return found
  }

  return {
    boxesIn,
    isBlocked: (x, top, bottom) => bottom > top && boxesIn(x - CLEAR, top, x + CLEAR, bottom).length > 0,
    rightmost: (top, bottom) => {
      let right = Number.NEGATIVE_INFINITY
      for (let row = fieldOf(top); row <= fieldOf(bottom); row++)
        for (const box of rows.get(row) ?? [])
          if (box.y < bottom && box.y + box.height > top) right = Math.max(right, box.x + box.width)
      return right
    },
    lanesTo: (target) => {
      const lanes = byTarget.get(target)
      return { xs: [...(lanes?.xs ?? [])], ys: [...(lanes?.ys ?? [])] }
    },
    costOf: (edge, a, b, { isFirst, isLast }, hit) => {
      const isVertical = a.x === b.x
      const [left, right] = a.x < b.x ? [a.x, b.x] : [b.x, a.x]
      const [top, bottom] = a.y < b.y ? [a.y, b.y] : [b.y, a.y]
      let cost = right - left + bottom - top
      for (const box of boxesIn(left - CLEAR, top - CLEAR, right + CLEAR, bottom + CLEAR)) {
        const leaves = isFirst && box.id === edge.source && b.y > a.y
        const arrives = isLast && box.id === edge.target && b.y > a.y
        if (!leaves && !arrives) cost += hit
      }
      const [at, from, to] = isVertical ? [a.x, top, bottom] : [a.y, left, right]
      const own = isVertical ? vertical : horizontal
      for (const lane of lanesNear(own, at - APART, at + APART, from, to)) {
        if (Math.abs(lane.at - at) >= APART) continue
        const along = Math.min(lane.to, to) - Math.max(lane.from, from)
        if (along <= 0) continue
        if (lane.target !== edge.target) cost += along * PRICE.alongOther
        else if (lane.at === at) cost += along * PRICE.shared
        else cost += along
      }
      const across = isVertical ? horizontal : vertical
      for (const lane of lanesNear(across, from, to, at, at))
        if (lane.target !== edge.target && lane.at > from && lane.at < to && lane.from < at && lane.to > at)
          cost += PRICE.crossing
      return cost
    },
    add: (edge, points) => {
      const lanes = byTarget.get(edge.target) ?? { xs: new Set<number>(), ys: new Set<number>() }
      byTarget.set(edge.target, lanes)
      parts(points).forEach(([a, b], index, all) => {
        const isVertical = a.x === b.x
        const lane = {
          at: isVertical ? a.x : a.y,
          from: Math.min(isVertical ? a.y : a.x, isVertical ? b.y : b.x),
          to: Math.max(isVertical ? a.y : a.x, isVertical ? b.y : b.x),
          target: edge.target,
          edge: edge.id,
          number: ++lanesDrawn,
          seenBy: 0,
        }
        addLane(isVertical ? vertical : horizontal, lane)
        const isInner = index > 0 && index < all.length - 1
        if (isInner) (isVertical ? lanes.xs : lanes.ys).add(lane.at)
      })
    },
    placeWords: (edge, points) => {
      const places = parts(points)
        .map(([a, b]) => longestOwn(edge.id, a, b, a.x === b.x ? vertical : horizontal))
        .toSorted((a, b) => b.length - a.length)
      const isFree = (area: Area): boolean =>
        boxesIn(area.left, area.top, area.right, area.bottom).length === 0 &&
        !fieldsOf(area).some((field) => words.get(field)?.some((word) => overlap(word, area)))
      const middle = places
        .filter(({ length }) => length >= WORDS.height)
        .flatMap(along)
        .find((place) => isFree(areaAround(place))) ??
        places[0]?.middle ?? { x: 0, y: 0 }
      const area = areaAround(middle)
      for (const field of fieldsOf(area)) push(words, field, area)
      return middle
    },
  }

  /** Cuts away what the part shares with other edges, at either end. */
  function longestOwn(id: string, a: Point, b: Point, lanes: Lanes): Place {
    const isVertical = a.x === b.x
    const at = isVertical ? a.x : a.y
    let from = isVertical ? Math.min(a.y, b.y) : Math.min(a.x, b.x)
    let to = isVertical ? Math.max(a.y, b.y) : Math.max(a.x, b.x)
    for (const lane of lanesNear(lanes, at, at, from, to).sort((a, b) => a.number - b.number)) {
      if (lane.edge === id || lane.at !== at || lane.to <= from || lane.from >= to) continue
      if (lane.from <= from && lane.to >= to) continue // Wholly shared: there is no better place on this part.
      if (lane.from - from >= to - lane.to) to = Math.min(to, Math.max(lane.from, from))
      else from = Math.max(from, Math.min(lane.to, to))
    }
    const half = Math.round((from + to) / 2)
    return { length: to - from, middle: isVertical ? { x: at, y: half } : { x: half, y: at }, isVertical }
  }
}

interface Area {
  left: number
  right: number
  top: number
  bottom: number
}
interface Place {
  length: number
  middle: Point
  isVertical: boolean
}

/** Places on a part: its middle, then outwards to both sides. */
function along({ length, middle, isVertical }: Place): Point[] {
  const places = [middle]
  const margin = (isVertical ? WORDS.height : WORDS.width) / 2
  for (let step = STEP; step <= length / 2 - margin; step += STEP)
    for (const offset of [step, -step])
      places.push(isVertical ? { x: middle.x, y: middle.y + offset } : { x: middle.x + offset, y: middle.y })
  return places
}

const areaAround = ({ x, y }: Point): Area => ({
  left: x - WORDS.width / 2,
  right: x + WORDS.width / 2,
  top: y - WORDS.height / 2,
  bottom: y + WORDS.height / 2,
})
/** Words are smaller than a field, so that they lie in those of their corners. */
const fieldsOf = ({ left, right, top, bottom }: Area): number[] => [
  ...new Set([left, right].flatMap((x) => [top, bottom].map((y) => keyOf(fieldOf(x), fieldOf(y))))),
]
const overlap = (a: Area, b: Area): boolean =>
  a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top

const parts = (points: readonly Point[]): [Point, Point][] =>
  points.slice(1).map((point, index) => [points[index] ?? point, point])

const fieldOf = (at: number): number => Math.floor(at / FIELD)
/** One number for both: a drawing is never as high as a million fields. */
const keyOf = (column: number, row: number): number => column * 1_000_000 + row

function addLane(lanes: Lanes, lane: Lane): void {
  const column = fieldOf(lane.at)
  const rows = lanes.get(column) ?? new Map<number, Lane[]>()
  lanes.set(column, rows)
  for (let row = fieldOf(lane.from); row <= fieldOf(lane.to); row++) push(rows, row, lane)
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
