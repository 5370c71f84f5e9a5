/**
 * How much one answer may compute. Counted, not timed: what a flow does with a value fails in every call or in none, on fast
 * servers and on busy ones. Nothing else is answered meanwhile, so all of it together takes some 30 ms.
 */

/** Where a scope says how much may still be done for this answer. A symbol: no template can read or set it. */
export const WORK = Symbol('work')

/** A class, and no closure: see `ELAPSED_MS` for what a closure in a scope costs. */
export class Work {
  #left: number

  /** @param most units of some 30 ns */
  constructor(most = MAX_WORK) {
    this.#left = most
  }

  /**
   * @param units characters or list items that are looked at, weighed by what each costs
   * @throws TooMuchWork where that is more than is left; nothing of it was used
   */
  use(units: number): void {
    if (!(units > 0)) return
    if (units > this.#left) throw new TooMuchWork()
    this.#left -= units
  }
}

const MAX_WORK = 1_000_000

/** More than an answer may compute. */
export class TooMuchWork extends Error {
  constructor() {
    super('The text or list is too long for this template. Shorten it, or use fewer filters.')
  }
}
