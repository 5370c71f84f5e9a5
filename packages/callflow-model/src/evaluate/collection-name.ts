/** Names of the collections that answers to the studio's own questions come back in, as `Digits.<name>`. */
import { SENSITIVE_PREFIX } from '../compile/masks.ts'
import type { FlowNode } from '../document/flow-document.ts'

/**
 * A name of its own for each question: the node's id and the request make it so (docs/design.md#menus-and-digits).
 * @param request the request of the call whose answer holds the question, from 1
 */
export const collectionName = (nodeId: string, isSensitive: boolean, request: number): string =>
  `${isSensitive ? SENSITIVE_PREFIX : ''}${toName(nodeId)}_${request}`

/**
 * @returns the step that asked, and in the answer to which request; null where no step of these did
 * @example questionOf('n3_1', nodes) // { node: n3, request: 1 }
 */
export function questionOf(name: string, nodes: readonly FlowNode[]): { node: FlowNode; request: number } | null {
  const [, id, request] =
    /^(.+)_(\d+)$/.exec(name.startsWith(SENSITIVE_PREFIX) ? name.slice(SENSITIVE_PREFIX.length) : name) ?? []
  const node = nodes.find((candidate) => toName(candidate.id) === id)
  return node ? { node, request: Number(request) } : null
}

const toName = (nodeId: string): string => nodeId.toLowerCase().replace(/[^a-z0-9]+/g, '_')
