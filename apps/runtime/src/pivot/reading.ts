export type Params = Record<string, unknown>

/**
 * Empty parameters. A parameter called `__proto__` or `constructor` is only that, as with `Object.create(null)`, which makes
 * a hash table of its own for each request, at twice the time.
 */
export const createParams = (): Params => new (NoPrototype as unknown as new () => Params)()

function NoPrototype(): void {}
NoPrototype.prototype = Object.create(null)

/** What the parts of the decoder fill in together while they read one request. */
export interface Reading {
  params: Params
  /** Something could not be decoded, and U+FFFD stands in its place. */
  isDamaged: boolean
  isTooDeep: boolean
  readonly maxLevels: number
}
