/** What would become of something that is dropped here: the answer that cards and the pointer's words show before. */
import { definitionOf, type FlowDocument, type PortRef, refuseConnection, refuseStep } from '@callflow-studio/model'
import { type Card, cardsOf } from '../card.ts'
import type { Point } from '../geometry.ts'

/** The end of a connection that follows the pointer. */
export type HeldEnd = { end: 'target'; from: PortRef } | { end: 'source'; edgeId: string }

/** Why something cannot be: a sentence, or the key of one in this canvas' words. */
export type Refusal = { text: string } | { key: 'noFreeExit' | 'noExit' | 'staysInPlace' }

export interface ConnectionTarget {
  /** The port that a moved start takes; null for the other end. */
  port: string | null
  refusal: Refusal | null
}

/** @param at the pointer, in the drawing */
export function connectionTargetOf(document: FlowDocument, held: HeldEnd, stepId: string, at: Point): ConnectionTarget {
  if (held.end === 'target') return { port: null, refusal: asText(refuseConnection(document, held.from, stepId)) }
  const edge = document.edges.find(({ id }) => id === held.edgeId)
  const node = document.nodes.find(({ id }) => id === stepId)
  const card = cardsOf(document).get(stepId)
  if (!edge || !node || !card || card.ports.length === 0) return { port: null, refusal: { key: 'noExit' } }
  const port = portForStart(card, edge.id, at.x - node.position.x)
  if (port === null) return { port, refusal: { key: 'noFreeExit' } }
  return { port, refusal: asText(refuseConnection(document, { nodeId: stepId, port }, edge.target)) }
}

/**
 * The port that the start of a connection would take on a card: the open one nearest to the pointer.
 * @param x from the card's left border
 * @returns null where each leads somewhere already; its own edge counts as open
 */
export function portForStart(card: Card, edgeId: string, x: number): string | null {
  const open = card.ports.filter((port) => port.edgeId === null || port.edgeId === edgeId)
  return open.toSorted((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))[0]?.key ?? null
}

/** Whether a step of this type may stand in a connection. */
export function refuseInsert(document: FlowDocument, edgeId: string, type: string): Refusal | null {
  const edge = document.edges.find(({ id }) => id === edgeId)
  return edge ? asText(refuseStep(document, edge.source, type)) : null
}

/** Whether a step of this type may take another one's place. */
export function refuseReplace(document: FlowDocument, nodeId: string, type: string): Refusal | null {
  const kind = kindOf(document.nodes.find(({ id }) => id === nodeId)?.type)
  if (kind === 'start' || kind === 'fallback') return { key: 'staysInPlace' }
  // A note has no edges, so that it cannot follow anything: asked of the step itself too.
  const sources = document.edges.filter(({ target }) => target === nodeId).map(({ source }) => source)
  const refusals = [...sources, ...(kindOf(type) === 'note' ? [nodeId] : [])].map((source) =>
    refuseStep(document, source, type),
  )
  return asText(refusals.find((refusal) => refusal !== null) ?? null)
}

const kindOf = (type: string | undefined) => (type === undefined ? undefined : definitionOf(type)?.kind)

const asText = (text: string | null): Refusal | null => (text === null ? null : { text })
