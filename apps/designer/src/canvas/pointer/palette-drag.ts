/** The step that is being dragged from the palette. */

/** What the palette writes into a drag. */
const DRAG_TYPE = 'application/x-callflow-step'

/** A browser tells a drag's content only at its beginning and at the drop. */
let dragged: string | null = null

/** @returns stops listening */
export function watchPaletteDrags(): () => void {
  const stop = new AbortController()
  const read = ({ dataTransfer }: DragEvent) => {
    dragged = dataTransfer?.getData(DRAG_TYPE) || null
  }
  window.addEventListener('dragstart', read, { signal: stop.signal })
  window.addEventListener('dragend', () => (dragged = null), { signal: stop.signal })
  return () => stop.abort()
}

/** @returns the step's type; null for a drag of something else, or out of another window */
export const draggedStep = ({ dataTransfer }: { dataTransfer: DataTransfer }): string | null =>
  dataTransfer.types.includes(DRAG_TYPE) ? dragged : null
