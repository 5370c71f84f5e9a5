import { describe, expect, it } from 'vitest'
import { type RingPlan, ringPicture } from './ring-times.ts'

const plan = (members: unknown[], more: Partial<RingPlan> = {}): RingPlan => ({
  members,
  timeout: 20,
  repeats: 1,
  isInTurn: false,
  memberRingsForS: 20,
  ...more,
})
const spans = (members: unknown[], more?: Partial<RingPlan>) =>
  ringPicture(plan(members, more)).spans.map((span) => span && [span.fromS, span.toS, span.isTooLate])

describe('who rings when', () => {
  it('is from the delay on, for as long as the member or the group says, whichever is over first', () => {
    expect(spans([{}, { delay: 5 }, { delay: 5, timeout: 5 }])).toEqual([
      [0, 20, false],
      [5, 20, false],
      [5, 10, false],
    ])
  })

  it('is one after another in turn, until the group’s time is over', () => {
    expect(spans([{ timeout: 15 }, { delay: 2, timeout: 10 }, {}], { timeout: 25, isInTurn: true })).toEqual([
      [0, 15, false],
      [17, 25, false],
      [25, 25, true],
    ])
  })

  it('adds up over the rounds, and ends early where nobody rings any longer', () => {
    expect(ringPicture(plan([{ timeout: 10 }], { timeout: 40, repeats: 3 }))).toMatchObject({ roundS: 10, totalS: 30 })
    expect(ringPicture(plan([]))).toMatchObject({ roundS: 0, totalS: 0 })
  })

  it('is not known before the call where a value of the call counts', () => {
    expect(spans([{ delay: '{{ vars.wait }}' }, {}])).toEqual([null, [0, 20, false]])
    expect(spans([{ timeout: '{{ vars.wait }}' }, {}], { isInTurn: true })).toEqual([null, null])
    expect(ringPicture(plan([{}], { repeats: '{{ vars.n }}' }))).toMatchObject({ roundS: 20, totalS: null })
    expect(spans(['no member'])).toEqual([[0, 20, false]])
  })
})
