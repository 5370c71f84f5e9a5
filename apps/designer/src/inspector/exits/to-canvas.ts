import { focusStep } from '../../canvas/tools/focus.ts'

/** Puts the keyboard's focus on a step's card: the keys of the canvas work again. */
export function toCanvas(nodeId: string): void {
  const canvas = document.querySelector<HTMLElement>('[data-canvas]')
  if (canvas) focusStep(canvas, nodeId)
}
