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
 * Moves the view as little as it takes to bring a box into it.
 * @param covered pixels at the right that a panel covers
 * @returns the very same viewport where the box is in view already
 */
export function reveal(box: Box, view: Viewport, { width, height }: Size, covered = 0): Viewport {
  const zoom = Math.max(view.zoom, READABLE)
  const free = width - covered
  const left = box.x * zoom + view.x
  const top = box.y * zoom + view.y
  const isInView =
    zoom === view.zoom &&
    left >= MARGIN &&
    left + box.width * zoom <= free - MARGIN &&
    top >= MARGIN &&
    top + box.height * zoom <= height - MARGIN
  if (isInView) return view
  return {
    zoom,
    x: free / 2 - (box.x + box.width / 2) * zoom,
    y: height * 0.45 - (box.y + box.height / 2) * zoom,
  }
}
