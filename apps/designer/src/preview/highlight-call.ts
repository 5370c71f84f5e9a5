/**
 * The path of a previewed call on the canvas. Solid: the call took it. Sent: part of the newest answer, and
 * KAZOO has yet to decide. Only what the simulated call reported counts as solid.
 */
import { definitionOf, type FlowDocument, type FlowEdge } from '@callflow-studio/model'
import type { Preview, PreviewEvent } from '@callflow-studio/model/api'
import type { HighlightedPath } from '../state/session-slice.ts'

interface Options {
  /** Where the call began, if not at the start. */
  startAt?: string | null
  /** While walking line by line: how many events have happened; null: all. */
  shown?: number | null
}

/** @returns steps numbered in the order in which the call first came to them, and the edges that it took. */
export function highlightCall(
  document: FlowDocument,
  preview: Preview,
  { startAt = null, shown = null }: Options = {},
): HighlightedPath {
  const happened = shown === null ? preview.events : preview.events.slice(0, shown)
  const isWhole = happened.length === preview.events.length
  const visits = visitsOf(document, happened, startAt)
  const asked = isWhole && preview.waitingFor?.kind === 'look-up' ? preview.waitingFor.nodeId : null
  // The call has come to the step; what it would ask is not known to KAZOO.
  if (asked !== null && document.nodes.some(({ id }) => id === asked)) visits.push({ nodeId: asked, port: null })
  const steps: Record<string, number> = {}
  const edges = new Set<string>()
  let number = 0
  visits.forEach(({ nodeId }, index) => {
    if (steps[nodeId] === undefined) {
      number += 1
      steps[nodeId] = number
    }
    const edge = index > 0 ? edgeBetween(document, preview, visits[index - 1], nodeId) : undefined
    if (edge) edges.add(edge.id)
  })
  const sent = isWhole && preview.waitingFor ? sentBy(document, preview, steps, edges) : NOTHING_SENT
  const now = isWhole ? (preview.waitingFor?.nodeId ?? null) : (visits.at(-1)?.nodeId ?? null)
  return { steps, edges: [...edges], ...sent, now }
}

interface Visit {
  nodeId: string
  /** The port that the call left by, where it was reported. */
  port: string | null
}

/** The steps in turn, a step that reports several things in a row once. */
function visitsOf(document: FlowDocument, events: readonly PreviewEvent[], startAt: string | null): Visit[] {
  const known = new Set(document.nodes.map((node) => node.id))
  const start = startAt ?? document.nodes.find((node) => definitionOf(node.type)?.kind === 'start')?.id
  const visits: Visit[] = start && events.length > 0 ? [{ nodeId: start, port: null }] : []
  for (const { nodeId, port } of events) {
    if (nodeId === null || !known.has(nodeId)) continue
    const last = visits.at(-1)
    if (last?.nodeId === nodeId && last.port === null) last.port = port ?? null
    else if (last?.nodeId !== nodeId || port !== undefined) visits.push({ nodeId, port: port ?? null })
  }
  return visits
}

/** The edge from one visit to the next: by the reported port, else by the answer's trace, else the only one there is. */
function edgeBetween(
  document: FlowDocument,
  preview: Preview,
  from: Visit | undefined,
  nodeId: string,
): FlowEdge | undefined {
  const candidates = document.edges.filter((edge) => edge.source === from?.nodeId && edge.target === nodeId)
  if (candidates.length < 2) return candidates[0]
  const traced = (edge: FlowEdge): boolean =>
    preview.exchanges.some(({ nodes }) =>
      nodes.some(
        (entry) =>
          entry.nodeId === nodeId && entry.port === edge.sourceHandle && nodes[entry.from]?.nodeId === edge.source,
      ),
    )
  return candidates.find((edge) => edge.sourceHandle === from?.port) ?? candidates.find(traced) ?? candidates[0]
}

const NOTHING_SENT = { sentNodes: [], sentEdges: [] } as const

/** What the newest answer holds beyond where the call is. */
function sentBy(
  document: FlowDocument,
  preview: Preview,
  steps: Readonly<Record<string, number>>,
  edges: ReadonlySet<string>,
): Pick<HighlightedPath, 'sentNodes' | 'sentEdges'> {
  const trace = preview.exchanges.at(-1)?.nodes ?? []
  const sentNodes = new Set<string>()
  const sentEdges = new Set<string>()
  for (const entry of trace) {
    if (entry.kind === 'fallback' || entry.kind === 'failed') continue
    if (steps[entry.nodeId] === undefined && entry.kind !== 'asks') sentNodes.add(entry.nodeId)
    const source = trace[entry.from]?.nodeId
    const edge = document.edges.find(
      (each) => each.source === source && each.sourceHandle === entry.port && each.target === entry.nodeId,
    )
    if (edge && !edges.has(edge.id)) sentEdges.add(edge.id)
  }
  return { sentNodes: [...sentNodes], sentEdges: [...sentEdges] }
}
