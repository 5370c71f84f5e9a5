/**
 * The table of cuts that editor marks, reports and tests read, and how many requests a call may need. What changes
 * facts depends on the way a call takes; an edge is listed as cut if it is on any way.
 */

import { ANYTHING_BEFORE, type Before, either, NOTHING_BEFORE, reasonToCut, withModule } from './before.ts'
import type { CompileContext } from './compile-context.ts'
import { MAX_INLINED_STEPS } from './find-cuts.ts'
import { findLoops, type Graph } from './graph.ts'
import type { EdgeCut, PreparedFlow, PreparedNode } from './prepared-flow.ts'
import { passThrough } from './report-paths.ts'

export interface CutReport {
  cuts: EdgeCut[]
  /** Most requests of one call; null where a loop has no bound. */
  mostRequests: number | null
}

/** @param context the flows that may be called; after one that is not known anything may have changed */
export function reportCuts(
  graph: Graph,
  nodes: ReadonlyMap<string, PreparedNode>,
  flow: PreparedFlow,
  context: CompileContext,
): CutReport {
  const before = new Map<string, Before>()
  const cuts: EdgeCut[] = []
  const isCut = new Set<string>()
  const inside = new Map<string, number | null>()
  for (const id of graph.order) {
    const node = nodes.get(id)
    if (!node) continue
    const entered = before.get(id) ?? NOTHING_BEFORE
    const through = node.enters === null ? null : passThrough(node.enters, entered, flow, context)
    if (through) inside.set(id, through.most)
    const after = through ? through.after : afterwards(node, entered)
    for (const edge of node.edges) {
      // The return from a sub-flow with several ends is a join too.
      const isJoin = through?.hasSeveralEnds && edge.port === 'next' && edge.target.steps > MAX_INLINED_STEPS
      const reason = after.hasEmitted ? (reasonToCut(edge, after) ?? (isJoin ? 'join' : null)) : null
      if (reason) {
        cuts.push({ edgeId: edge.edgeId, nodeId: edge.target.id, reason })
        isCut.add(edge.edgeId)
      } else if (edge.cut !== 'back edge')
        before.set(edge.target.id, either(before.get(edge.target.id) ?? NOTHING_BEFORE, after))
    }
  }
  return { cuts: inDocumentOrder(cuts, graph), mostRequests: mostRequests(graph, nodes, isCut, inside) }
}

function afterwards(node: PreparedNode, before: Before): Before {
  if (node.asks > 0) return NOTHING_BEFORE
  if (node.enters !== null) return ANYTHING_BEFORE
  return node.module ? withModule(before, node) : before
}

/** The longest way, counted in requests; a loop that the caller goes through has no bound. */
function mostRequests(
  graph: Graph,
  nodes: ReadonlyMap<string, PreparedNode>,
  isCut: ReadonlySet<string>,
  inside: ReadonlyMap<string, number | null>,
): number | null {
  if ([...inside].some(([id, most]) => most === null && graph.reachable.has(id))) return null
  const takesRequests = (id: string): boolean => {
    const node = nodes.get(id)
    return node?.module != null || (inside.get(id) ?? 0) > 0 || (node?.asks ?? 0) > 0
  }
  const isEndless = findLoops(graph).some(
    (loop) => [...loop].some((id) => graph.reachable.has(id)) && [...loop].some(takesRequests),
  )
  if (isEndless) return null
  const further = new Map<string, number>()
  for (const id of [...graph.order].reverse()) {
    const node = nodes.get(id)
    if (!node) continue
    let most = 0
    for (const edge of node.edges)
      most = Math.max(most, (further.get(edge.target.id) ?? 0) + (isCut.has(edge.edgeId) ? 1 : 0))
    further.set(id, most + node.asks + (inside.get(id) ?? 0))
  }
  return 1 + (further.get(graph.startId ?? '') ?? 0)
}

function inDocumentOrder(cuts: EdgeCut[], graph: Graph): EdgeCut[] {
  const position = new Map<string, number>()
  for (const edges of graph.edgesFrom.values()) for (const { id } of edges) position.set(id, position.size)
  return cuts.sort((a, b) => (position.get(a.edgeId) ?? 0) - (position.get(b.edgeId) ?? 0))
}
