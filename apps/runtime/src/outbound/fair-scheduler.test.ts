import { setImmediate as nextLoop } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createFairScheduler } from './fair-scheduler.ts'

/** A clock that stands, and moves on by what a step of work is said to take. */
function working(tookMs: number) {
  let nowMs = 0
  const yieldTurn = createFairScheduler(() => nowMs)
  const done: number[] = []
  const work = (index: number) =>
    yieldTurn().then(async () => {
      await null // what follows in promises belongs to the same turn
      nowMs += tookMs
      done.push(index)
    })
  const pass = (ms: number) => {
    nowMs += ms
  }
  return { work, done, pass }
}

describe('turns of the event loop', () => {
  it('takes one after the other, in the order of asking, and lets the event loop turn when a slice is used up', async () => {
    const { work, done } = working(0.6)
    const all = Promise.all([0, 1, 2, 3, 4].map(work))
    await nextLoop() // put off once, since they have just come
    expect(done).toEqual([])
    await nextLoop()
    expect(done).toEqual([0, 1])
    await nextLoop()
    expect(done).toEqual([0, 1, 2, 3])
    await all
    expect(done).toEqual([0, 1, 2, 3, 4])
  })

  it('waits while more of them come in, but not for ever', async () => {
    const { work, done, pass } = working(5)
    const begun: Promise<void>[] = []
    for (let index = 0; index < 5; index++) {
      begun.push(work(index))
      await nextLoop()
    }
    expect(done).toEqual([])
    pass(101)
    begun.push(work(5))
    await nextLoop()
    expect(done).toEqual([0])
    await Promise.all(begun)
    expect(done).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('starts again when all have had their turn', async () => {
    const { work, done } = working(0)
    await work(0)
    await work(1)
    expect(done).toEqual([0, 1])
  })
})
