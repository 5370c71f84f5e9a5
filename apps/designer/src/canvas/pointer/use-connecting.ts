import { connect, disconnect, refuseConnection } from '@callflow-studio/model'
import { type ReactFlowProps, useReactFlow, useStoreApi } from '@xyflow/react'
import { useMemo, useRef } from 'react'
import { studioStore } from '../../state/studio-store.ts'
import { useCanvasStore } from '../canvas-store.ts'
import type { Point } from '../geometry.ts'
import type { StepEdge, StepNode } from '../projection.ts'
import { canvasText } from '../tools/canvas-text.ts'
import { quickAddFrom } from './quick-add-from.ts'
import { moveStart } from './splice.ts'
import { pointOf, stepAt } from './under-pointer.ts'
import { useEscape } from './use-escape.ts'

type Handlers = Pick<
  ReactFlowProps<StepNode, StepEdge>,
  | 'onConnect'
  | 'onConnectStart'
  | 'onConnectEnd'
  | 'isValidConnection'
  | 'onReconnect'
  | 'onReconnectStart'
  | 'onReconnectEnd'
>

/** Below this an end was pressed, not dragged off. */
const MIN_DRAG_PX = 12

/** Drawing connections: from a port to anywhere on a card, to the ground for a new step, and either end elsewhere. */
export function useConnecting(): Handlers {
  const store = useCanvasStore()
  const flow = useReactFlow()
  const board = useStoreApi()
  const drag = useRef<{ from: Point; isCancelled: boolean }>({ from: { x: 0, y: 0 }, isCancelled: false })

  useEscape(() => {
    const { connection, cancelConnection } = board.getState()
    if (!connection.inProgress) return false
    drag.current.isCancelled = true
    cancelConnection()
    return true
  })

  return useMemo(() => {
    const { apply, selectEdge } = studioStore.getState()
    const begin = (from: Point) => {
      drag.current = { from, isCancelled: false }
      store.getState().set({ quickAdd: null })
    }
    const wentFarTo = ({ x, y }: Point) => Math.hypot(x - drag.current.from.x, y - drag.current.from.y) > MIN_DRAG_PX
    return {
      isValidConnection: ({ source, sourceHandle, target }) =>
        refuseConnection(studioStore.getState().document, { nodeId: source, port: sourceHandle ?? '_' }, target) ===
        null,
      onConnectStart: (event) => begin(pointOf(event)),
      onConnect: ({ source, sourceHandle, target }) => {
        if (sourceHandle !== null && !drag.current.isCancelled)
          apply(connect({ nodeId: source, port: sourceHandle }, target))
      },
      onConnectEnd: (event, { isValid, fromHandle }) => {
        if (store.getState().grip || drag.current.isCancelled || isValid || !fromHandle?.id) return
        const point = pointOf(event)
        if (stepAt(point) !== null || !wentFarTo(point)) return
        quickAddFrom(store, flow, { nodeId: fromHandle.nodeId, port: fromHandle.id }, point)
      },
      onReconnectStart: (_, { id }, fixedEnd) => {
        store.getState().set({ grip: { edgeId: id, end: fixedEnd === 'target' ? 'source' : 'target' } })
        selectEdge(id)
      },
      // The end only: a start takes whichever port is open, so that it is told by the card it is dropped on.
      onReconnect: ({ source, sourceHandle }, { target }) => {
        if (sourceHandle != null && !drag.current.isCancelled)
          apply(connect({ nodeId: source, port: sourceHandle }, target))
      },
      onReconnectEnd: (event, _edge, _end, { isValid }) => {
        const { grip, dropTarget, set } = store.getState()
        set({ grip: null })
        if (!grip || drag.current.isCancelled || isValid) return
        const point = pointOf(event)
        const over = stepAt(point)
        if (over === null && wentFarTo(point)) {
          apply(disconnect(grip.edgeId))
          set({ announcement: canvasText('actions.disconnected') })
        } else if (
          over !== null &&
          over === dropTarget?.over &&
          dropTarget.port !== null &&
          dropTarget.refusal === null
        )
          apply(moveStart(grip.edgeId, { nodeId: over, port: dropTarget.port }))
      },
    }
  }, [store, flow])
}
