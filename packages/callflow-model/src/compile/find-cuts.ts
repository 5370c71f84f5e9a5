/**
 * Where the answers of a flow end in every call: back edges, joins and size (docs/design.md#cuts). Decided at
 * publish in one pass from the leaves up, so that no answer can grow exponentially: n diamonds in a row cost n joins,
 * not 2^n paths.
 */
import type { Slices } from '../slices.ts'
import type { Graph } from './graph.ts'
import type { PreparedStep } from './prepared-flow.ts'

/** A node with several incoming edges is inlined up to this many KAZOO steps. */
export const MAX_INLINED_STEPS = 8
export const MAX_LEVELS = 40
export const MAX_PART_BYTES = 24 * 1024
/** A sealed continuation with small variables, its `pivot` module around it, without the fallback. */
export const CONTINUATION_BYTES = 700
/** What a sub-flow is taken to hold: a question, or a few steps. */
const SUB_FLOW_STEPS = 3
/** What a slot is taken to render to. */
const SLOT_BYTES = 48

interface Extent {
  steps: number
  levels: number
  bytes: number
}

export interface Cuts {
  /** The nodes before which each edge is cut, and why; edges that go back are cut besides. */
  entries: ReadonlyMap<string, 'join' | 'size'>
  /** KAZOO steps in the expanded subtree of each node. */
  sizes: ReadonlyMap<string, number>
}

/** Finds the cuts of a flow. */
export function* findCuts(graph: Graph, nodes: ReadonlyMap<string, PreparedStep>, fallbackBytes: number): Slices<Cuts> {
  const edgesIn = new Map<string, number>()
  for (const edges of graph.edgesFrom.values())
    for (const { id, target } of edges)
      if (!graph.backEdges.has(id)) edgesIn.set(target, (edgesIn.get(target) ?? 0) + 1)
  const cutExtent: Extent = { steps: 1, levels: 1, bytes: CONTINUATION_BYTES + fallbackBytes }
  const extents = new Map<string, Extent>()
  const entries = new Map<string, 'join' | 'size'>()

  for (const id of [...graph.order].reverse()) {
    const node = nodes.get(id)
    if (!node) continue
    yield
    const isJoin = (edgesIn.get(id) ?? 0) > 1
    const parts = (graph.edgesFrom.get(id) ?? []).map((edge) => {
      const isCut = graph.backEdges.has(edge.id) || entries.has(edge.target)
      return { target: edge.target, extent: isCut ? cutExtent : (extents.get(edge.target) ?? cutExtent), isCut }
    })
    const own = ownExtent(node, cutExtent)
    const asks = node.asks > 0
    if (!asks) {
      for (const part of parts) if (!part.isCut && own.levels + part.extent.levels > MAX_LEVELS) cutForSize(part)
      // The largest subtrees become answers of their own until the rest fits.
      const bySize = [...parts].sort((a, b) => b.extent.bytes - a.extent.bytes)
      for (const part of bySize) {
        if (bytesOf(node, own, parts) <= MAX_PART_BYTES) break
        if (!part.isCut && part.extent.bytes > cutExtent.bytes) cutForSize(part)
      }
    }
    const extent = asks ? own : combine(node, own, parts)
    extents.set(id, extent)
    if (isJoin && extent.steps > MAX_INLINED_STEPS) entries.set(id, 'join')
  }
  return { entries, sizes: new Map([...extents].map(([id, { steps }]) => [id, steps])) }

  function cutForSize(part: { target: string; extent: Extent; isCut: boolean }): void {
    entries.set(part.target, entries.get(part.target) ?? 'size')
    part.extent = cutExtent
    part.isCut = true
  }
}

function ownExtent(node: PreparedStep, cut: Extent): Extent {
  if (node.module) {
    const { bytes, slots } = node.module.json
    return { steps: 1, levels: 1, bytes: bytes + slots.length * SLOT_BYTES + 60 }
  }
  // What a sub-flow holds is known in the call only: its version is that of the call's beginning. Each counts the same,
  // so that runtime, marks and reports agree.
  if (node.definition?.kind === 'studio' && node.definition.enters)
    return { steps: SUB_FLOW_STEPS, levels: SUB_FLOW_STEPS, bytes: cut.bytes }
  if (node.asks > 0) return { steps: 3, levels: 3, bytes: cut.bytes + 1500 }
  return { steps: 0, levels: 0, bytes: 0 }
}

const bytesOf = (node: PreparedStep, own: Extent, parts: readonly { extent: Extent }[]): number =>
  combine(node, own, parts).bytes

/** An answer holds all branches of a KAZOO step, and one branch of a studio step. */
function combine(node: PreparedStep, own: Extent, parts: readonly { extent: Extent }[]): Extent {
  const all = parts.map((part) => part.extent)
  const sum = (of: (extent: Extent) => number) => all.reduce((total, extent) => total + of(extent), 0)
  const most = (of: (extent: Extent) => number) => all.reduce((largest, extent) => Math.max(largest, of(extent)), 0)
  const over = node.module ? sum : most
  return {
    steps: own.steps + over((extent) => extent.steps),
    levels: own.levels + most((extent) => extent.levels),
    bytes: own.bytes + over((extent) => extent.bytes),
  }
}
