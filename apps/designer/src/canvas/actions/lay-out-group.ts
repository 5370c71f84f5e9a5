/** Rows by dagre, of steps that are connected with each other. */
import dagre from '@dagrejs/dagre'
import type { Box, Point } from '../route-edges.ts'

export interface LinkedBoxes {
  boxes: readonly Box[]
  /** Without loops; those of one step in the order in which its ways out stand on the card. */
  links: { id: string; source: string; target: string }[]
}

const BETWEEN_ROWS = 52
const BESIDE = 40

/** @returns the upper left corner of each box, in whole pixels, from an origin of its own */
export function layOutGroup({ boxes, links }: LinkedBoxes): Map<string, Point> {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: BESIDE, ranksep: BETWEEN_ROWS, edgesep: 20, rankalign: 'top' })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height })
  // Several ways to the same step count once, or they would pull it to the middle.
  for (const { source, target } of links) if (!graph.hasEdge(source, target)) graph.setEdge(source, target)
  dagre.layout(graph, { constraints: orderOf(links) })
  return new Map(
    boxes.map(({ id, width, height }) => {
      const { x, y } = graph.node(id)
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }]
    }),
  )
}

/** Steps that the same one leads to stand from left to right; each where it is led to first. */
function orderOf(links: LinkedBoxes['links']): { left: string; right: string }[] {
  const constraints: { left: string; right: string }[] = []
  const isPlaced = new Set<string>()
  const last = new Map<string, string>()
  for (const { source, target } of links) {
    if (isPlaced.has(target)) continue
    isPlaced.add(target)
    const left = last.get(source)
    if (left !== undefined) constraints.push({ left, right: target })
    last.set(source, target)
  }
  return constraints
}
