import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { borderAt, moveBorder, setShare, shareEqually, toShares } from './shares.ts'

const branches = (...weights: number[]) => weights.map((weight, index) => ({ port: `p${index}`, weight }))
const weights = (branches: { weight: number }[]) => branches.map(({ weight }) => weight)
const anyBranches = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 6 })
  .map((list) => branches(...list))

describe('shares', () => {
  it('are whole and 100 together, for any weights', () => {
    expect(weights(toShares(branches(1, 1, 1)))).toEqual([33, 33, 34])
    expect(weights(toShares(branches(0, 0)))).toEqual([50, 50])
    fc.assert(
      fc.property(anyBranches, (list) => {
        expect(toShares(list).reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
      }),
    )
  })

  it('change one at a time; the last one takes the rest', () => {
    expect(weights(setShare(branches(70, 20, 10), 0, 50))).toEqual([50, 20, 30])
    expect(weights(setShare(branches(70, 20, 10), 0, 95))).toEqual([95, 5, 0])
  })

  it('never leave 0 to 100', () => {
    fc.assert(
      fc.property(anyBranches, fc.nat(), fc.integer({ min: -50, max: 200 }), (list, pick, share) => {
        const before = toShares(list)
        const after = setShare(before, before.length > 1 ? pick % (before.length - 1) : 0, share)
        expect(after.every(({ weight }) => weight >= 0 && weight <= 100)).toBe(true)
        expect(after.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
      }),
    )
  })
})

describe('borders between shares', () => {
  it('stand where the shares before them end', () => {
    expect([0, 1, 2].map((index) => borderAt(branches(70, 20, 10), index))).toEqual([70, 90, 100])
  })

  it('take from one side what they give to the other', () => {
    expect(weights(moveBorder(branches(70, 20, 10), 0, 60))).toEqual([60, 30, 10])
    expect(weights(moveBorder(branches(70, 20, 10), 1, 80.4))).toEqual([70, 10, 20])
  })

  it('stop at the borders beside them, and the others stay', () => {
    expect(weights(moveBorder(branches(70, 20, 10), 0, 99))).toEqual([90, 0, 10])
    expect(weights(moveBorder(branches(70, 20, 10), 1, 3))).toEqual([70, 0, 30])
    fc.assert(
      fc.property(anyBranches, fc.nat(), fc.integer({ min: -50, max: 200 }), (list, pick, to) => {
        const before = toShares(list)
        const index = pick % before.length
        const after = moveBorder(before, index, to)
        expect(after.every(({ weight }) => weight >= 0)).toBe(true)
        expect(after.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
        const changed = after.flatMap((branch, at) => (branch.weight === before[at]?.weight ? [] : [at]))
        expect(changed.every((at) => at === index || at === index + 1)).toBe(true)
      }),
    )
  })
})

describe('sharing equally', () => {
  it('gives each the same, and the last one the rest', () => {
    expect(weights(shareEqually(branches(90, 5, 5)))).toEqual([33, 33, 34])
    expect(weights(shareEqually(branches(100, 0)))).toEqual([50, 50])
  })
})
