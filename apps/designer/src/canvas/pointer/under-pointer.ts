import type { Point } from '../geometry.ts'

const CARD = '.react-flow__node'

/** @returns the step whose card is there; null on the ground */
export const stepAt = ({ x, y }: Point): string | null => stepOf(document.elementFromPoint(x, y))

export const stepOf = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>(CARD)?.dataset.id ?? null) : null

export const edgeOf = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest<SVGElement>('.react-flow__edge')?.dataset.id ?? null) : null

/** Where a mouse is, or the finger that an event is about. */
export function pointOf(event: { clientX: number; clientY: number } | TouchEvent): Point {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 }
}
