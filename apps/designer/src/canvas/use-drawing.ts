import type { FlowDocument } from '@callflow-studio/model'
import { createContext, useLayoutEffect, useMemo, useRef } from 'react'
import { useCanvas, useCanvasStore } from './canvas-store.ts'
import { type Drawing, drawRoutes, moveSteps, redrawRoutes } from './routes.ts'

/** Where edges run while steps are moved, by edge id: each edge reads its own, so that React Flow need not process thousands again. */
export const MovedRoutes = createContext<Drawing['routes'] | null>(null)

/** The drawing of a document at rest, and with steps that are being moved at the places they are moved to. */
export function useDrawing(document: FlowDocument): { atRest: Drawing; drawing: Drawing } {
  const places = useCanvas((state) => state.places)
  const isProposal = useCanvas((state) => state.isProposal)
  const { memory } = useCanvasStore().getState()
  const atRest = useMemo(() => redrawRoutes(document, memory.drawn?.drawing ?? null), [document, memory])
  // Pointer and lists use the routes that are seen.
  useLayoutEffect(() => {
    memory.drawn = { document, drawing: atRest }
  }, [document, atRest, memory])
  const last = useRef({ atRest, drawing: atRest })
  const drawing = useMemo(() => {
    if (!places) {
      last.current = { atRest, drawing: atRest }
      return atRest
    }
    const before = last.current.atRest === atRest ? last.current.drawing : atRest
    const drawing = isProposal ? drawRoutes(movedTo(document, places)) : moveSteps(before, places)
    last.current = { atRest, drawing }
    return drawing
  }, [document, places, isProposal, atRest])
  return { atRest, drawing }
}

const movedTo = (document: FlowDocument, places: Readonly<Record<string, { x: number; y: number }>>): FlowDocument => ({
  ...document,
  nodes: document.nodes.map((node) => {
    const place = places[node.id]
    return place ? { ...node, position: { ...node.position, ...place } } : node
  }),
})
