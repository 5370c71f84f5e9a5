/**
 * A tidy drawing: rows from the top down in the order of the call, ways out from left to right as they stand on the
 * card. Where the start stands it stays, so that a flow does not fly off.
 */
import { buildGraph, definitionOf, type FlowDocument, type FlowNode } from '@callflow-studio/model'
import dagre from '@dagrejs/dagre'
import { boxesOf } from '../quick-add/boxes-of.ts'
import type { Box, Point } from '../route-edges.ts'

const BETWEEN_ROWS = 56
const BESIDE = 40

/** @returns new places of the steps that have to move, by id; empty where all is in place already */
export function tidyLayout(document: FlowDocument): Record<string, Point> {
  const boxes = boxesOf(document)
  const isNote = ({ type }: FlowNode) => definitionOf(type)?.kind === 'note'
  const notes = new Set(document.nodes.filter(isNote).map(({ id }) => id))
  const steps = boxes.filter(({ id }) => !notes.has(id))
  const laidOut = keepFirstInPlace(steps, layOut(document, steps), document)
  const moved: Record<string, Point> = {}
  for (const box of boxes) {
    const place = laidOut.get(box.id) ?? besideNearest(box, steps, laidOut)
    if (place.x !== box.x || place.y !== box.y) moved[box.id] = place
  }
  return moved
}

function layOut(document: FlowDocument, steps: readonly Box[]): Map<string, Point> {
  const graph = new dagre.graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: BESIDE, ranksep: BETWEEN_ROWS, edgesep: 20, rankalign: 'top' })
  graph.setDefaultEdgeLabel(() => ({}))
  const { ways, backEdges, order } = buildGraph(document)
  const byId = new Map(steps.map((box) => [box.id, box]))
  for (const id of inCallOrder(document, order)) {
    const box = byId.get(id)
    if (box) graph.setNode(id, { width: box.width, height: box.height })
  }
  /** Steps that the same one leads to, as their ways out stand on the card. */
  const constraints: { left: string; right: string }[] = []
  const isPlaced = new Set<string>()
  for (const id of graph.nodes()) {
    let left: string | null = null
    for (const { id: edgeId, target } of ways.get(id) ?? []) {
      if (backEdges.has(edgeId) || !byId.has(target)) continue
      graph.setEdge(id, target, {}, edgeId)
      if (isPlaced.has(target)) continue
      isPlaced.add(target)
      if (left !== null) constraints.push({ left, right: target })
      left = target
    }
  }
  dagre.layout(graph, { constraints })
  return new Map(
    steps.map(({ id, width, height }) => {
      const { x, y } = graph.node(id)
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }]
    }),
  )
}

/** Start first, the fallback's own steps last: they stand at the right. */
function inCallOrder(document: FlowDocument, order: readonly string[]): readonly string[] {
  const start = document.nodes.find(({ type }) => definitionOf(type)?.kind === 'start')?.id
  return start === undefined ? order : [start, ...order.filter((id) => id !== start)]
}

function keepFirstInPlace(
  steps: readonly Box[],
  places: Map<string, Point>,
  document: FlowDocument,
): Map<string, Point> {
  const start = document.nodes.find(({ type }) => definitionOf(type)?.kind === 'start')?.id
  const anchor = steps.find(({ id }) => id === start) ?? steps[0]
  const place = anchor && places.get(anchor.id)
  if (!anchor || !place) return places
  const [dx, dy] = [anchor.x - place.x, anchor.y - place.y]
  return new Map([...places].map(([id, { x, y }]) => [id, { x: x + dx, y: y + dy }]))
}

/** A note goes along with the step that it stands nearest to. */
function besideNearest(note: Box, steps: readonly Box[], places: ReadonlyMap<string, Point>): Point {
  let nearest: Box | undefined
  for (const box of steps) if (!nearest || gap(note, box) < gap(note, nearest)) nearest = box
  const place = nearest && places.get(nearest.id)
  if (!nearest || !place) return { x: note.x, y: note.y }
  return { x: note.x + place.x - nearest.x, y: note.y + place.y - nearest.y }
}

const gap = (a: Box, b: Box): number =>
  Math.hypot(
    Math.max(b.x - (a.x + a.width), a.x - (b.x + b.width), 0),
    Math.max(b.y - (a.y + a.height), a.y - (b.y + b.height), 0),
  )
