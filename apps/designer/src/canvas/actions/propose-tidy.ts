/** Tidying is a proposal: the cards move, and stay there only if that is kept. */
import { placeNodes } from '@callflow-studio/model'
import type { CanvasStore } from '../canvas-store.ts'
import type { ActionTools } from './action.ts'
import { studio } from './chosen.ts'
import { tidyLayout } from './tidy-layout.ts'
import { say } from './words.ts'

export function proposeTidy({ store }: Pick<ActionTools, 'store'>): void {
  const places = tidyLayout(studio().document)
  const count = Object.keys(places).length
  const announcement = count === 0 ? say('actions.tidyAlready') : say('actions.tidyProposed', { count })
  store.getState().set({ places, isProposal: true, announcement })
}

/** One undo step. */
export function keepProposal(store: CanvasStore): void {
  const { places, isProposal } = store.getState()
  if (isProposal && places) studio().apply(placeNodes(places))
  dropProposal(store)
  store.getState().set({ announcement: say('actions.kept') })
}

export function dropProposal(store: CanvasStore): void {
  if (store.getState().isProposal) store.getState().set({ places: null, isProposal: false, announcement: '' })
}
