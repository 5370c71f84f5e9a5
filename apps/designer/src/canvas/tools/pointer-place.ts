import type { Point } from '../geometry.ts'
import type { ActionTools } from './action.ts'

let last: Point | null = null

export const notePointer = ({ clientX, clientY }: PointerEvent): void => {
  last = { x: clientX, y: clientY }
}

/** @returns in the drawing; null where the pointer is not over the canvas */
export function pointerOn(root: HTMLElement, flow: ActionTools['flow']): Point | null {
  if (last === null) return null
  const { left, top, right, bottom } = root.getBoundingClientRect()
  const isOver = last.x >= left && last.x <= right && last.y >= top && last.y <= bottom
  return isOver ? flow.screenToFlowPosition(last) : null
}
