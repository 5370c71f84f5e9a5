/**
 * The way of a real call over the drawing. Solid is only what we know: what the studio ran, and what KAZOO must have
 * passed to come back where it did. What the newest answer holds beyond that was sent, and KAZOO decides.
 */
import { definitionOf, type FlowDocument, knownEntries } from '@callflow-studio/model'
import type { CallRequestDetail, TraceEntry } from '@callflow-studio/model/api'
import type { HighlightedPath } from '../state/session-slice.ts'

/** @param details the call's requests in order, up to the one that is looked at */
export function callPath(document: FlowDocument, details: readonly CallRequestDetail[]): HighlightedPath {
  const steps: Record<string, number> = {}
  const edges = new Set<string>()
  const sentNodes = new Set<string>()
  const sentEdges = new Set<string>()
  let number = 0
  const pass = (nodeId: string) => {
    if (steps[nodeId] !== undefined) return
    number += 1
    steps[nodeId] = number
  }
  const start = document.nodes.find(({ type }) => definitionOf(type)?.kind === 'start')

  details.forEach(({ nodes }, index) => {
    const next = details[index + 1]
    const known = knownEntries(nodes, next?.askedFor ?? null)
    const root = nodes[0]
    if (index === 0 && start && root) {
      pass(start.id)
      const edge = document.edges.find(({ source, target }) => source === start.id && target === root.nodeId)
      if (edge) edges.add(edge.id)
    }
    nodes.forEach((entry, at) => {
      const edge = edgeInto(document, nodes, entry)
      if (known.has(at)) {
        pass(entry.nodeId)
        if (edge) edges.add(edge)
      } else if (!next && entry.kind !== 'fallback') {
        sentNodes.add(entry.nodeId)
        if (edge) sentEdges.add(edge)
      }
    })
  })
  return {
    steps,
    edges: [...edges],
    sentNodes: [...sentNodes].filter((id) => steps[id] === undefined),
    sentEdges: [...sentEdges].filter((id) => !edges.has(id)),
    now: null,
  }
}

function edgeInto(document: FlowDocument, nodes: readonly TraceEntry[], entry: TraceEntry): string | null {
  const from = nodes[entry.from]
  if (!from || entry.port === null) return null
  return (
    document.edges.find(({ source, sourceHandle }) => source === from.nodeId && sourceHandle === entry.port)?.id ?? null
  )
}
