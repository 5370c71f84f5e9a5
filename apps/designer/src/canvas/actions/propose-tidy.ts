/** Tidying is a proposal: the cards move, and stay there only if that is kept. */
import { placeNodes } from '@callflow-studio/model'
import { boxesOf } from '../boxes-of.ts'
import type { CanvasStore } from '../canvas-store.ts'
import { motion } from '../motion.ts'
import type { ActionTools } from '../tools/action.ts'
import { canvasText } from '../tools/canvas-text.ts'
import { studio } from '../tools/selection.ts'
import { firstView, isInView } from '../view-frame.ts'
import { tidyLayout } from './tidy-layout.ts'

/** What the bar with Keep and Discard takes at the bottom of the canvas. */
const BAR = 116

/** Shows the tidied drawing, all of it in view. */
export function proposeTidy({ store, flow, root }: ActionTools): void {
  const places = tidyLayout(studio().document)
  const count = Object.keys(places).length
  const announcement = count === 0 ? canvasText('actions.tidyAlready') : canvasText('actions.tidyProposed', { count })
  store.getState().set({ places, isProposal: true, viewBefore: flow.getViewport(), announcement })
  if (count === 0) return
  const boxes = boxesOf(studio().document).map((box) => ({ ...box, ...places[box.id] }))
  const { width, height } = root.getBoundingClientRect()
  const room = { width, height: height - BAR }
  if (isInView(boxes, flow.getViewport(), room)) return
  void flow.setViewport(firstView(boxes, room, null), { duration: motion('layout') })
}

/** Puts cards and view back. */
export function discardProposal({ store, flow }: Pick<ActionTools, 'store' | 'flow'>): void {
  const { viewBefore } = store.getState()
  dropProposal(store)
  if (viewBefore) void flow.setViewport(viewBefore, { duration: motion('layout') })
}

/** One undo step. */
export function keepProposal(store: CanvasStore): void {
  const { places, isProposal } = store.getState()
  if (isProposal && places) studio().apply(placeNodes(places))
  dropProposal(store)
  store.getState().set({ announcement: canvasText('actions.kept') })
}

export function dropProposal(store: CanvasStore): void {
  if (store.getState().isProposal)
    store.getState().set({ places: null, isProposal: false, viewBefore: null, announcement: '' })
}
