import { describe, expect, it } from 'vitest'
import { moved } from './list-order.ts'

describe('the order of a list', () => {
  it('takes an entry to its new place, and the others close up', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  })

  it('stays the same list, and so no undo step, beyond its ends', () => {
    const list = ['a', 'b']
    expect(moved(list, 0, -1)).toBe(list)
    expect(moved(list, 1, 2)).toBe(list)
    expect(moved(list, 1, 1)).toBe(list)
    expect(moved(list, 5, 0)).toBe(list)
  })
})
