import { connect, disconnect, type PortRef, refuseConnection } from '@callflow-studio/model'
import { type ReactFlowProps, useReactFlow } from '@xyflow/react'
import { useMemo, useRef } from 'react'
import { studioStore } from '../../state/studio-store.ts'
import { useCanvasStore } from '../canvas-store.ts'
import type { StepNode, WayEdge } from '../projection.ts'
import { quickAddFrom } from './quick-add-from.ts'
import { moveStart } from './splice.ts'

type Handlers = Pick<
  ReactFlowProps<StepNode, WayEdge>,
  | 'onConnect'
  | 'onConnectStart'
  | 'onConnectEnd'
  | 'isValidConnection'
  | 'onReconnect'
  | 'onReconnectStart'
  | 'onReconnectEnd'
>

/** Below this an end was pressed, not dragged off. */
const LEAST_DRAG_PX = 12

/** Drawing connections: from a way out to anywhere on a card, to the ground for a new step, and either end elsewhere. */
export function useConnecting(): Handlers {
  const store = useCanvasStore()
  const flow = useReactFlow()
  /** Set while an end of an edge is moved. */
  const grip = useRef<{ edgeId: string; x: number; y: number; isDone: boolean } | null>(null)
  return useMemo(() => {
    const { apply, selectEdge } = studioStore.getState()
    return {
      isValidConnection: ({ source, sourceHandle, target }) =>
        refuseConnection(studioStore.getState().document, { nodeId: source, port: sourceHandle ?? '_' }, target) ===
        null,
      onConnect: ({ source, sourceHandle, target }) => {
        if (sourceHandle !== null) apply(connect({ nodeId: source, port: sourceHandle }, target))
      },
      onConnectStart: () => store.getState().set({ quickAdd: null }),
      onConnectEnd: (event, { isValid, fromHandle, toNode }) => {
        if (grip.current || isValid || !fromHandle?.id) return
        const from: PortRef = { nodeId: fromHandle.nodeId, port: fromHandle.id }
        const point = pointOf(event)
        if (toNode || stepAt(point)) return
        quickAddFrom(store, flow, from, point)
      },
      onReconnectStart: (event, { id }) => {
        grip.current = { edgeId: id, x: event.clientX, y: event.clientY, isDone: false }
        selectEdge(id)
      },
      onReconnect: ({ id, source, sourceHandle }, next) => {
        if (grip.current) grip.current.isDone = true
        const isSameStart = next.source === source && next.sourceHandle === sourceHandle
        if (isSameStart && sourceHandle != null) apply(connect({ nodeId: source, port: sourceHandle }, next.target))
        else if (next.sourceHandle !== null) apply(moveStart(id, { nodeId: next.source, port: next.sourceHandle }))
      },
      onReconnectEnd: (event, _edge, _end, { toNode }) => {
        const from = grip.current
        grip.current = null
        const { x, y } = pointOf(event)
        if (!from || from.isDone || toNode || stepAt({ x, y })) return
        if (Math.hypot(x - from.x, y - from.y) > LEAST_DRAG_PX) apply(disconnect(from.edgeId))
      },
    }
  }, [store, flow])
}

function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 }
}

const stepAt = ({ x, y }: { x: number; y: number }): boolean =>
  document.elementFromPoint(x, y)?.closest('.react-flow__node') != null
