import { describe, expect, it } from 'vitest'
import type { Box } from '../geometry.ts'
import { freePlace, makeRoom } from './place-card.ts'

const SIZE = { width: 240, height: 58 }
const card = (id: string, x: number, y: number): Box => ({ id, x, y, ...SIZE })
const overlaps = (a: Omit<Box, 'id'>, b: Omit<Box, 'id'>) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe('the place of a new card', () => {
  it('is right below the port where nothing stands there', () =>
    expect(freePlace([card('a', 0, 0)], { x: 120, y: 114 }, SIZE)).toEqual({ x: 0, y: 114 }))

  it('is beside a card that stands there already, to the right first', () => {
    expect(freePlace([card('a', 0, 114)], { x: 120, y: 114 }, SIZE)).toEqual({ x: 280, y: 114 })
    expect(freePlace([card('a', 60, 114)], { x: 120, y: 114 }, SIZE)).toEqual({ x: -220, y: 114 })
  })

  it('is a row further down rather than far aside', () => {
    const row = [-2, -1, 0, 1, 2].map((index) => card(`c${index}`, index * 280, 114))
    const place = freePlace(row, { x: 120, y: 114 }, SIZE)
    expect(place.y).toBeGreaterThan(114)
    expect(place.x).toBe(0)
  })

  it('never covers another card', () => {
    const cards: Box[] = []
    for (let index = 0; index < 40; index++) {
      const place = freePlace(cards, { x: 120 + (index % 3) * 50, y: 100 }, SIZE)
      expect(cards.some((other) => overlaps({ ...place, ...SIZE }, other))).toBe(false)
      cards.push({ id: String(index), ...place, ...SIZE })
    }
  })
})

describe('room between two connected cards', () => {
  it('is in the middle of a gap that is large enough', () =>
    expect(makeRoom([card('a', 0, 0), card('b', 0, 300)], card('a', 0, 0), card('b', 0, 300), 120, SIZE)).toEqual({
      place: { x: 0, y: 150 },
      moved: {},
    }))

  it('is made by moving down what stands below', () => {
    const [a, b, c, beside] = [card('a', 0, 0), card('b', 0, 100), card('c', 0, 200), card('d', 400, 0)]
    const { place, moved } = makeRoom([a, b, c, beside], a, b, 120, SIZE)
    expect(Object.keys(moved)).toEqual(['b', 'c'])
    expect(moved.c?.y).toBe((moved.b?.y ?? 0) + 100)
    expect(place.y).toBeGreaterThan(58)
    expect(place.y + 58).toBeLessThan(moved.b?.y ?? 0)
  })

  it('is behind the port where the connection goes back up', () => {
    const [menu, again] = [card('menu', 0, 0), card('again', 0, 200)]
    expect(makeRoom([menu, again], again, menu, 120, SIZE)).toEqual({ place: { x: 0, y: 338 }, moved: {} })
  })
})
