/** Two states of a flow as one drawing: what is new, with what was removed standing at its old place. */
import type { Comparison, FlowDocument } from '@callflow-studio/model'

export type Mark = 'added' | 'changed' | 'removed'

export interface Merged {
  document: FlowDocument
  /** Node id → what happened to it. */
  nodes: Record<string, Mark>
  /** Edge id of `document` → what happened to it. */
  edges: Record<string, Mark>
}

export function mergeDocuments(comparison: Comparison, after: FlowDocument): Merged {
  const removedNodes = comparison.steps.filter(({ kind }) => kind === 'removed').map(({ node }) => node)
  // An edge that was led elsewhere keeps its id, so the way it led before needs another one.
  const removedEdges = comparison.removedEdges.map((edge) => ({ ...edge, id: `removed ${edge.id}` }))
  return {
    document: { ...after, nodes: [...after.nodes, ...removedNodes], edges: [...after.edges, ...removedEdges] },
    nodes: Object.fromEntries(comparison.steps.map(({ nodeId, kind }) => [nodeId, kind])),
    edges: Object.fromEntries([
      ...comparison.addedEdges.map(({ id }) => [id, 'added'] as const),
      ...removedEdges.map(({ id }) => [id, 'removed'] as const),
    ]),
  }
}
