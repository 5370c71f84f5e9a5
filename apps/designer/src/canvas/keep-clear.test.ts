import { describe, expect, it } from 'vitest'
import type { Box } from './geometry.ts'
import { movedAside } from './keep-clear.ts'

const card = (id: string, x: number, y: number, width = 240): Box => ({ id, x, y, width, height: 58 })
const menu = card('menu', 0, 100, 400)

describe('cards beside one that grows', () => {
  it('keep their distance to it, and those below them come along', () => {
    const boxes = [menu, card('beside', 280, 100), card('below', 280, 240), card('far', 560, 100)]
    expect(movedAside(boxes, menu, 240)).toEqual({
      beside: { x: 440, y: 100 },
      below: { x: 440, y: 240 },
      far: { x: 720, y: 100 },
    })
  })

  it('stay while there is room', () => {
    expect(movedAside([menu, card('beside', 440, 100)], menu, 240)).toEqual({})
    expect(movedAside([menu, card('below', 280, 240)], menu, 240)).toEqual({})
  })

  it('stay where they stand above or at the left, or were covered before', () => {
    const boxes = [menu, card('above', 280, 0), card('left', -280, 100), card('covered', 200, 100)]
    expect(movedAside(boxes, menu, 240)).toEqual({})
  })

  it('keep a smaller distance that somebody gave them', () =>
    expect(movedAside([menu, card('close', 250, 100)], menu, 240)).toEqual({ close: { x: 410, y: 100 } }))

  it('do not come back when it shrinks', () =>
    expect(movedAside([card('menu', 0, 100), card('beside', 410, 100)], card('menu', 0, 100), 400)).toEqual({}))
})
