import { flow } from '@callflow-studio/model/testing'
import { expect, it } from 'vitest'
import { studioStore } from '../../state/studio-store.ts'
import { createCanvasStore } from '../canvas-store.ts'
import { drawRoutes } from '../routes.ts'
import { quickAddOnEdge } from './open-quick-add.ts'

it('opens at the plus of an edge as the canvas drew it, without drawing the routes again', () => {
  const document = flow().step('hi', 'tts', { text: 'Hello' }).chain('hi').build()
  const edgeId = document.edges[0]?.id ?? ''
  studioStore.getState().load(document, 'Desk')
  const store = createCanvasStore(false)
  const routes = new Map([[edgeId, { points: [], middle: { x: 7, y: 9 } }]])
  store.getState().memory.drawn = { document, drawing: { ...drawRoutes(document), routes } }
  quickAddOnEdge(store, { getViewport: () => ({ x: 0, y: 0, zoom: 1 }) }, edgeId)
  expect(store.getState().quickAdd).toMatchObject({ x: 7, y: 9 })
})
