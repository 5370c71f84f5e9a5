import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextKeys } from './use-stable-keys.ts'

const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
const before = { entries: [a, b, c], keys: [0, 1, 2] }
const keysOf = (entries: readonly unknown[]) => nextKeys(before, entries).keys

describe('the key of an entry', () => {
  it('goes along where the entry moves', () => expect(keysOf([c, a, b])).toEqual([2, 0, 1]))
  it('goes with the entry, and comes to no other', () => expect(keysOf([a, c])).toEqual([0, 2]))
  it('stays while the entry is edited', () => expect(keysOf([a, { ...b }, c])).toEqual([0, 1, 2]))
  it('is a new one for a new entry', () => expect(keysOf([a, b, c, {}])).toEqual([0, 1, 2, 3]))
  it('stays beside an entry that is put before it', () => expect(keysOf([{}, a, b, c])).toEqual([3, 0, 1, 2]))

  it('is its own among equal texts', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', 'x', 'y')), fc.array(fc.constantFrom('', 'x', 'y')), (first, second) => {
        const { keys } = nextKeys(nextKeys({ entries: [], keys: [] }, first), second)
        expect(new Set(keys).size).toBe(second.length)
      }),
    ))
})
