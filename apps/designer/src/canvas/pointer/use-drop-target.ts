import { useConnection, useReactFlow, useStore } from '@xyflow/react'
import { useEffect } from 'react'
import { studioStore } from '../../state/studio-store.ts'
import { useCanvasStore } from '../canvas-store.ts'
import { connectionTargetOf, type HeldEnd } from './connection-target.ts'
import { showDropTarget } from './show-drop-target.ts'
import { stepAt } from './under-pointer.ts'

/** While a connection is drawn: tells the cards what hangs over them, and whether it may be dropped there. */
export function useDropTarget(): void {
  const store = useCanvasStore()
  const { screenToFlowPosition } = useReactFlow()
  const board = useStore((state) => state.domNode)
  const { nodeId, port, x, y, nearId } = useConnection(({ inProgress, fromHandle, pointer, isValid, toNode }) =>
    inProgress
      ? {
          nodeId: fromHandle.nodeId,
          port: fromHandle.id ?? null,
          x: pointer.x,
          y: pointer.y,
          // Just above a card the connection holds on to it already.
          nearId: isValid && toNode ? toNode.id : null,
        }
      : NOTHING,
  )
  useEffect(() => {
    if (nodeId === null || !board) {
      showDropTarget(store, null)
      return
    }
    const corner = board.getBoundingClientRect()
    const at = { x: corner.left + x, y: corner.top + y }
    const over = stepAt(at) ?? nearId
    const { grip } = store.getState()
    const held: HeldEnd | null =
      grip?.end === 'source'
        ? { end: 'source', edgeId: grip.edgeId }
        : port !== null
          ? { end: 'target', from: { nodeId, port } }
          : null
    if (over === null || held === null) showDropTarget(store, null)
    else
      showDropTarget(store, {
        over,
        at,
        ...connectionTargetOf(studioStore.getState().document, held, over, screenToFlowPosition(at)),
      })
  }, [nodeId, port, x, y, nearId, board, store, screenToFlowPosition])
}

const NOTHING = { nodeId: null, port: null, x: 0, y: 0, nearId: null }
