/** Steps that are being dragged: where they would stand, what they would go into. */
import { type Command, type FlowDocument, pasteNodes, placeNodes } from '@callflow-studio/model'
import { boxesOf } from '../boxes-of.ts'
import type { Guide } from '../canvas-store.ts'
import type { Box, Point } from '../geometry.ts'
import type { Route } from '../route-edges.ts'
import { isFixed } from '../tools/selection.ts'
import { edgeBeneath } from './edge-under.ts'
import { SNAP_PX, snap } from './snap.ts'
import { canSplice, splice } from './splice.ts'

export type Places = Readonly<Record<string, Point>>

/** What does not change during a drag, so that it is worked out once. */
export interface HeldSteps {
  document: FlowDocument
  own: ReadonlyMap<string, Box>
  others: readonly Box[]
  /** The edges, into which a single step may go; null for several. */
  routes: ReadonlyMap<string, Route> | null
}

/** @param routesOf draws the edges, which a single step may be put into */
export function holdSteps(
  document: FlowDocument,
  ids: readonly string[],
  routesOf: (document: FlowDocument) => HeldSteps['routes'],
): HeldSteps {
  const boxes = boxesOf(document)
  const [only, another] = ids
  return {
    document,
    own: new Map(boxes.filter(({ id }) => ids.includes(id)).map((box) => [box.id, box])),
    others: boxes.filter(({ id }) => !ids.includes(id)),
    routes: only !== undefined && another === undefined ? routesOf(document) : null,
  }
}

export interface Hover {
  places: Places
  guides: readonly Guide[]
  dropEdge: string | null
}

/** @param at where the pointer has brought the steps, before snapping */
export function hover(
  { document, own, others, routes }: HeldSteps,
  at: ReadonlyMap<string, Point>,
  zoom: number,
): Hover {
  const boxes = [...at].flatMap(([id, place]) => {
    const box = own.get(id)
    return box ? [{ ...box, ...place }] : []
  })
  const around = boxAround(boxes)
  if (!around) return { places: {}, guides: [], dropEdge: null }
  const { by, guides } = snap(around, others, SNAP_PX / zoom)
  const places = Object.fromEntries(
    boxes.map(({ id, x, y }) => [id, { x: Math.round(x + by.x), y: Math.round(y + by.y) }]),
  )
  const dropEdge = routes && edgeBeneath(around, routes, (edgeId) => canSplice(document, around.id, edgeId))
  return { places, guides, dropEdge }
}

/** Moves the steps, and puts a single one into the edge that it lies on. */
export function drop({ places, dropEdge }: Pick<Hover, 'places' | 'dropEdge'>): Command {
  const [only] = Object.keys(places)
  return (document) => {
    const moved = placeNodes(places)(document)
    return dropEdge === null || only === undefined ? moved : splice(only, dropEdge)(moved)
  }
}

/** Start and fallback belong to every flow, once. */
export const canCopy = ({ document }: HeldSteps, ids: Iterable<string>): boolean =>
  [...ids].some((id) => document.nodes.some((node) => node.id === id && !isFixed(node)))

/** The steps themselves stay where they are. */
export function dropCopies({ document }: HeldSteps, places: Places): Command {
  const nodes = document.nodes.filter((node) => places[node.id] !== undefined && !isFixed(node))
  const [first] = nodes
  const to = first && places[first.id]
  if (!first || !to) return (before) => before
  return pasteNodes(nodes, document.edges, { x: to.x - first.position.x, y: to.y - first.position.y })
}

function boxAround(boxes: readonly Box[]): Box | null {
  const [first] = boxes
  if (!first) return null
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    id: first.id,
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}
