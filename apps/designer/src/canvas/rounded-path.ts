import type { Point } from './geometry.ts'

const RADIUS = 12

/** The SVG path along corners, each rounded; closer corners get smaller curves. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  const path = [`M${first.x} ${first.y}`]
  rest.forEach((corner, index) => {
    const before = points[index]
    const after = points[index + 2]
    if (!before || !after) {
      path.push(`L${corner.x} ${corner.y}`)
      return
    }
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2)
    const start = towards(corner, before, radius)
    const end = towards(corner, after, radius)
    path.push(`L${start.x} ${start.y}Q${corner.x} ${corner.y} ${end.x} ${end.y}`)
  })
  return path.join('')
}

const distance = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y)

const towards = (from: Point, to: Point, length: number): Point => ({
  x: from.x + Math.sign(to.x - from.x) * length,
  y: from.y + Math.sign(to.y - from.y) * length,
})
