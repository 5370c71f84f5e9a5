import type { Scope } from './scope.ts'

/** KAZOO waits 5 s; an answer is ready in 4 s, with time left to send it (docs/design.md#failures). */
export const ANSWER_BUDGET_MS = 4000

/**
 * Where a scope says how many milliseconds an answer has taken so far. A symbol: no template can read or set it. The function
 * is the one that was passed in: a closure made for each call would keep the whole call in memory until the next full
 * collection, at pauses of 25 ms and a third of the throughput, measured.
 */
export const ELAPSED_MS = Symbol('elapsed')

/** Milliseconds of one render, where nothing else limits it. */
const RENDER_LIMIT_MS = 250

/**
 * How long a text may be rendered.
 * @returns milliseconds, more than 0
 * @throws Error once the time of the answer is up: without it each of a hundred texts could take as long as one may
 */
export function renderLimitOf(scope: Scope): number {
  const elapsedMs = scope[ELAPSED_MS]
  if (elapsedMs === undefined) return RENDER_LIMIT_MS
  const leftMs = ANSWER_BUDGET_MS - elapsedMs()
  if (leftMs <= 0) throw new Error('The answer was not ready in time.')
  return Math.min(RENDER_LIMIT_MS, leftMs)
}
