import { type Diagnostic, type FlowDocument, titleOf } from '@callflow-studio/model'

/** What keeps a flow from being a callflow of KAZOO's own. */
export interface NotStatic {
  /** Null where it is about the flow as a whole. */
  step: { id: string; title: string; type: string } | null
  field: string | null
  message: string
}

/** @returns in the order of the diagnostics; a step that has the same thing in several fields stands there once */
export function notStaticOf({ nodes }: FlowDocument, diagnostics: readonly Diagnostic[]): NotStatic[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const found = new Map<string, NotStatic>()
  for (const { nodeId, field, message } of diagnostics) {
    const node = nodeId === null ? undefined : byId.get(nodeId)
    const step = node ? { id: node.id, title: titleOf(node), type: node.type } : null
    if (!found.has(`${nodeId} ${message}`)) found.set(`${nodeId} ${message}`, { step, field, message })
  }
  return [...found.values()]
}
