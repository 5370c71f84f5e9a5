/** Along the path of a call, and back: for the keyboard. */
import type { FlowDocument, FlowEdge } from '@callflow-studio/model'
import { callOrder } from '../call-order.ts'
import { type CardPort, cardsOf } from '../card.ts'

/** Ports in the order in which they stand on the card. */
export const cardPortsOf = (document: FlowDocument, nodeId: string): readonly CardPort[] =>
  cardsOf(document).get(nodeId)?.ports ?? []

/** The port beside one, round the corner at the ends. @param by 1: the next one, -1: the one before */
export function portBeside(document: FlowDocument, nodeId: string, port: string | null, by: 1 | -1): CardPort | null {
  const ports = cardPortsOf(document, nodeId)
  const index = ports.findIndex(({ key }) => key === port)
  if (index === -1) return (by === 1 ? ports[0] : ports.at(-1)) ?? null
  return ports[(index + by + ports.length) % ports.length] ?? null
}

/** The edge by which callers first come to a step; null where none leads to it. */
export function incomingEdge(document: FlowDocument, nodeId: string): FlowEdge | null {
  const edges = document.edges.filter(({ source, target }) => target === nodeId && source !== nodeId)
  if (edges.length < 2) return edges[0] ?? null
  const place = new Map(callOrder(document).map((id, index) => [id, index]))
  const placeOf = ({ source }: FlowEdge) => place.get(source) ?? Number.POSITIVE_INFINITY
  return edges.reduce((first, edge) => (placeOf(edge) < placeOf(first) ? edge : first))
}

/** The step after, or before, in call order; null at the ends. From no step: the first or the last one. */
export function stepAlong(document: FlowDocument, nodeId: string | null, by: 1 | -1): string | null {
  const order = callOrder(document)
  if (nodeId === null) return (by === 1 ? order[0] : order.at(-1)) ?? null
  const index = order.indexOf(nodeId)
  return index === -1 ? null : (order[index + by] ?? null)
}

/** Where the focus goes when steps are deleted: to what led to them, else to the one before in call order. */
export function stepBefore(document: FlowDocument, ids: readonly string[]): string | null {
  const gone = new Set(ids)
  const order = callOrder(document)
  const first = order.find((id) => gone.has(id))
  if (first === undefined) return order[0] ?? null
  const source = incomingEdge(document, first)?.source
  if (source !== undefined && !gone.has(source)) return source
  const before = order.slice(0, order.indexOf(first)).findLast((id) => !gone.has(id))
  return before ?? order.find((id) => !gone.has(id)) ?? null
}
