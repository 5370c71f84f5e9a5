/**
 * Sets of names for passes over a whole flow, one bit a name: in a flow of thousands of steps that each set a variable, a
 * `Set` for each step would take seconds and gigabytes.
 */

/** What a pass found for a step. */
export interface NameSet {
  has: (name: string) => boolean
}

/** A set over the names of a universe; changed in place by its owner alone. */
export interface Bits {
  readonly words: Uint32Array
}

export interface Universe {
  empty: () => Bits
  /** Names outside the universe are left out. */
  of: (names: Iterable<string>) => Bits
  copy: (bits: Bits) => Bits
  /** Adds names in place. */
  add: (bits: Bits, names: Iterable<string>) => void
  /** Adds all of another set in place. @returns whether that changed anything */
  addAll: (bits: Bits, other: Bits) => boolean
  /** Keeps what another set has too, in place. @returns whether that changed anything */
  keepAll: (bits: Bits, other: Bits) => boolean
  asSet: (bits: Bits) => NameSet
}

export function createUniverse(names: Iterable<string>): Universe {
  const indexOf = new Map<string, number>()
  for (const name of names) if (!indexOf.has(name)) indexOf.set(name, indexOf.size)
  const size = Math.ceil(indexOf.size / 32)

  function add({ words }: Bits, added: Iterable<string>): void {
    for (const name of added) {
      const index = indexOf.get(name)
      if (index !== undefined) words[index >>> 5] = (words[index >>> 5] ?? 0) | (1 << (index & 31))
    }
  }
  const has = ({ words }: Bits, name: string): boolean => {
    const index = indexOf.get(name)
    return index !== undefined && (((words[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1
  }
  function combine({ words }: Bits, other: Bits, join: (a: number, b: number) => number): boolean {
    let hasChanged = false
    for (let at = 0; at < size; at++) {
      const before = words[at] ?? 0
      const after = join(before, other.words[at] ?? 0) >>> 0
      if (after !== before) hasChanged = true
      words[at] = after
    }
    return hasChanged
  }
  const empty = (): Bits => ({ words: new Uint32Array(size) })
  return {
    empty,
    of(given) {
      const bits = empty()
      add(bits, given)
      return bits
    },
    copy: ({ words }) => ({ words: words.slice() }),
    add,
    addAll: (bits, other) => combine(bits, other, (a, b) => a | b),
    keepAll: (bits, other) => combine(bits, other, (a, b) => a & b),
    asSet: (bits) => ({ has: (name) => has(bits, name) }),
  }
}
