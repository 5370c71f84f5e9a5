import type { Scope } from './template.ts'

/** Where a scope says how many milliseconds are left for this answer. A symbol: no template can read or set it. */
export const TIME_LEFT = Symbol('time left')

/** Milliseconds of one render, where nothing else limits it. */
export const RENDER_LIMIT_MS = 250

/**
 * How long a text may be rendered.
 * @returns milliseconds, more than 0
 * @throws Error once the time of the answer is up: without it each of a hundred texts could take as long as one may
 */
export function renderLimitOf(scope: Scope): number {
  const timeLeft = scope[TIME_LEFT]
  if (timeLeft === undefined) return RENDER_LIMIT_MS
  const leftMs = timeLeft()
  if (leftMs <= 0) throw new Error('The answer was not ready in time.')
  return Math.min(RENDER_LIMIT_MS, leftMs)
}
