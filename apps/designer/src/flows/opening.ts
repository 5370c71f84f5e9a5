import { definitionOf, type FlowDocument } from '@callflow-studio/model'

/** How many ways behind the start are shown. */
const DEPTH = 2

/** The beginning of a flow, for pictures too small to hold all of it: what comes first, and where that can lead. */
export function openingOf(document: FlowDocument): FlowDocument {
  const shown = new Set(document.nodes.filter(({ type }) => definitionOf(type)?.kind === 'start').map(({ id }) => id))
  for (let depth = 0; depth < DEPTH; depth++)
    for (const id of [...shown]) for (const edge of document.edges) if (edge.source === id) shown.add(edge.target)
  return {
    ...document,
    nodes: document.nodes.filter(({ id }) => shown.has(id)),
    edges: document.edges.filter(({ source, target }) => shown.has(source) && shown.has(target)),
  }
}
