/**
 * The document as React Flow takes it. Steps and edges that did not change keep their very objects, so that moving one of
 * a thousand cards renders one.
 */
import { definitionOf, type FlowDocument, type FlowEdge, type FlowNode, titleOf } from '@callflow-studio/model'
import { type Edge, type Node, Position } from '@xyflow/react'
import { type Card, wordOnEdge } from './card.ts'
import type { Point } from './geometry.ts'
import { roundedPath } from './rounded-path.ts'
import type { Route } from './route-edges.ts'
import type { Drawing } from './routes.ts'

export type StepNode = Node<{ node: FlowNode; card: Card; title: string; label: string }, 'step'>
export type StepEdge = Edge<{ path: string; route: Route; isBack: boolean; word: string | null }, 'step'>

/** Makes the projection of one canvas; it remembers the last one. */
export function createProjection() {
  let nodes = new Map<string, StepNode>()
  let edges = new Map<string, StepEdge>()

  return {
    /** @param label how a step is read out */
    nodes(
      document: FlowDocument,
      { cards }: Drawing,
      selected: ReadonlySet<string>,
      places: Readonly<Record<string, Point>> | null,
      label: (node: FlowNode, card: Card) => string,
    ): StepNode[] {
      const next = new Map<string, StepNode>()
      for (const node of document.nodes) {
        const card = cards.get(node.id)
        if (!card) continue
        const place = places?.[node.id] ?? node.position
        const before = nodes.get(node.id)
        const words = label(node, card)
        const isSame =
          before?.data.node === node &&
          before.data.card === card &&
          before.data.label === words &&
          before.selected === selected.has(node.id) &&
          before.position.x === place.x &&
          before.position.y === place.y
        next.set(node.id, isSame ? before : project(node, card, selected.has(node.id), place, words))
      }
      nodes = next
      return [...next.values()]
    },
    /**
     * @param raised edges that are drawn over the others: those that a call took, or that were changed
     * @param label how an edge is read out
     */
    edges(
      document: FlowDocument,
      drawing: Drawing,
      selectedEdge: string | null,
      raised: ReadonlySet<string>,
      label: (edge: FlowEdge) => string,
    ): StepEdge[] {
      const next = new Map<string, StepEdge>()
      const isBack = new Map(drawing.edges.map((edge) => [edge.id, edge.isBack]))
      for (const edge of document.edges) {
        const route = drawing.routes.get(edge.id)
        const card = drawing.cards.get(edge.source)
        if (!route || !card) continue
        const before = edges.get(edge.id)
        const path = before?.data?.route === route ? before.data.path : roundedPath(route.points)
        const word = wordOnEdge(card, edge.sourceHandle)
        const isSelected = edge.id === selectedEdge
        const words = label(edge)
        const zIndex = isSelected || raised.has(edge.id) ? 1 : 0
        const isSame =
          before?.data?.path === path &&
          before.data.word === word &&
          before.data.route.middle.x === route.middle.x &&
          before.data.route.middle.y === route.middle.y &&
          before.data.isBack === isBack.get(edge.id) &&
          before.source === edge.source &&
          before.sourceHandle === edge.sourceHandle &&
          before.target === edge.target &&
          before.selected === isSelected &&
          before.zIndex === zIndex &&
          before.ariaLabel === words
        next.set(
          edge.id,
          isSame
            ? before
            : {
                id: edge.id,
                type: 'step',
                source: edge.source,
                sourceHandle: edge.sourceHandle,
                target: edge.target,
                selected: isSelected,
                zIndex,
                ariaLabel: words,
                ariaRole: 'group',
                domAttributes: { 'aria-roledescription': 'connection' },
                data: { path, route, isBack: isBack.get(edge.id) === true, word },
              },
        )
      }
      edges = next
      return [...next.values()]
    },
  }
}

function project(node: FlowNode, card: Card, selected: boolean, position: Point, label: string): StepNode {
  const { width, height } = card
  const isNote = definitionOf(node.type)?.kind === 'note'
  return {
    id: node.id,
    type: 'step',
    position,
    selected,
    width,
    height,
    measured: { width, height },
    // Known before drawing, so that React Flow measures nothing.
    handles: [
      ...card.ports.map(({ key, x }) => ({
        id: key,
        type: 'source' as const,
        position: Position.Bottom,
        x: x - 1,
        y: height - 2,
        width: 2,
        height: 2,
      })),
      { type: 'target' as const, position: Position.Top, x: width / 2 - 1, y: 0, width: 2, height: 2 },
    ],
    // Above the edges, which highlighted ones may be raised among themselves; notes lie below everything.
    zIndex: isNote ? -1 : 2,
    ariaLabel: label,
    ariaRole: 'group',
    domAttributes: { 'aria-roledescription': 'step' },
    data: { node, card, title: titleOf(node), label },
  }
}
