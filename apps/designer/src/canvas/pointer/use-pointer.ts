/** What mouse and touch do on the canvas, as handlers for React Flow. */
import { type ReactFlowProps, SelectionMode } from '@xyflow/react'
import { useStudio } from '../../state/studio-store.ts'
import type { StepEdge, StepNode } from '../projection.ts'
import { ConnectionLine } from './ConnectionLine.tsx'
import { useCardsMove } from './use-cards-move.ts'
import { useClicks } from './use-clicks.ts'
import { useConnecting } from './use-connecting.ts'
import { useDragging } from './use-dragging.ts'
import { usePaletteDrop } from './use-palette-drop.ts'

export function usePointer(): Partial<ReactFlowProps<StepNode, StepEdge>> {
  const isReadOnly = useStudio(({ save }) => save === 'read-only')
  const clicks = useClicks()
  const dragging = useDragging()
  const connecting = useConnecting()
  const dropping = usePaletteDrop()
  const cardsMove = useCardsMove()
  return {
    ...BOARD_OPTIONS,
    ...clicks,
    ...dragging,
    ...connecting,
    ...(isReadOnly ? {} : dropping),
    connectionLineComponent: ConnectionLine,
    nodesDraggable: cardsMove && !isReadOnly,
    nodesConnectable: !isReadOnly,
    edgesReconnectable: !isReadOnly,
  }
}

/** A hand is never quite still. */
const STILL_PX = 3

/** Dragging the ground moves the view, the wheel too; Ctrl and the wheel zoom; Shift draws a box. */
const BOARD_OPTIONS = {
  panOnDrag: true,
  panOnScroll: true,
  panOnScrollSpeed: 1,
  zoomOnScroll: false,
  zoomOnPinch: true,
  zoomOnDoubleClick: false,
  panActivationKeyCode: 'Space',
  selectionKeyCode: 'Shift',
  selectionMode: SelectionMode.Partial,
  multiSelectionKeyCode: 'Shift',
  // A card that is dragged is selected when it is dropped: panels come and go then, not under the pointer.
  selectNodesOnDrag: false,
  nodeDragThreshold: STILL_PX,
  nodeClickDistance: STILL_PX,
  paneClickDistance: STILL_PX,
  connectionDragThreshold: STILL_PX,
  reconnectRadius: 12,
  elevateEdgesOnSelect: false,
} satisfies Partial<ReactFlowProps<StepNode, StepEdge>>
