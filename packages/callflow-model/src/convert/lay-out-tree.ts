/** Rows for a flow that is a tree, as every callflow is. */
import { hierarchy, tree } from 'd3-hierarchy'
import type { FlowDocument, FlowNode } from '../document/flow-document.ts'
import { definitionOf, portsOf } from '../nodes/index.ts'

/** How high a card is at most: the start; one with a row of ways out; any other. */
const HEIGHTS = { start: 56, withWays: 112, plain: 78 }
/** Room for the words on the edges below a card. */
const BELOW = 64
const CARD_WIDTH = 240
const MAX_CARD_WIDTH = 560
const BESIDE = 48
/** A way out in a card's row: about its label, the least it takes. */
const CELL = 58
const LETTER = 7

/**
 * Sets the position of each node that is reached from `root`, in place: parents in the middle above their children, in the
 * order of the edges, so that no two cards overlap. Linear in the number of nodes, and fit for any depth.
 */
export function layOutTree({ nodes, edges }: Pick<FlowDocument, 'nodes' | 'edges'>, rootId: string): void {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const below = new Map<string, typeof edges>(nodes.map(({ id }) => [id, []]))
  for (const edge of edges) below.get(edge.source)?.push(edge)
  const root = byId.get(rootId)
  if (!root) return
  const childrenOf = (node: FlowNode): FlowNode[] =>
    (below.get(node.id) ?? []).flatMap(({ target }) => byId.get(target) ?? [])
  const widths = new Map(nodes.map((node) => [node.id, widthOf(node, below.get(node.id) ?? [])]))
  const half = (node: FlowNode): number => (widths.get(node.id) ?? CARD_WIDTH) / 2
  const laidOut = tree<FlowNode>()
    .nodeSize([1, 1])
    .separation((a, b) => half(a.data) + half(b.data) + BESIDE)(hierarchy(root, childrenOf))
  const rows: number[] = []
  laidOut.each(({ data, depth }) => {
    rows[depth] = Math.max(rows[depth] ?? 0, heightOf(data, below.get(data.id) ?? []) + BELOW)
  })
  const tops: number[] = [0]
  for (const height of rows) tops.push((tops.at(-1) ?? 0) + height)
  laidOut.each(({ data, depth, x }) => {
    data.position = { x: Math.round(x - half(data)), y: tops[depth] ?? 0 }
  })
}

function heightOf(node: FlowNode, edges: FlowDocument['edges']): number {
  if (definitionOf(node.type)?.kind === 'start') return HEIGHTS.start
  return portsOf(node, edges).length > 1 ? HEIGHTS.withWays : HEIGHTS.plain
}

/** About as wide as the editor draws it, rather more than less. */
function widthOf(node: FlowNode, edges: FlowDocument['edges']): number {
  const ports = portsOf(node, edges)
  if (ports.length < 2) return CARD_WIDTH
  const cells = ports.map(({ label, key }) => Math.max(CELL, (label ?? key).length * LETTER + 24))
  return Math.min(
    MAX_CARD_WIDTH,
    Math.max(
      CARD_WIDTH,
      cells.reduce((sum, cell) => sum + cell, 0),
    ),
  )
}
