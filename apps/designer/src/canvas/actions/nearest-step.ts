import type { Box } from '../geometry.ts'

export type Direction = 'up' | 'down' | 'left' | 'right'

const ASIDE = 2.5

/** @returns its id; null where nothing lies that way */
export function nearestStep(boxes: readonly Box[], fromId: string, direction: Direction): string | null {
  const from = boxes.find(({ id }) => id === fromId)
  if (!from) return null
  let nearest: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const box of boxes) {
    if (box.id === fromId) continue
    const { ahead, aside } = distances(from, box, direction)
    if (ahead <= 0) continue
    const cost = ahead + ASIDE * aside
    if (cost < least) {
      least = cost
      nearest = box.id
    }
  }
  return nearest
}

/** How far ahead the middle lies, and how far beside the cards pass each other (0: they overlap that way). */
function distances(from: Box, to: Box, direction: Direction): { ahead: number; aside: number } {
  const dx = to.x + to.width / 2 - (from.x + from.width / 2)
  const dy = to.y + to.height / 2 - (from.y + from.height / 2)
  const gapX = Math.max(to.x - (from.x + from.width), from.x - (to.x + to.width), 0)
  const gapY = Math.max(to.y - (from.y + from.height), from.y - (to.y + to.height), 0)
  const isAcross = direction === 'left' || direction === 'right'
  const sign = direction === 'right' || direction === 'down' ? 1 : -1
  // Of several that overlap, the one that is most in line.
  return isAcross
    ? { ahead: sign * dx, aside: gapY + Math.abs(dy) / 10 }
    : { ahead: sign * dy, aside: gapX + Math.abs(dx) / 10 }
}
