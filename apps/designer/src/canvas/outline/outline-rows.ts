/** The rows of the outline: each step in call order, and below it the ports that are not connected. */
import type { FlowDocument, FlowNode } from '@callflow-studio/model'
import { outlineOf } from '../call-order.ts'
import { type CardPort, cardsOf, portLabel } from '../card.ts'

export type OutlineRow = { id: string; depth: number; node: FlowNode } & (
  | { kind: 'step'; port: string | null; summary: string }
  /** The call goes on at a step that stands further up. */
  | { kind: 'repeat'; port: string | null }
  /** Ports that are not connected; null: the only one, which has no word. */
  | { kind: 'open'; ports: readonly (string | null)[] }
)

export function outlineRows(document: FlowDocument): OutlineRow[] {
  const cards = cardsOf(document)
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  return outlineOf(document).flatMap(({ nodeId, depth, edge, isRepeat }, index): OutlineRow[] => {
    const node = nodes.get(nodeId)
    const card = cards.get(nodeId)
    if (!node || !card) return []
    const from = edge && cards.get(edge.source)?.ports.find(({ key }) => key === edge.sourceHandle)
    const port = from ? wordsOf(from) : null
    if (isRepeat) return [{ kind: 'repeat', id: `${nodeId} again ${index}`, depth, node, port }]
    const open = card.ports.filter(({ edgeId }) => edgeId === null)
    const below = card.ports.length > 1 ? depth + 1 : depth
    return [
      { kind: 'step', id: nodeId, depth, node, port, summary: card.summary },
      ...(open.length > 0
        ? [{ kind: 'open' as const, id: `${nodeId} open`, depth: below, node, ports: open.map(wordsOf) }]
        : []),
    ]
  })
}

/** Where ← goes: the row that this one stands below. */
export const parentOf = (rows: readonly OutlineRow[], index: number): number =>
  rows.slice(0, index).findLastIndex((row) => row.kind === 'step' && row.depth < (rows[index]?.depth ?? 0))

const wordsOf = (port: CardPort): string | null =>
  port.label === null && port.keyCap === undefined ? null : [port.keyCap, portLabel(port)].filter(Boolean).join(' ')
