/** What became of what was asked for: a value, or why there is none. */
export type ChangeResult<T, Failure> = { ok: true; value: T } | ({ ok: false } & Failure)

/** There is nothing of that id. */
export interface Missing {
  why: 'missing'
}

export const MISSING = { ok: false, why: 'missing' } as const
