import type { FlowDocument } from '@callflow-studio/model'
import type { Route } from './route-edges.ts'
import { drawRoutes } from './routes.ts'

const known = new WeakMap<FlowDocument, ReadonlyMap<string, Route>>()

/**
 * Returns the routes of a flow at rest, by edge id. They are drawn once for each state of the flow: drawing two thousand
 * of them takes more than a second, and a pointer asks many times.
 */
export function routesOf(document: FlowDocument): ReadonlyMap<string, Route> {
  const before = known.get(document)
  if (before) return before
  const { routes } = drawRoutes(document)
  noteRoutes(document, routes)
  return routes
}

/** Keeps the routes that the canvas drew, so that pointer and lists use the ones that are seen. */
export function noteRoutes(document: FlowDocument, routes: ReadonlyMap<string, Route>): void {
  known.set(document, routes)
}
