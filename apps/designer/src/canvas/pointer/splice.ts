import {
  type Command,
  connect,
  type FlowDocument,
  type FlowEdge,
  type PortRef,
  placeNodes,
  refuseStep,
} from '@callflow-studio/model'
import { boxesOf } from '../boxes-of.ts'
import { cardsOf } from '../card.ts'
import { defaultPort } from '../quick-add/added-step.ts'
import { makeRoom } from '../quick-add/place-card.ts'

/** Whether a step that stands alone could go into an edge: nothing leads to it, and its default port is open. */
export function canSplice(document: FlowDocument, nodeId: string, edgeId: string): boolean {
  const node = document.nodes.find(({ id }) => id === nodeId)
  const edge = document.edges.find(({ id }) => id === edgeId)
  if (!node || !edge || edge.source === nodeId || edge.target === nodeId) return false
  if (document.edges.some(({ target }) => target === nodeId)) return false
  const out = defaultPort(node)
  const isTaken = document.edges.some(({ source, sourceHandle }) => source === nodeId && sourceHandle === out)
  return !isTaken && refuseStep(document, edge.source, node.type) === null
}

/** Puts a step that is there into an edge: it leads to the step, whose default port leads on. Cards below make room. */
export const splice =
  (nodeId: string, edgeId: string): Command =>
  (document) => {
    const node = document.nodes.find(({ id }) => id === nodeId)
    const edge = document.edges.find(({ id }) => id === edgeId)
    if (!node || !edge || !canSplice(document, nodeId, edgeId)) return document
    const out = defaultPort(node)
    const placed = placeNodes(placesAround(document, nodeId, edge))(document)
    const into = connect({ nodeId: edge.source, port: edge.sourceHandle }, nodeId)(placed)
    return out === null ? into : connect({ nodeId, port: out }, edge.target)(into)
  }

/** As a new step that is dropped there would stand. */
function placesAround(
  document: FlowDocument,
  nodeId: string,
  edge: FlowEdge,
): Record<string, { x: number; y: number }> {
  const boxes = boxesOf(document)
  const [own, source, target] = [nodeId, edge.source, edge.target].map((id) => boxes.find((box) => box.id === id))
  if (!own || !source || !target) return {}
  const ports = cardsOf(document).get(edge.source)?.ports ?? []
  const port = ports.find(({ key }) => key === edge.sourceHandle)
  const portX = source.x + (port?.x ?? source.width / 2)
  const others = boxes.filter((box) => box !== own)
  const { place, moved } = makeRoom(others, source, target, portX, own)
  return { ...moved, [nodeId]: place }
}

/** Lets another port lead to where this one led. */
export const moveStart =
  (edgeId: string, from: PortRef): Command =>
  (document) => {
    const edge = document.edges.find(({ id }) => id === edgeId)
    if (!edge || (edge.source === from.nodeId && edge.sourceHandle === from.port)) return document
    const without = { ...document, edges: document.edges.filter(({ id }) => id !== edgeId) }
    return connect(from, edge.target)(without)
  }
