/** The edit that a choice from the list of steps makes: the new card at its place, connected, as one undo step. */
import {
  addNode,
  type Command,
  carryData,
  connect,
  createNode,
  definitionOf,
  type FlowDocument,
  type FlowNode,
  insertOnEdge,
  newName,
  type PortRef,
  placeNodes,
  portsOf,
  replaceNodeType,
} from '@callflow-studio/model'
import { boxesOf } from '../boxes-of.ts'
import type { QuickAdd } from '../canvas-store.ts'
import { cardOf, cardsOf } from '../card.ts'
import type { Box } from '../geometry.ts'
import { freePlace, makeRoom, type Span, spanOfExit } from './place-card.ts'

export interface AddedStep {
  command: Command
  nodeId: string
}

/** @returns null where the edge or the step it was asked for is gone */
export function addedStep(
  document: FlowDocument,
  { purpose, place }: Pick<QuickAdd, 'purpose' | 'place'>,
  type: string,
): AddedStep | null {
  switch (purpose.kind) {
    case 'insert':
      return inserted(document, purpose.edgeId, type)
    case 'replace':
      return replaced(document, purpose.nodeId, type)
    default: {
      const boxes = boxesOf(document)
      const span = purpose.kind === 'after' ? spanAfter(document, boxes, purpose.from) : undefined
      const node = newCard(document, type, (size) => freePlace(boxes, place, size, span))
      const command: Command = (before) => {
        const added = addNode(node)(before)
        return purpose.kind === 'after' ? connect(purpose.from, node.id)(added) : added
      }
      return { command, nodeId: node.id }
    }
  }
}

/** Keeps the cards after a menu in the order of its exits. */
function spanAfter(document: FlowDocument, boxes: readonly Box[], { nodeId, port }: PortRef): Span | undefined {
  const source = boxes.find(({ id }) => id === nodeId)
  const exits = cardsOf(document).get(nodeId)?.ports ?? []
  if (!source) return undefined
  const targetOf = (key: string) =>
    document.edges.find((edge) => edge.source === nodeId && edge.sourceHandle === key)?.target ?? null
  return spanOfExit(
    boxes,
    source,
    exits.map(({ key }) => key),
    port,
    targetOf,
  )
}

function replaced(document: FlowDocument, nodeId: string, type: string): AddedStep | null {
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (!node) return null
  const [from, to] = [definitionOf(node.type), definitionOf(type)]
  const created = to?.create((base) => newName(document, base)) ?? {}
  const data = from && to ? carryData(node, from, to, created) : created
  return { command: replaceNodeType(nodeId, type, data), nodeId }
}

function inserted(document: FlowDocument, edgeId: string, type: string): AddedStep | null {
  const edge = document.edges.find(({ id }) => id === edgeId)
  const boxes = boxesOf(document)
  const source = boxes.find(({ id }) => id === edge?.source)
  const target = boxes.find(({ id }) => id === edge?.target)
  if (!edge || !source || !target) return null
  const port = cardsOf(document)
    .get(edge.source)
    ?.ports.find(({ key }) => key === edge.sourceHandle)
  const portX = source.x + (port?.x ?? source.width / 2)
  let moved: ReturnType<typeof makeRoom>['moved'] = {}
  const node = newCard(document, type, (size) => {
    const room = makeRoom(boxes, source, target, portX, size)
    moved = room.moved
    return room.place
  })
  const command: Command = (before) => insertOnEdge(edgeId, node, defaultPort(node))(placeNodes(moved)(before))
  return { command, nodeId: node.id }
}

/** The port that callers leave by when nothing special happens; null where the call ends here. */
export function defaultPort(node: FlowNode): string | null {
  const keys = portsOf(node, []).map(({ key }) => key)
  return keys.find((key) => key === '_' || key === 'next') ?? keys[0] ?? null
}

function newCard(
  document: FlowDocument,
  type: string,
  placeFor: (size: { width: number; height: number }) => { x: number; y: number },
): FlowNode {
  const node = createNode(document, type, { x: 0, y: 0 })
  const { width, height } = cardOf(node, [])
  return { ...node, position: placeFor({ width, height }) }
}
