/**
 * The table of cuts that editor marks, reports and tests read, and how many requests a call may need. What changes
 * facts depends on the way a call takes; an edge is listed as cut if it is on any way.
 */
import { changedRead } from './facts.ts'
import { findLoops, type Graph } from './graph.ts'
import type { Cut, CutReason, PreparedNode, Way } from './prepared-flow.ts'

/** What may have happened since the last request, on any way to a node. */
interface Before {
  hasEmitted: boolean
  changed: Set<string>
  lasted: number
}

const nothing = (): Before => ({ hasEmitted: false, changed: new Set(), lasted: 0 })

export interface CutReport {
  cuts: Cut[]
  /** Most requests of one call; null where a loop has no bound. */
  mostRequests: number | null
}

export function reportCuts(graph: Graph, nodes: ReadonlyMap<string, PreparedNode>): CutReport {
  const before = new Map<string, Before>()
  const cuts: Cut[] = []
  const isCut = new Set<string>()
  for (const id of graph.order) {
    const node = nodes.get(id)
    if (!node) continue
    const after = afterwards(node, before.get(id) ?? nothing())
    for (const way of node.ways) {
      const reason = after.hasEmitted ? reasonToCut(way, after) : null
      if (reason) {
        cuts.push({ edgeId: way.edgeId, nodeId: way.target.id, reason })
        isCut.add(way.edgeId)
      } else if (way.cut !== 'back edge') merge(before, way.target.id, after)
    }
  }
  return { cuts: inDocumentOrder(cuts, graph), mostRequests: mostRequests(graph, nodes, isCut) }
}

function reasonToCut(way: Way, after: Before): CutReason | null {
  if (way.cut) return way.cut
  const { target } = way
  if (target.definition?.kind === 'studio' && target.definition.isLookUp) return 'look-up'
  const fact = changedRead(target.reads, [...after.changed])
  if (fact) return fact.startsWith('digits') ? 'digits' : 'facts'
  return target.readsClock && after.lasted === 2 ? 'clock' : null
}

function afterwards(node: PreparedNode, before: Before): Before {
  const definition = node.definition
  if (definition?.kind === 'studio' && definition.asksCaller) return nothing()
  if (definition?.kind === 'studio' && definition.entersFlow)
    return { hasEmitted: true, changed: new Set(['*']), lasted: 2 }
  if (!node.module) return before
  return {
    hasEmitted: true,
    changed: new Set([...before.changed, ...node.changes]),
    lasted: Math.max(before.lasted, node.lasts),
  }
}

function merge(all: Map<string, Before>, id: string, more: Before): void {
  const known = all.get(id) ?? nothing()
  for (const fact of more.changed) known.changed.add(fact)
  known.hasEmitted ||= more.hasEmitted
  known.lasted = Math.max(known.lasted, more.lasted)
  all.set(id, known)
}

/** The longest way, counted in requests; a loop that the caller goes through has no bound. */
function mostRequests(
  graph: Graph,
  nodes: ReadonlyMap<string, PreparedNode>,
  isCut: ReadonlySet<string>,
): number | null {
  const takesRequests = (id: string): boolean => {
    const node = nodes.get(id)
    return node?.module != null || (node?.definition?.kind === 'studio' && node.definition.asksCaller)
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
    for (const way of node.ways)
      most = Math.max(most, (further.get(way.target.id) ?? 0) + (isCut.has(way.edgeId) ? 1 : 0))
    further.set(id, most + node.asks)
  }
  return 1 + (further.get(graph.startId ?? '') ?? 0)
}

function inDocumentOrder(cuts: Cut[], graph: Graph): Cut[] {
  const position = new Map<string, number>()
  for (const ways of graph.ways.values()) for (const { id } of ways) position.set(id, position.size)
  return cuts.sort((a, b) => (position.get(a.edgeId) ?? 0) - (position.get(b.edgeId) ?? 0))
}
