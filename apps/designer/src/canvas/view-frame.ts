/** Where the camera stands. */
import type { Viewport } from '@xyflow/react'
import type { Box } from './geometry.ts'

/** From here on titles can be read: enough where a flow is only looked at. */
export const TITLES_READABLE = 0.35

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
 * @param readable from which zoom on all of it is shown
 */
export function firstView(
  boxes: readonly Box[],
  { width, height }: Size,
  first: Box | null,
  covered = 0,
  readable = READABLE,
): Viewport {
  const topMargin = TOP + covered
  if (boxes.length === 0) return { x: width / 2, y: topMargin, zoom: 1 }
  const left = Math.min(...boxes.map((box) => box.x))
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const top = Math.min(...boxes.map((box) => box.y))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  const fitting = Math.min(MOST, (width - 2 * MARGIN) / (right - left), (height - TOP - topMargin) / (bottom - top))
  if (fitting >= readable || first === null) {
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

type Area = Omit<Box, 'id'>

/** Bars at the bottom of the canvas. */
const BOTTOM = 48

/** Moves the view as little as it takes to bring an area into it, from further away where it is too large. */
export function revealArea(area: Area, view: Viewport, { width, height }: Size): Viewport {
  const room = { width, height: height - BOTTOM }
  const fitting = Math.min((room.width - 2 * MARGIN) / area.width, (room.height - 2 * MARGIN) / area.height)
  const zoom = Math.max(LEAST, Math.min(view.zoom, fitting))
  const isNear = zoom === view.zoom && touches(area, view, width, height)
  return {
    zoom,
    x: along(area.x * zoom, area.width * zoom, view.x, room.width, isNear),
    y: along(area.y * zoom, area.height * zoom, view.y, room.height, isNear),
  }
}

const CLEAR = 8

/**
 * Moves the view so that nothing that lies over the canvas covers a box: up from a bar at the bottom, down from a list
 * at the top.
 * @param over what lies over the canvas, on the screen from the canvas' corner
 * @returns the very same viewport where the box is clear already, or as high as the canvas
 */
export function clearOf(box: Area, view: Viewport, over: readonly Area[], { height }: Size): Viewport {
  const [left, top] = [box.x * view.zoom + view.x, box.y * view.zoom + view.y]
  const [right, bottom] = [left + box.width * view.zoom, top + box.height * view.zoom]
  const hits = over.filter(
    (area) =>
      left < area.x + area.width + CLEAR &&
      area.x - CLEAR < right &&
      top < area.y + area.height + CLEAR &&
      area.y - CLEAR < bottom,
  )
  const isLow = (area: Area): boolean => area.y + area.height / 2 > height / 2
  const up = Math.max(0, ...hits.filter(isLow).map((area) => bottom - area.y + CLEAR))
  const down = Math.max(0, ...hits.filter((area) => !isLow(area)).map((area) => area.y + area.height + CLEAR - top))
  const by = up > 0 ? -up : down
  if (by === 0 || top + by < 0 || bottom + by > height) return view
  return { ...view, y: view.y + by }
}

/** Whether all of the boxes are in view. */
export const isInView = (boxes: readonly Area[], { x, y, zoom }: Viewport, { width, height }: Size): boolean =>
  boxes.every(
    (box) =>
      box.x * zoom + x >= 0 &&
      (box.x + box.width) * zoom + x <= width &&
      box.y * zoom + y >= 0 &&
      (box.y + box.height) * zoom + y <= height,
  )

/** Whether any of the box is in view. */
const touches = (box: Area, { x, y, zoom }: Viewport, width: number, height: number): boolean =>
  box.x * zoom + x < width &&
  (box.x + box.width) * zoom + x > 0 &&
  box.y * zoom + y < height &&
  (box.y + box.height) * zoom + y > 0

/** The view's new offset along one axis. */
function along(start: number, length: number, offset: number, room: number, isNear: boolean): number {
  if (!isNear) return room * (length > room * 0.8 ? 0.5 : 0.45) - (start + length / 2)
  const over = start + offset + length - (room - MARGIN)
  const under = MARGIN - (start + offset)
  // Too large to fit: its beginning counts.
  if (under > 0 || length > room - 2 * MARGIN) return offset + under
  return over > 0 ? offset - over : offset
}
