import type { FlowDocument } from '@callflow-studio/model'
import type { CanvasStore } from './canvas-store.ts'
import type { Route } from './route-edges.ts'
import { drawRoutes } from './routes.ts'

/**
 * Returns the routes of a flow at rest, by edge id: those that the canvas shows, where it shows this flow. Drawing two
 * thousand of them takes more than a second, and a pointer asks many times.
 */
export function routesOf(store: CanvasStore, document: FlowDocument): ReadonlyMap<string, Route> {
  const { memory } = store.getState()
  if (memory.drawn?.document !== document) memory.drawn = { document, drawing: drawRoutes(document) }
  return memory.drawn.drawing.routes
}
