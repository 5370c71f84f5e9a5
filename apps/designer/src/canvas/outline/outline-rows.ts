/** The rows of the outline: each step in call order, and below it what leads nowhere yet. */
import type { FlowDocument, FlowNode } from '@callflow-studio/model'
import { outlineOf } from '../call-order.ts'
import { cardsOf, type Way, wayText } from '../card.ts'

export type OutlineRow = { id: string; depth: number; node: FlowNode } & (
  | { kind: 'step'; way: string | null; summary: string }
  /** The call goes on at a step that stands further up. */
  | { kind: 'repeat'; way: string | null }
  /** Ways out that lead nowhere yet; null: the only one, which has no word. */
  | { kind: 'open'; ways: readonly (string | null)[] }
)

export function outlineRows(document: FlowDocument): OutlineRow[] {
  const cards = cardsOf(document)
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  return outlineOf(document).flatMap(({ nodeId, depth, way: edge, isRepeat }, index): OutlineRow[] => {
    const node = nodes.get(nodeId)
    const card = cards.get(nodeId)
    if (!node || !card) return []
    const from = edge && cards.get(edge.source)?.ways.find(({ key }) => key === edge.sourceHandle)
    const way = from ? wordsOf(from) : null
    if (isRepeat) return [{ kind: 'repeat', id: `${nodeId} again ${index}`, depth, node, way }]
    const open = card.ways.filter(({ edgeId }) => edgeId === null)
    const below = card.ways.length > 1 ? depth + 1 : depth
    return [
      { kind: 'step', id: nodeId, depth, node, way, summary: card.summary },
      ...(open.length > 0
        ? [{ kind: 'open' as const, id: `${nodeId} open`, depth: below, node, ways: open.map(wordsOf) }]
        : []),
    ]
  })
}

/** Where ← goes: the row that this one stands below. */
export const parentOf = (rows: readonly OutlineRow[], index: number): number =>
  rows.slice(0, index).findLastIndex((row) => row.kind === 'step' && row.depth < (rows[index]?.depth ?? 0))

const wordsOf = (way: Way): string | null =>
  way.label === null && way.keyCap === undefined ? null : [way.keyCap, wayText(way)].filter(Boolean).join(' ')
