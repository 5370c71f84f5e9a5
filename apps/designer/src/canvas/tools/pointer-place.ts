import type { Point } from '../geometry.ts'
import type { ActionTools } from './action.ts'

export const notePointer = ({ clientX, clientY }: PointerEvent, { store }: ActionTools): void => {
  store.getState().memory.pointer = { x: clientX, y: clientY }
}

/** @returns in the drawing; null where the pointer is not over the canvas */
export function pointerOn({ store, root, flow }: ActionTools): Point | null {
  const last = store.getState().memory.pointer
  if (last === null) return null
  const { left, top, right, bottom } = root.getBoundingClientRect()
  const isOver = last.x >= left && last.x <= right && last.y >= top && last.y <= bottom
  return isOver ? flow.screenToFlowPosition(last) : null
}
