/** The order in which callers meet the steps: down each port in turn, from the start; what no call reaches comes last. */
import { buildGraph, definitionOf, type FlowDocument, type FlowEdge } from '@callflow-studio/model'

export interface OutlineItem {
  nodeId: string
  /** How deep it stands in the nested list. */
  depth: number
  /** The connection that leads here; null at a root. */
  edge: FlowEdge | null
  /** True where the step stands further up already: the list ends here, the call goes on there. */
  isRepeat: boolean
}

/** @returns the nested outline, flattened: each step once, and once more for every further edge to it */
export function outlineOf(document: FlowDocument): OutlineItem[] {
  const { edgesFrom } = buildGraph(document)
  const items: OutlineItem[] = []
  const seen = new Set<string>()
  const kindOf = new Map(document.nodes.map(({ id, type }) => [id, definitionOf(type)?.kind]))
  const hasIncomingEdge = new Set([...edgesFrom.values()].flat().map(({ target }) => target))
  const ids = document.nodes.filter(({ id }) => kindOf.get(id) !== 'note').map(({ id }) => id)
  const roots = [
    ...ids.filter((id) => kindOf.get(id) === 'start'),
    ...ids.filter((id) => kindOf.get(id) === 'fallback'),
    ...ids.filter((id) => !hasIncomingEdge.has(id)),
    ...ids,
  ]
  for (const root of roots) {
    if (seen.has(root)) continue
    const stack: OutlineItem[] = [{ nodeId: root, depth: 0, edge: null, isRepeat: false }]
    for (let item = stack.pop(); item; item = stack.pop()) {
      const { nodeId, depth } = item
      if (seen.has(nodeId)) {
        items.push({ ...item, isRepeat: true })
        continue
      }
      seen.add(nodeId)
      items.push(item)
      const next = edgesFrom.get(nodeId) ?? []
      // A single way on is the same story: no deeper.
      const below = next.length > 1 ? depth + 1 : depth
      for (const edge of next.toReversed()) stack.push({ nodeId: edge.target, depth: below, edge, isRepeat: false })
    }
  }
  return items
}

/** Ids of all steps in call order, each once. */
export const callOrder = (document: FlowDocument): string[] =>
  outlineOf(document).flatMap(({ nodeId, isRepeat }) => (isRepeat ? [] : [nodeId]))
