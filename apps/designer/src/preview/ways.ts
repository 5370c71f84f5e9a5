/** The ways through a flow, as the server reports them: in words, in order, and as a path on the canvas. */
import {
  asksCaller,
  definitionOf,
  type FlowDocument,
  type FlowNode,
  type Port,
  portsOf,
  titleOf,
} from '@callflow-studio/model'
import type { Cut, FlowReport } from '@callflow-studio/model/api'
import type { LitPath } from '../state/session-slice.ts'

export type FlowWay = FlowReport['paths'][number]

/** A step on a way, and the way out that is taken. */
export interface WayStep {
  nodeId: string
  title: string
  /** A key, as a key cap; else null. */
  key: string | null
  /** The way out in words; empty where the step has no other. */
  out: string
  /** Steps of a sub-flow that lie between this one and the next: their flow is not open here. */
  inside: number
}

/** Why KAZOO makes a request of its own. */
export type WayReason =
  | { kind: 'cut'; nodeId: string; title: string | null; reason: Cut['reason'] }
  /** `upTo`: how often it asks. */
  | { kind: 'asks'; nodeId: string; title: string; upTo: number }
  | { kind: 'round'; nodeId: string; title: string | null }

/** The most requests first, no bound before all others. */
export function mostFirst(ways: readonly FlowWay[]): readonly FlowWay[] {
  const most = ({ requests }: FlowWay) => requests.most ?? Number.POSITIVE_INFINITY
  return ways.toSorted((a, b) =>
    most(a) === most(b) ? b.requests.least - a.requests.least : most(b) > most(a) ? 1 : -1,
  )
}

export interface WayReader {
  steps: (way: FlowWay) => readonly WayStep[]
  reasons: (way: FlowWay) => readonly WayReason[]
  /** @returns null for a step that is not of this flow */
  titleAt: (nodeId: string) => string | null
}

/** Steps are on many ways: what is asked of one is asked once. */
export function createWayReader(document: FlowDocument): WayReader {
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

  function steps(way: FlowWay): readonly WayStep[] {
    const words: WayStep[] = []
    for (const { flowId, nodeId, port } of way.steps) {
      const node = nodes.get(nodeId)
      const last = words.at(-1)
      if (flowId !== null) {
        if (last) last.inside += 1
      } else if (node && definitionOf(node.type)?.kind !== 'start')
        words.push({ nodeId, title: titleOf(node), inside: 0, ...wayOut(portsAt(node), port) })
    }
    return words
  }

  function reasons(way: FlowWay): readonly WayReason[] {
    const found: WayReason[] = []
    // A way ends where it goes back: that cut is told as going round.
    const cuts = way.cuts.filter(({ reason }) => way.backTo === null || reason !== 'back edge')
    let cut = 0
    for (const { flowId, nodeId } of way.steps) {
      const reason = cuts[cut]?.nodeId === nodeId ? cuts[cut++]?.reason : undefined
      const node = flowId === null ? nodes.get(nodeId) : undefined
      if (reason) found.push({ kind: 'cut', nodeId, title: node ? titleOf(node) : null, reason })
      if (node && asksCaller(node.type))
        found.push({ kind: 'asks', nodeId, title: titleOf(node), upTo: attemptsOf(node) })
    }
    for (const { nodeId, reason } of cuts.slice(cut))
      found.push({ kind: 'cut', nodeId, title: titleAt(nodeId), reason })
    if (way.backTo !== null) found.push({ kind: 'round', nodeId: way.backTo, title: titleAt(way.backTo) })
    return found
  }

  return { steps, reasons, titleAt }
}

function wayOut(ports: readonly Port[], port: string | null): Pick<WayStep, 'key' | 'out'> {
  const taken = ports.find(({ key }) => key === port)
  if (!taken || (ports.length === 1 && taken.key !== '_')) return { key: null, out: '' }
  return { key: taken.keyCap ?? null, out: taken.label === taken.keyCap ? '' : (taken.label ?? '') }
}

const attemptsOf = ({ data }: FlowNode): number => (typeof data.attempts === 'number' ? data.attempts : 1)

/** What is lit of a way: its steps in this flow, numbered as they come first, and the edges between them. */
export function litWay(document: FlowDocument, { steps: all, backTo }: FlowWay): LitPath {
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
