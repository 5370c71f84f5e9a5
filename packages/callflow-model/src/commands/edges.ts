/** Edits of connections. */
import type { FlowDocument, FlowEdge, FlowNode, PortRef } from '../document/flow-document.ts'
import type { Command } from './command.ts'

/** Connects a port with a step. A port has at most one edge: an older one is replaced. */
export const connect =
  (from: PortRef, target: string): Command =>
  (document) => {
    const before = document.edges.find(leavesBy(from))
    if (before?.target === target) return document
    const edge: FlowEdge = before
      ? { ...before, target }
      : { id: newEdgeId(document), source: from.nodeId, sourceHandle: from.port, target }
    const edges = before ? document.edges.map((other) => (other === before ? edge : other)) : [...document.edges, edge]
    return { ...document, edges }
  }

export const disconnect =
  (edgeId: string): Command =>
  (document) => {
    const edges = document.edges.filter((edge) => edge.id !== edgeId)
    return edges.length === document.edges.length ? document : { ...document, edges }
  }

/**
 * Inserts a step into a connection, which then leads to the step.
 * @param port the port of the step that is connected with the old target; null: none
 */
export const insertOnEdge =
  (edgeId: string, node: FlowNode, port: string | null): Command =>
  (document) => {
    const edge = document.edges.find(({ id }) => id === edgeId)
    if (!edge) return document
    const first = document.edges.map((other) => (other === edge ? { ...edge, target: node.id } : other))
    const onward: FlowEdge[] =
      port === null ? [] : [{ id: newEdgeId(document), source: node.id, sourceHandle: port, target: edge.target }]
    return { ...document, nodes: [...document.nodes, node], edges: [...first, ...onward] }
  }

const leavesBy =
  ({ nodeId, port }: PortRef) =>
  (edge: FlowEdge): boolean =>
    edge.source === nodeId && edge.sourceHandle === port

/** The smallest free id of the form e1, e2, …: the same edits make the same document. */
export function newEdgeId(document: FlowDocument, taken: ReadonlySet<string> = new Set()): string {
  const used = new Set(document.edges.map((edge) => edge.id))
  let number = document.edges.length + 1
  while (used.has(`e${number}`) || taken.has(`e${number}`)) number++
  return `e${number}`
}
