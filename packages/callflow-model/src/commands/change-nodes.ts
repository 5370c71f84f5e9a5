import type { FlowDocument, FlowNode } from '../document/flow-document.ts'

/** @returns the same document where no node is changed */
export function changeNodes(document: FlowDocument, change: (node: FlowNode) => FlowNode): FlowDocument {
  let hasChanged = false
  const nodes = document.nodes.map((node) => {
    const changed = change(node)
    if (changed !== node) hasChanged = true
    return changed
  })
  return hasChanged ? { ...document, nodes } : document
}
