/** The step that is being dragged from the palette. */
import type { CanvasState } from '../canvas-store.ts'

/** What the palette writes into a drag. */
const DRAG_TYPE = 'application/x-callflow-step'

/** @returns stops listening */
export function watchPaletteDrags({ memory }: CanvasState): () => void {
  const stop = new AbortController()
  const read = ({ dataTransfer }: DragEvent) => {
    memory.draggedType = dataTransfer?.getData(DRAG_TYPE) || null
  }
  window.addEventListener('dragstart', read, { signal: stop.signal })
  window.addEventListener('dragend', () => (memory.draggedType = null), { signal: stop.signal })
  return () => stop.abort()
}

/** @returns the step's type; null for a drag of something else, or out of another window */
export const draggedStep = (
  { dataTransfer }: { dataTransfer: DataTransfer },
  { memory }: CanvasState,
): string | null => (dataTransfer.types.includes(DRAG_TYPE) ? memory.draggedType : null)
