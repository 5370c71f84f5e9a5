import { useState } from 'react'

export interface Keyed {
  entries: readonly unknown[]
  keys: readonly number[]
}

const NOTHING: Keyed = { entries: [], keys: [] }

/**
 * Gives the entries of a list identities that the data does not hold. An entry keeps its key while it is edited and when it
 * moves, so that the cursor, drafts and folded parts stay with it.
 *
 * @param entries objects, or texts; an edit replaces an entry by another one at the same place
 * @returns a key for each entry, in order
 */
export function useStableKeys(entries: readonly unknown[]): readonly number[] {
  const [known, setKnown] = useState(() => nextKeys(NOTHING, entries))
  if (isSame(known.entries, entries)) return known.keys
  const next = nextKeys(known, entries)
  setKnown(next)
  return next.keys
}

/** @returns the keys of a changed list: those of the same entries, then those of the same places, then new ones */
export function nextKeys(before: Keyed, entries: readonly unknown[]): Keyed {
  const free = new Set(before.keys.keys())
  const from: (number | undefined)[] = entries.map(() => undefined)
  const take = (index: number, place: number | undefined) => {
    if (from[index] !== undefined || place === undefined || !free.delete(place)) return
    from[index] = place
  }
  const each = (find: (entry: unknown, index: number) => number | undefined) =>
    entries.forEach((entry, index) => {
      if (from[index] === undefined) take(index, find(entry, index))
    })
  each((entry, index) => (before.entries[index] === entry ? index : undefined))
  each((entry) => [...free].find((place) => before.entries[place] === entry))
  each((_, index) => index)
  let unused = Math.max(-1, ...before.keys) + 1
  return { entries, keys: from.map((place) => (place === undefined ? undefined : before.keys[place]) ?? unused++) }
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((entry, index) => entry === other[index])
