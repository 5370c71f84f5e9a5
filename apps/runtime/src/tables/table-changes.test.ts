import { describe, expect, it } from 'vitest'
import { createTableChanges } from './table-changes.ts'

describe('the states of a table', () => {
  it('are told apart by its changes, not by those of others', () => {
    const changes = createTableChanges(() => 10)
    changes.changed('t', 20)
    changes.changed('other', 25)
    expect([10, 19, 20, 30].map((epoch) => changes.stateAt('t', epoch))).toEqual([10, 10, 20, 20])
    expect(changes.stateAt('t', 5)).toBe(5) // before this process began
  })

  it('stay apart for calls that began before the oldest change that is kept', () => {
    const changes = createTableChanges(() => 10)
    for (let epoch = 20; epoch < 400; epoch++) changes.changed('t', epoch)
    expect(changes.stateAt('t', 399)).toBe(399)
    expect(changes.stateAt('t', 30)).not.toBe(changes.stateAt('t', 31))
  })
})
