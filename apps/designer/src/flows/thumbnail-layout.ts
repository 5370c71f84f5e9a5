/** Where the bars of a thumbnail stand: the flow's own places, scaled into a small frame and centred. */
export interface ThumbnailBar {
  type: string
  x: number
  y: number
  width: number
  height: number
}

export const FRAME = { width: 56, height: 40, padding: 5 }
const CARD = { width: 240, height: 70 }
/** No bar is drawn larger than this, however few there are. */
const MAX_SCALE = 16 / CARD.width

export function layOut(outline: readonly { type: string; x: number; y: number }[]): ThumbnailBar[] {
  if (outline.length === 0) return []
  const left = Math.min(...outline.map(({ x }) => x))
  const top = Math.min(...outline.map(({ y }) => y))
  const width = Math.max(...outline.map(({ x }) => x)) + CARD.width - left
  const height = Math.max(...outline.map(({ y }) => y)) + CARD.height - top
  const scale = Math.min(
    MAX_SCALE,
    (FRAME.width - 2 * FRAME.padding) / width,
    (FRAME.height - 2 * FRAME.padding) / height,
  )
  const dx = (FRAME.width - width * scale) / 2
  const dy = (FRAME.height - height * scale) / 2
  return outline.map(({ type, x, y }) => ({
    type,
    x: round(dx + (x - left) * scale),
    y: round(dy + (y - top) * scale),
    width: round(Math.max(3, CARD.width * scale)),
    height: round(Math.max(2, CARD.height * scale)),
  }))
}

const round = (value: number): number => Math.round(value * 10) / 10
