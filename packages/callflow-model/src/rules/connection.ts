/** May this edge be drawn? Asked while dragging, pasting and validating, so that the cursor never promises too much. */
import type { FlowDocument, PortRef } from '../document/flow-document.ts'
import { definitionOf } from '../nodes/index.ts'

/** @returns why a port cannot be connected to a step, in words; null if it can. */
export function refuseConnection(document: FlowDocument, from: PortRef, targetId: string): string | null {
  const source = document.nodes.find((node) => node.id === from.nodeId)
  const target = document.nodes.find((node) => node.id === targetId)
  if (!source || !target) return 'That step no longer exists.'
  return refuseStep(document, from.nodeId, target.type)
}

/** @returns why a step of this type cannot follow another one; null if it can. */
export function refuseStep(document: FlowDocument, sourceId: string, type: string): string | null {
  const definition = definitionOf(type)
  if (definition?.kind === 'start') return 'A call cannot return to its start.'
  if (definition?.kind === 'fallback') return 'The fallback runs when something fails. Nothing connects to it.'
  if (definition?.kind === 'note') return 'A note is not part of the call.'
  if (!isInFallback(document, sourceId)) return null
  const isFixed = definition?.kind === 'kazoo' && !definition.leavesTheFlow
  return isFixed ? null : 'The fallback can only contain fixed steps.'
}

/** Whether a step is the fallback's root, or is reached from it alone. */
function isInFallback(document: FlowDocument, nodeId: string): boolean {
  const reach = (kind: 'fallback' | 'start'): Set<string> => {
    const found = new Set(
      document.nodes.filter((node) => definitionOf(node.type)?.kind === kind).map((node) => node.id),
    )
    for (const id of found) for (const edge of document.edges) if (edge.source === id) found.add(edge.target)
    return found
  }
  return reach('fallback').has(nodeId) && !reach('start').has(nodeId)
}
