/** How large the picture of a flow is. */
import type { Drawing } from '../routes.ts'

export interface PictureFrame {
  x: number
  y: number
  width: number
  height: number
}

/** White all around. */
const MARGIN = 40
/** An edge's word stands on its middle and is about this wide. */
const WORD = 60
/** What browsers can paint at all: so many pixels a side, and so many in all. */
const MAX_SIDE = 16_000
const MAX_PIXELS = 200_000_000
/** Sharp on a screen with small pixels, and in print. */
const SHARP = 2

/** @returns all cards and edges of the drawing, with a margin, in whole pixels */
export function frameOf({ boxes, routes }: Pick<Drawing, 'boxes' | 'routes'>): PictureFrame {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  const hold = (x: number, y: number, width = 0, height = 0) => {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  for (const { x, y, width, height } of boxes) hold(x, y, width, height)
  for (const { points, middle } of routes.values()) {
    for (const { x, y } of points) hold(x, y)
    hold(middle.x - WORD, middle.y, 2 * WORD)
  }
  if (left === Infinity) hold(0, 0)
  const x = Math.floor(left) - MARGIN
  const y = Math.floor(top) - MARGIN
  return { x, y, width: Math.ceil(right) + MARGIN - x, height: Math.ceil(bottom) + MARGIN - y }
}

/** Below this, the words on cards are smaller than 7 pixels. */
const MIN_READABLE = 0.5

/** Whether words can still be read where a browser paints the picture as large as it can. */
export const isReadable = (frame: Pick<PictureFrame, 'width' | 'height'>): boolean => pixelsFor(frame) >= MIN_READABLE

/** @returns pixels of the picture for each of the drawing: less than 1 where the flow is larger than a browser can paint */
export const pixelsFor = ({ width, height }: Pick<PictureFrame, 'width' | 'height'>): number =>
  Math.min(SHARP, MAX_SIDE / width, MAX_SIDE / height, Math.sqrt(MAX_PIXELS / (width * height)))
