/** Where the camera stands. */
import type { Viewport } from '@xyflow/react'
import type { Box } from './route-edges.ts'

export interface Size {
  width: number
  height: number
}

const MARGIN = 24
const TOP = 20
const MOST = 1
/** From here on cards can be read. */
const READABLE = 0.6
/** A tall flow is opened at its beginning, this large. */
const COMFORTABLE = 0.85
const LEAST = 0.05
/** A panel that leaves less of the canvas free is looked at alone: there is no use in moving the view for it. */
const MIN_FREE = 160

/**
 * The first sight of a flow: all of it where it can be read at that size, else its beginning.
 * @param first the box that the call comes to first; null: show all, however small, in the middle
 * @param covered pixels at the top that a bar covers
 */
export function firstView(boxes: readonly Box[], { width, height }: Size, first: Box | null, covered = 0): Viewport {
  const topMargin = TOP + covered
  if (boxes.length === 0) return { x: width / 2, y: topMargin, zoom: 1 }
  const left = Math.min(...boxes.map((box) => box.x))
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const top = Math.min(...boxes.map((box) => box.y))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  const fitting = Math.min(MOST, (width - 2 * MARGIN) / (right - left), (height - TOP - topMargin) / (bottom - top))
  if (fitting >= READABLE || first === null) {
    const zoom = Math.max(LEAST, fitting)
    return {
      zoom,
      x: width / 2 - ((left + right) / 2) * zoom,
      y: first === null ? (height + covered) / 2 - ((top + bottom) / 2) * zoom : topMargin - top * zoom,
    }
  }
  const zoom = Math.min(COMFORTABLE, Math.max(READABLE, (width - 2 * MARGIN) / (right - left)))
  const fitsAcross = (right - left) * zoom <= width - 2 * MARGIN
  const middle = fitsAcross ? (left + right) / 2 : first.x + first.width / 2
  return { zoom, x: width / 2 - middle * zoom, y: topMargin - top * zoom }
}

/**
 * Moves the view as little as it takes to bring a box into it; one that is far away comes to the middle.
 * @param covered pixels at the right that a panel covers
 * @returns the very same viewport where the box is in view already
 */
export function reveal(box: Box, view: Viewport, { width, height }: Size, covered = 0): Viewport {
  const zoom = Math.max(view.zoom, READABLE)
  const isNear = zoom === view.zoom && touches(box, view, width, height)
  const free = width - covered < MIN_FREE ? width : width - covered
  const x = along(box.x * zoom, box.width * zoom, view.x, free, isNear)
  const y = along(box.y * zoom, box.height * zoom, view.y, height, isNear)
  return x === view.x && y === view.y && zoom === view.zoom ? view : { zoom, x, y }
}

/** Whether any of the box is in view. */
const touches = (box: Box, { x, y, zoom }: Viewport, width: number, height: number): boolean =>
  box.x * zoom + x < width &&
  (box.x + box.width) * zoom + x > 0 &&
  box.y * zoom + y < height &&
  (box.y + box.height) * zoom + y > 0

/** The view's new offset along one axis. */
function along(start: number, length: number, offset: number, room: number, isNear: boolean): number {
  if (!isNear) return room * 0.45 - (start + length / 2)
  const over = start + offset + length - (room - MARGIN)
  const under = MARGIN - (start + offset)
  // Too large to fit: its beginning counts.
  if (under > 0 || length > room - 2 * MARGIN) return offset + under
  return over > 0 ? offset - over : offset
}
