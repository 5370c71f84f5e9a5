import type { FlowDocument } from '@callflow-studio/model'
import type { Route } from '../route-edges.ts'
import { drawRoutes } from '../routes.ts'

const known = new WeakMap<FlowDocument, ReadonlyMap<string, Route>>()

/** The ways of a flow at rest, by edge id. A pointer asks many times; they are drawn once for each state of the flow. */
export function routesOf(document: FlowDocument): ReadonlyMap<string, Route> {
  const before = known.get(document)
  if (before) return before
  const { routes } = drawRoutes(document)
  noteRoutes(document, routes)
  return routes
}

/** Whoever has drawn a flow says so, and the pointer finds the ways that are seen. */
export function noteRoutes(document: FlowDocument, routes: ReadonlyMap<string, Route>): void {
  known.set(document, routes)
}
