/** Steps, and what the passes have found of them → the nodes of the prepared flow, each holding those that its edges lead to. */
import type { Cuts } from './find-cuts.ts'
import type { Graph } from './graph.ts'
import type { LiveNames } from './live-variables.ts'
import type { NameSet } from './name-sets.ts'
import type { PreparedEdge, PreparedNode, PreparedStep } from './prepared-flow.ts'

/** Returns the nodes in the order of the steps. */
export function linkNodes(
  steps: ReadonlyMap<string, PreparedStep>,
  graph: Graph,
  { entries, sizes }: Cuts,
  live: ReadonlyMap<string, LiveNames>,
): ReadonlyMap<string, PreparedNode> {
  const nodes = new Map<string, PreparedNode>()
  // Edges lead in circles, so a node has to be there before the one that it leads to: these two are filled at the end.
  const open = new Map<string, { edges: PreparedEdge[]; edgeByPort: Map<string, PreparedEdge> }>()
  for (const [id, step] of steps) {
    const edges: PreparedEdge[] = []
    const edgeByPort = new Map<string, PreparedEdge>()
    const { live: names, liveAfter } = live.get(id) ?? NOTHING_LIVE
    const openPorts = openPortsOf(step, graph)
    nodes.set(id, { ...step, edges, edgeByPort, live: names, liveAfter, openPorts, steps: sizes.get(id) ?? 0 })
    open.set(id, { edges, edgeByPort })
  }
  for (const [id, { edges, edgeByPort }] of open)
    for (const { id: edgeId, sourceHandle: port, target: targetId } of graph.edgesFrom.get(id) ?? []) {
      const target = nodes.get(targetId)
      if (!target) continue
      const cut = graph.backEdges.has(edgeId) ? 'back edge' : (entries.get(targetId) ?? null)
      const edge = { edgeId, port, key: `${JSON.stringify(port.toWellFormed())}:`, target, cut } as const
      edges.push(edge)
      edgeByPort.set(port, edge)
    }
  return nodes
}

const NO_NAMES: NameSet = { has: () => false }
const NOTHING_LIVE: LiveNames = { live: NO_NAMES, liveAfter: NO_NAMES }

/** An open `error` is no end: the error goes to the flow that called. */
function openPortsOf({ id, definition }: PreparedStep, graph: Graph): readonly string[] {
  if (definition?.kind !== 'studio' && definition?.kind !== 'start') return []
  const connected = new Set((graph.edgesFrom.get(id) ?? []).map(({ sourceHandle }) => sourceHandle))
  const ports = [...(graph.ports.get(id) ?? [])].filter((key) => key !== 'error')
  return ports.length === 0 ? [''] : ports.filter((key) => !connected.has(key))
}
