import type { FlowDocument } from '@callflow-studio/model'
import type { Point } from './geometry.ts'
import type { Drawing } from './routes.ts'

/**
 * What keys and pointer did last, for the actions that come next. Nothing on the screen is drawn from it, so it is changed
 * in place: a move of the pointer must not wake the selectors of two thousand cards.
 */
export interface CanvasMemory {
  /** A press of the pointer selects by itself; Tab enters at one end of the steps. */
  lastPress: 'pointer' | 'Tab' | 'key'
  /** What had the focus may be gone (a menu, a step after an undo): the canvas takes it back then. */
  wasFocused: boolean
  /** Where the pointer is on the screen; null until it has moved. */
  pointer: Point | null
  /** The problem last gone to, by `nameOf`. */
  lastProblem: string
  /** Type of the step that is dragged from the palette. A browser says it only when the drag begins and at the drop. */
  draggedType: string | null
  /** The drawing at rest, and the flow that it shows. */
  drawn: { document: FlowDocument; drawing: Drawing } | null
}

export const createCanvasMemory = (): CanvasMemory => ({
  lastPress: 'key',
  wasFocused: true,
  pointer: null,
  lastProblem: '',
  draggedType: null,
  drawn: null,
})
