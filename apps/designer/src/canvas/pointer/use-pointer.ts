/** What mouse and touch do on the canvas, as handlers for React Flow. */
import { type ReactFlowProps, SelectionMode } from '@xyflow/react'
import { studioStore } from '../../state/studio-store.ts'
import { useCanvasStore } from '../canvas-store.ts'
import type { StepNode, WayEdge } from '../projection.ts'
import { ConnectionLine } from './ConnectionLine.tsx'
import { useConnecting } from './use-connecting.ts'
import { useDragging } from './use-dragging.ts'
import { usePaletteDrop } from './use-palette-drop.ts'

export function usePointer(): Partial<ReactFlowProps<StepNode, WayEdge>> {
  const store = useCanvasStore()
  const dragging = useDragging()
  const connecting = useConnecting()
  const dropping = usePaletteDrop()
  return {
    ...MANNERS,
    ...dragging,
    ...connecting,
    ...dropping,
    connectionLineComponent: ConnectionLine,
    onPaneClick: () => {
      store.getState().set({ quickAdd: null })
      studioStore.getState().select([])
    },
    onEdgeClick: (_, { id }) => studioStore.getState().selectEdge(id),
    onNodeDoubleClick: (event, { id }) => {
      if (event.target instanceof Element && event.target.closest('[data-title]'))
        store.getState().set({ renaming: id })
    },
  }
}

/** Dragging the ground moves the view, the wheel too; Ctrl and the wheel zoom; Shift draws a box. */
const MANNERS = {
  panOnDrag: true,
  panOnScroll: true,
  zoomOnScroll: false,
  zoomOnPinch: true,
  zoomOnDoubleClick: false,
  panActivationKeyCode: 'Space',
  selectionKeyCode: 'Shift',
  selectionMode: SelectionMode.Partial,
  multiSelectionKeyCode: 'Shift',
  nodeDragThreshold: 3,
  edgesReconnectable: true,
  reconnectRadius: 12,
  elevateEdgesOnSelect: false,
} satisfies Partial<ReactFlowProps<StepNode, WayEdge>>
