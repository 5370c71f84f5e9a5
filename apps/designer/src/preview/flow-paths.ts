/** The paths through a flow, as the server reports them: in words, in order, and as a path on the canvas. */
import {
  asksCaller,
  definitionOf,
  type FlowDocument,
  type FlowNode,
  type Port,
  portsOf,
  titleOf,
} from '@callflow-studio/model'
import type { Cut, FlowPath } from '@callflow-studio/model/api'
import type { HighlightedPath } from '../state/session-slice.ts'

/** A step on a path, and the exit that the path takes. */
export interface ShownStep {
  nodeId: string
  title: string
  /** A key, as a key cap; else null. */
  key: string | null
  /** The exit in words; empty where the step has no other. */
  exit: string
  /** Steps of a sub-flow that lie between this one and the next: their flow is not open here. */
  inside: number
}

/** Why KAZOO makes a request of its own. */
export type PathReason =
  | { kind: 'cut'; nodeId: string; title: string | null; reason: Cut['reason'] }
  /** `upTo`: how often it asks. */
  | { kind: 'asks'; nodeId: string; title: string; upTo: number }
  | { kind: 'loop'; nodeId: string; title: string | null }

/** Sorts by requests, most first; paths without a limit come before all others. */
export function mostRequestsFirst(paths: readonly FlowPath[]): readonly FlowPath[] {
  const most = ({ requests }: FlowPath) => requests.most ?? Number.POSITIVE_INFINITY
  return paths.toSorted((a, b) =>
    most(a) === most(b) ? b.requests.least - a.requests.least : most(b) > most(a) ? 1 : -1,
  )
}

export interface PathReader {
  steps: (path: FlowPath) => readonly ShownStep[]
  reasons: (path: FlowPath) => readonly PathReason[]
  /** @returns null for a step that is not of this flow */
  titleAt: (nodeId: string) => string | null
}

/** Steps are on many paths: what is asked of one is asked once. */
export function createPathReader(document: FlowDocument): PathReader {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  const known = new Map<string, readonly Port[]>()
  const portsAt = (node: FlowNode): readonly Port[] => {
    const ports = known.get(node.id) ?? portsOf(node, document.edges)
    known.set(node.id, ports)
    return ports
  }
  const titleAt = (nodeId: string): string | null => {
    const node = nodes.get(nodeId)
    return node ? titleOf(node) : null
  }

  function steps(path: FlowPath): readonly ShownStep[] {
    const words: ShownStep[] = []
    for (const { flowId, nodeId, port } of path.steps) {
      const node = nodes.get(nodeId)
      const last = words.at(-1)
      if (flowId !== null) {
        if (last) last.inside += 1
      } else if (node && definitionOf(node.type)?.kind !== 'start')
        words.push({ nodeId, title: titleOf(node), inside: 0, ...exitOf(node, portsAt(node), port) })
    }
    return words
  }

  function reasons(path: FlowPath): readonly PathReason[] {
    const found: PathReason[] = []
    // A path ends at its back edge, which `backTo` reports.
    const cuts = path.cuts.filter(({ reason }) => path.backTo === null || reason !== 'back edge')
    let cut = 0
    for (const { flowId, nodeId } of path.steps) {
      const reason = cuts[cut]?.nodeId === nodeId ? cuts[cut++]?.reason : undefined
      const node = flowId === null ? nodes.get(nodeId) : undefined
      if (reason) found.push({ kind: 'cut', nodeId, title: node ? titleOf(node) : null, reason })
      if (node && asksCaller(node.type))
        found.push({ kind: 'asks', nodeId, title: titleOf(node), upTo: attemptsOf(node) })
    }
    for (const { nodeId, reason } of cuts.slice(cut))
      found.push({ kind: 'cut', nodeId, title: titleAt(nodeId), reason })
    if (path.backTo !== null) found.push({ kind: 'loop', nodeId: path.backTo, title: titleAt(path.backTo) })
    return found
  }

  return { steps, reasons, titleAt }
}

function exitOf({ type }: FlowNode, ports: readonly Port[], port: string | null): Pick<ShownStep, 'key' | 'exit'> {
  const drawn = ports.find(({ key }) => key === port)
  // A call may want to leave by an exit that is not drawn.
  const taken = drawn ?? (port === null ? undefined : definitionOf(type)?.freePorts?.describe(port))
  if (!taken || (drawn && ports.length === 1 && taken.key !== '_')) return { key: null, exit: '' }
  return { key: taken.keyCap ?? null, exit: taken.label === taken.keyCap ? '' : (taken.label ?? '') }
}

const attemptsOf = ({ data }: FlowNode): number => (typeof data.attempts === 'number' ? data.attempts : 1)

/** Returns the highlight of a path: its steps in this flow, numbered as they come first, and the edges between them. */
export function highlightPath(document: FlowDocument, { steps: all, backTo }: FlowPath): HighlightedPath {
  const own = all.filter(({ flowId }) => flowId === null)
  const steps: Record<string, number> = {}
  for (const { nodeId } of own) steps[nodeId] ??= Object.keys(steps).length + 1
  const edges = own.flatMap(({ nodeId, port }, index) => {
    const target = own[index + 1]?.nodeId ?? backTo
    const between = document.edges.filter((edge) => edge.source === nodeId && edge.target === target)
    const taken = between.find(({ sourceHandle }) => sourceHandle === port) ?? between[0]
    return taken ? [taken.id] : []
  })
  return { steps, edges: [...new Set(edges)], sentNodes: [], sentEdges: [], now: null }
}
