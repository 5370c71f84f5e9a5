export type Params = Record<string, unknown>

/** What the parts of the decoder fill in together while they read one request. */
export interface Reading {
  params: Params
  /** Something could not be decoded, and U+FFFD stands in its place. */
  isDamaged: boolean
  isTooDeep: boolean
  readonly maxLevels: number
}
