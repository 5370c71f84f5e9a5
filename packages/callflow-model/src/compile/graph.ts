/**
 * The drawn graph as the compiler sees it: well-formed edges in declared order, back edges, and an order in which
 * every node comes after those that lead to it. All walks are iterative: a drawn flow may be deeper than the stack.
 */
import type { FlowDocument, FlowEdge, FlowNode } from '../document/flow-document.ts'
import { definitionOf, portsOf } from '../nodes/index.ts'
import { finish, type Slices } from '../slices.ts'

export interface Graph {
  nodes: ReadonlyMap<string, FlowNode>
  /** Keys of the ports that each node declares or keeps open: asked once, since a node may have hundreds. */
  ports: ReadonlyMap<string, ReadonlySet<string>>
  /** Edges from each node, one a port, in declared order, dynamic ones in the order of the edges. */
  edgesFrom: ReadonlyMap<string, readonly FlowEdge[]>
  /** Edges that go back, found depth-first from the start. */
  backEdges: ReadonlySet<string>
  /** Nodes so that, back edges apart, sources come before targets. */
  order: readonly string[]
  /** What a call can reach. */
  reachable: ReadonlySet<string>
  startId: string | null
}

export const buildGraph = (document: FlowDocument): Graph => finish(buildGraphInSlices(document))

/** The same for a document of any size, beside other work. */
export function* buildGraphInSlices(document: FlowDocument): Slices<Graph> {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  const edgesBySource = new Map<string, FlowEdge[]>()
  for (const edge of document.edges) {
    const edges = edgesBySource.get(edge.source)
    if (edges) edges.push(edge)
    else edgesBySource.set(edge.source, [edge])
  }
  yield
  const ports = new Map<string, ReadonlySet<string>>()
  const edgesFrom = new Map<string, FlowEdge[]>()
  for (const node of document.nodes) {
    const keys = new Set(portsOf(node, []).map(({ key }) => key))
    ports.set(node.id, keys)
    edgesFrom.set(node.id, edgesOf(node, nodes, edgesBySource.get(node.id) ?? [], keys))
    yield
  }
  const startId = document.nodes.find((node) => node.type === 'start')?.id ?? null
  const roots = startId === null ? [...nodes.keys()] : [startId, ...nodes.keys()]
  const reachable = new Set<string>()
  const backEdges = new Set<string>()
  const finished: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  for (const root of roots) {
    if (state.has(root)) continue
    const stack = [{ id: root, next: 0 }]
    state.set(root, 'open')
    while (stack.length > 0) {
      const top = stack.at(-1)
      if (!top) break
      const edge = edgesFrom.get(top.id)?.[top.next++]
      if (!edge) {
        state.set(top.id, 'done')
        finished.push(top.id)
        stack.pop()
      } else if (state.get(edge.target) === 'open') backEdges.add(edge.id)
      else if (!state.has(edge.target)) {
        state.set(edge.target, 'open')
        stack.push({ id: edge.target, next: 0 })
      }
    }
    if (root === startId) for (const id of finished) reachable.add(id)
  }
  return { nodes, ports, edgesFrom, backEdges, order: finished.reverse(), reachable, startId }
}

function edgesOf(
  node: FlowNode,
  nodes: ReadonlyMap<string, FlowNode>,
  edges: readonly FlowEdge[],
  ports: ReadonlySet<string>,
): FlowEdge[] {
  if (!definitionOf(node.type)) return []
  const byPort = new Map<string, FlowEdge>()
  for (const edge of edges)
    if (canLeadTo(nodes.get(edge.target)) && !byPort.has(edge.sourceHandle)) byPort.set(edge.sourceHandle, edge)
  return portsOf(node, [...byPort.values()]).flatMap(({ key }) => {
    const edge = byPort.get(key)
    return edge && isPort(node, key, ports) ? [edge] : []
  })
}

const canLeadTo = (node: FlowNode | undefined): boolean => {
  const kind = node && definitionOf(node.type)?.kind
  return kind === 'kazoo' || kind === 'studio' || (node !== undefined && kind === undefined)
}

/**
 * KAZOO steps may have any child key; studio steps only their ports and `error`.
 * @param ports keys of the ports that the node has, connected or not
 */
export function isPort(node: FlowNode, port: string, ports: ReadonlySet<string>): boolean {
  const definition = definitionOf(node.type)
  if (!definition) return false
  if (definition.kind === 'kazoo') return true
  if (definition.kind === 'studio' && port === 'error') return true
  return ports.has(port)
}

/** The steps that a call may reach after any of these; one of them only where a path leads back to it. */
export function stepsAfter({ edgesFrom }: Graph, from: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const stack = [...from]
  for (let id = stack.pop(); id !== undefined; id = stack.pop())
    for (const { target } of edgesFrom.get(id) ?? []) {
      if (found.has(target)) continue
      found.add(target)
      stack.push(target)
    }
  return found
}

/**
 * Groups of nodes that lead to each other: the loops of the graph.
 * @returns each loop as the set of its nodes; nodes outside any loop are in none.
 */
export function findLoops(graph: Graph): ReadonlySet<string>[] {
  const incoming = new Map<string, string[]>()
  for (const [source, edges] of graph.edgesFrom)
    for (const { target } of edges) {
      const sources = incoming.get(target)
      if (sources) sources.push(source)
      else incoming.set(target, [source])
    }
  // Kosaraju: `order` is the reverse of the order in which the walk finished; gathered backwards along the edges.
  const assigned = new Set<string>()
  const loops: Set<string>[] = []
  for (const root of graph.order) {
    if (assigned.has(root)) continue
    const group = new Set<string>()
    const stack = [root]
    while (stack.length > 0) {
      const id = stack.pop()
      if (id === undefined || assigned.has(id)) continue
      assigned.add(id)
      group.add(id)
      for (const source of incoming.get(id) ?? []) stack.push(source)
    }
    const isLoop = group.size > 1 || graph.edgesFrom.get(root)?.some(({ target }) => target === root)
    if (isLoop) loops.push(group)
  }
  return loops
}
