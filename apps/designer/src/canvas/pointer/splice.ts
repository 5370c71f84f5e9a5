import { type Command, connect, type FlowDocument, type PortRef, refuseStep } from '@callflow-studio/model'
import { plainWayOut } from '../quick-add/added-step.ts'

/** Whether a step that stands alone could go into a way: nothing leads to it, and its plain way out is open. */
export function canSplice(document: FlowDocument, nodeId: string, edgeId: string): boolean {
  const node = document.nodes.find(({ id }) => id === nodeId)
  const edge = document.edges.find(({ id }) => id === edgeId)
  if (!node || !edge || edge.source === nodeId || edge.target === nodeId) return false
  if (document.edges.some(({ target }) => target === nodeId)) return false
  const out = plainWayOut(node)
  const isTaken = document.edges.some(({ source, sourceHandle }) => source === nodeId && sourceHandle === out)
  return !isTaken && refuseStep(document, edge.source, node.type) === null
}

/** Puts a step that is there into a way: it leads to the step, whose plain way out leads on. */
export const splice =
  (nodeId: string, edgeId: string): Command =>
  (document) => {
    const node = document.nodes.find(({ id }) => id === nodeId)
    const edge = document.edges.find(({ id }) => id === edgeId)
    if (!node || !edge || !canSplice(document, nodeId, edgeId)) return document
    const out = plainWayOut(node)
    const into = connect({ nodeId: edge.source, port: edge.sourceHandle }, nodeId)(document)
    return out === null ? into : connect({ nodeId, port: out }, edge.target)(into)
  }

/** Lets another way out lead to where this one led. */
export const moveStart =
  (edgeId: string, from: PortRef): Command =>
  (document) => {
    const edge = document.edges.find(({ id }) => id === edgeId)
    if (!edge || (edge.source === from.nodeId && edge.sourceHandle === from.port)) return document
    const without = { ...document, edges: document.edges.filter(({ id }) => id !== edgeId) }
    return connect(from, edge.target)(without)
  }
