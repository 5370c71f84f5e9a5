/** Rows for a flow that is a tree, as every callflow is. */
import { hierarchy, tree } from 'd3-hierarchy'
import type { FlowDocument, FlowNode } from '../document/flow-document.ts'
import { portsOf } from '../nodes/index.ts'

/** A card with a row of ways out, and room for the words on the edges below it. */
const ROW_HEIGHT = 176
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
    .nodeSize([1, ROW_HEIGHT])
    .separation((a, b) => half(a.data) + half(b.data) + BESIDE)(hierarchy(root, childrenOf))
  laidOut.each(({ data, x, y }) => {
    data.position = { x: Math.round(x - half(data)), y: Math.round(y) }
  })
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
