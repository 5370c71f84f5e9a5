import type { Box, Point } from '../geometry.ts'

export type Arrangement = 'alignLeft' | 'alignCenter' | 'alignTop' | 'distributeAcross' | 'distributeDown'

/** @returns new places by id; the outermost steps of a distribution stay where they are */
export function arrange(boxes: readonly Box[], how: Arrangement): Record<string, Point> {
  const left = Math.min(...boxes.map(({ x }) => x))
  const right = Math.max(...boxes.map(({ x, width }) => x + width))
  const top = Math.min(...boxes.map(({ y }) => y))
  const place = (each: (box: Box) => Partial<Point>): Record<string, Point> =>
    Object.fromEntries(boxes.map((box) => [box.id, { x: box.x, y: box.y, ...each(box) }]))
  switch (how) {
    case 'alignLeft':
      return place(() => ({ x: left }))
    case 'alignCenter':
      return place(({ width }) => ({ x: Math.round((left + right - width) / 2) }))
    case 'alignTop':
      return place(() => ({ y: top }))
    case 'distributeAcross':
      return spread(boxes, 'x', 'width')
    case 'distributeDown':
      return spread(boxes, 'y', 'height')
  }
}

/** The gaps between the cards are the same, however wide the cards are. */
function spread(boxes: readonly Box[], axis: 'x' | 'y', size: 'width' | 'height'): Record<string, Point> {
  const sorted = boxes.toSorted((a, b) => a[axis] - b[axis])
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last || first === last) return {}
  const taken = sorted.reduce((sum, box) => sum + box[size], 0)
  const gap = (last[axis] + last[size] - first[axis] - taken) / (sorted.length - 1)
  let at = first[axis]
  return Object.fromEntries(
    sorted.map((box) => {
      const place = { x: box.x, y: box.y, [axis]: Math.round(at) }
      at += box[size] + gap
      return [box.id, place]
    }),
  )
}
