import type { PortRef } from '@callflow-studio/model'
import type { ReactFlowInstance } from '@xyflow/react'
import type { CanvasStore } from '../canvas-store.ts'

/** An edge was dropped on the ground: the list of steps opens there, and the new step stands there. */
export function quickAddFrom(
  store: CanvasStore,
  flow: Pick<ReactFlowInstance, 'screenToFlowPosition' | 'flowToScreenPosition' | 'getViewport'>,
  from: PortRef,
  point: { x: number; y: number },
): void {
  const place = flow.screenToFlowPosition(point)
  const { x, y, zoom } = flow.getViewport()
  store.getState().set({
    quickAdd: { x: place.x * zoom + x, y: place.y * zoom + y, place, purpose: { kind: 'after', from } },
  })
}
