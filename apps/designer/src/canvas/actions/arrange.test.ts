import { expect, it } from 'vitest'
import { arrange } from './arrange.ts'

const card = (id: string, x: number, y: number, width = 240) => ({ id, x, y, width, height: 58 })
const cards = [card('a', 0, 40), card('b', 30, 0, 400), card('c', 900, 200)]

it('aligns steps at the outermost one, or by their middles', () => {
  expect(arrange(cards, 'alignLeft')).toEqual({ a: { x: 0, y: 40 }, b: { x: 0, y: 0 }, c: { x: 0, y: 200 } })
  expect(arrange(cards, 'alignTop').c).toEqual({ x: 900, y: 0 })
  const middle = arrange(cards, 'alignCenter')
  expect((middle.a?.x ?? 0) + 120).toBe((middle.b?.x ?? 0) + 200)
})

it('gives steps the same gaps, however wide they are, and leaves the outermost where they are', () => {
  const across = arrange(cards, 'distributeAcross')
  expect(across).toMatchObject({ a: { x: 0 }, c: { x: 900 } })
  expect((across.b?.x ?? 0) - 240).toBe(900 - ((across.b?.x ?? 0) + 400))
  expect(arrange(cards, 'distributeDown')).toMatchObject({ b: { y: 0 }, a: { y: 100 }, c: { y: 200 } })
})
