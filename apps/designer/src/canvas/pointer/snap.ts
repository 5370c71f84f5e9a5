/** Snap lines: a card that is nearly in line with another one goes the rest of the way by itself. */
import type { Guide } from '../canvas-store.ts'
import type { Box, Point } from '../geometry.ts'

/** On the screen, at any zoom. */
export const SNAP_PX = 6

interface Span {
  /** Where it could be in line: its start, middle and end. */
  marks: readonly number[]
  /** Its extent across. */
  from: number
  to: number
}

/**
 * @param moved the box around what is dragged
 * @param others the boxes that stay
 * @param within how near is near, in the drawing's measures
 * @returns how far to go to be in line, and the lines to show
 */
export function snap(moved: Box, others: readonly Box[], within: number): { by: Point; guides: readonly Guide[] } {
  const x = nearest(across(moved), others.map(across), within)
  const y = nearest(down(moved), others.map(down), within)
  const by = { x: x?.by ?? 0, y: y?.by ?? 0 }
  return {
    by,
    guides: [...(x ? [guide(true, x, across(moved), by.y)] : []), ...(y ? [guide(false, y, down(moved), by.x)] : [])],
  }
}

interface Line {
  by: number
  at: number
  with: Span
}

function nearest(moved: Span, others: readonly Span[], within: number): Line | null {
  let best: Line | null = null
  for (const other of others)
    moved.marks.forEach((mark, index) => {
      const at = other.marks[index]
      if (at === undefined) return
      const by = at - mark
      if (Math.abs(by) <= within && Math.abs(by) < Math.abs(best?.by ?? Number.POSITIVE_INFINITY))
        best = { by, at, with: other }
    })
  return best
}

const across = ({ x, y, width, height }: Box): Span => ({
  marks: [x + width / 2, x, x + width],
  from: y,
  to: y + height,
})
const down = ({ x, y, width, height }: Box): Span => ({ marks: [y, y + height / 2], from: x, to: x + width })

/** From the one card to the other, past both. */
const guide = (isVertical: boolean, line: Line, { from, to }: Span, by: number): Guide => ({
  isVertical,
  at: line.at,
  from: Math.min(line.with.from, from + by),
  to: Math.max(line.with.to, to + by),
})
