/** Opens the list of steps where a new one is wanted: ports, the plus of an edge, keys and menus all come through here. */
import type { PortRef } from '@callflow-studio/model'
import type { Viewport } from '@xyflow/react'
import { studioStore } from '../../state/studio-store.ts'
import type { CanvasStore, QuickAdd } from '../canvas-store.ts'
import { CARD_WIDTH, cardsOf } from '../card.ts'
import type { Point } from '../geometry.ts'
import { routesOf } from '../routes-of.ts'
import { BELOW } from './place-card.ts'

/** What it takes to tell where a place of the drawing is on the screen. */
export interface View {
  getViewport: () => Viewport
}

/** After a port. Where it is connected already, the new step goes between. */
export function quickAddAfter(store: CanvasStore, view: View, from: PortRef): void {
  const { document } = studioStore.getState()
  const node = document.nodes.find(({ id }) => id === from.nodeId)
  const card = node && cardsOf(document).get(node.id)
  const port = card?.ports.find(({ key }) => key === from.port)
  if (!node || !card || !port) return
  const at = { x: node.position.x + port.x, y: node.position.y + card.height }
  const purpose: QuickAdd['purpose'] =
    port.edgeId === null ? { kind: 'after', from } : { kind: 'insert', edgeId: port.edgeId }
  open(store, view, at, { x: at.x, y: at.y + BELOW }, purpose)
}

/** Between two connected steps. */
export function quickAddOnEdge(store: CanvasStore, view: View, edgeId: string): void {
  const { document } = studioStore.getState()
  const middle = routesOf(store, document).get(edgeId)?.middle
  if (middle) open(store, view, middle, middle, { kind: 'insert', edgeId })
}

/** Another type in a step's place. */
export function quickAddReplace(store: CanvasStore, view: View, nodeId: string): void {
  const { document } = studioStore.getState()
  const node = document.nodes.find(({ id }) => id === nodeId)
  const card = node && cardsOf(document).get(node.id)
  if (!node || !card) return
  const at = { x: node.position.x + card.width / 2, y: node.position.y + card.height }
  open(store, view, at, { x: at.x, y: node.position.y }, { kind: 'replace', nodeId })
}

/** On the ground, connected with nothing. @param place in the drawing: top middle of the new card */
export function quickAddFree(store: CanvasStore, view: View, place: Point): void {
  open(store, view, { x: place.x - CARD_WIDTH / 2, y: place.y }, place, { kind: 'free' })
}

function open(store: CanvasStore, view: View, at: Point, place: Point, purpose: QuickAdd['purpose']): void {
  if (store.getState().isReadOnly) return
  const { x, y, zoom } = view.getViewport()
  store.getState().set({ quickAdd: { x: at.x * zoom + x, y: at.y * zoom + y, place, purpose } })
}
