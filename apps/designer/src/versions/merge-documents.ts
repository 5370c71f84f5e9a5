/** Two states of a flow as one drawing: what is new, with what was removed standing at its old place. */
import type { Comparison, FlowDocument, StepChange } from '@callflow-studio/model'

export interface Merged {
  document: FlowDocument
  /** Ids of nodes and edges in `document`, by what happened to them. */
  compared: { added: string[]; changed: string[]; removed: string[] }
}

export function mergeDocuments(comparison: Comparison, after: FlowDocument): Merged {
  const nodesThat = (kind: StepChange['kind']) =>
    comparison.steps.filter((step) => step.kind === kind).map(({ node }) => node)
  // An edge that was led elsewhere keeps its id, so the way it led before needs another one.
  const removedEdges = comparison.removedEdges.map((edge) => ({ ...edge, id: `removed ${edge.id}` }))
  const removedNodes = nodesThat('removed')
  const ids = (things: readonly { id: string }[]) => things.map(({ id }) => id)
  return {
    document: { ...after, nodes: [...after.nodes, ...removedNodes], edges: [...after.edges, ...removedEdges] },
    compared: {
      added: [...ids(nodesThat('added')), ...ids(comparison.addedEdges)],
      changed: ids(nodesThat('changed')),
      removed: [...ids(removedNodes), ...ids(removedEdges)],
    },
  }
}
