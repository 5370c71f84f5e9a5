/** Rows for a flow that is a tree, as every imported one is. */
import { type HierarchyNode, type HierarchyPointNode, hierarchy, tree } from 'd3-hierarchy'
import type { FlowDocument, FlowNode } from '../document/flow-document.ts'
import { definitionOf, portsOf } from '../nodes/index.ts'

/** How high a card is at most: the start; one with a row of ports; any other. */
const HEIGHTS = { start: 56, withPorts: 112, plain: 78 }
/** Room for the words on the edges below a card. */
const BELOW = 64
const CARD_WIDTH = 240
const MAX_CARD_WIDTH = 560
const BESIDE = 48
/** A port in a card's row: about its label, the least it takes. */
const CELL = 58
const LETTER = 7

/**
 * Sets the position of each node, in place: parents in the middle above their children, in the order of the edges, so that no
 * two cards overlap. A node with several edges into it hangs below the first. Nodes that `rootId` does not reach are laid
 * out to the right, each with what it reaches. Linear in the number of nodes, and fit for any depth.
 */
export function layOutTree({ nodes, edges }: Pick<FlowDocument, 'nodes' | 'edges'>, rootId: string): void {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const below = new Map<string, typeof edges>(nodes.map(({ id }) => [id, []]))
  for (const edge of edges) below.get(edge.source)?.push(edge)
  const widths = new Map(nodes.map((node) => [node.id, widthOf(node, below.get(node.id) ?? [])]))
  const half = (node: FlowNode): number => (widths.get(node.id) ?? CARD_WIDTH) / 2
  const placed = new Set<string>()
  const targets = new Set(edges.map(({ target }) => target))
  let right: number | null = null
  const roots = nodes.filter(({ id }) => id === rootId || !targets.has(id))
  for (const root of [...roots.sort((a, b) => Number(b.id === rootId) - Number(a.id === rootId)), ...nodes]) {
    if (placed.has(root.id)) continue
    const laidOut = tree<FlowNode>()
      .nodeSize([1, 1])
      .separation((a, b) => half(a.data) + half(b.data) + BESIDE)(
      toHierarchy(root, placed, (node) => (below.get(node.id) ?? []).flatMap(({ target }) => byId.get(target) ?? [])),
    )
    right = place(laidOut, half, (node) => heightOf(node, below.get(node.id) ?? []), right)
  }
}

/**
 * What `hierarchy` of d3 would return, but in linear time: that one measures heights, which takes n² steps on a chain, and
 * takes a node once for each edge into it.
 */
function toHierarchy(
  root: FlowNode,
  placed: Set<string>,
  childrenOf: (node: FlowNode) => FlowNode[],
): HierarchyNode<FlowNode> {
  const single = (node: FlowNode): HierarchyNode<FlowNode> => hierarchy(node, () => null)
  const top = single(root)
  placed.add(root.id)
  const waiting = [top]
  for (let parent = waiting.pop(); parent; parent = waiting.pop()) {
    const children: HierarchyNode<FlowNode>[] = []
    for (const node of childrenOf(parent.data)) {
      if (placed.has(node.id)) continue
      placed.add(node.id)
      children.push(Object.assign(single(node), { parent, depth: parent.depth + 1 }))
    }
    if (children.length > 0) parent.children = children
    for (const child of children.toReversed()) waiting.push(child)
  }
  return top
}

/** Writes the positions of one tree, to the right of `left` if given. @returns its right edge */
function place(
  laidOut: HierarchyPointNode<FlowNode>,
  half: (node: FlowNode) => number,
  height: (node: FlowNode) => number,
  left: number | null,
): number {
  const rows: number[] = []
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  laidOut.each(({ data, depth, x }) => {
    rows[depth] = Math.max(rows[depth] ?? 0, height(data) + BELOW)
    min = Math.min(min, x - half(data))
    max = Math.max(max, x + half(data))
  })
  const tops: number[] = [0]
  for (const row of rows) tops.push((tops.at(-1) ?? 0) + row)
  const shift = left === null ? 0 : left + BESIDE - min
  laidOut.each(({ data, depth, x }) => {
    data.position = { x: Math.round(x + shift - half(data)), y: tops[depth] ?? 0 }
  })
  return max + shift
}

function heightOf(node: FlowNode, edges: FlowDocument['edges']): number {
  if (definitionOf(node.type)?.kind === 'start') return HEIGHTS.start
  return portsOf(node, edges).length > 1 ? HEIGHTS.withPorts : HEIGHTS.plain
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
