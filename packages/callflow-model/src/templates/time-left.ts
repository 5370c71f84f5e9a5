import type { Scope } from './scope.ts'

/** KAZOO waits 5 s; an answer is ready in 4 s, with time left to send it (docs/design.md#failures). */
export const ANSWER_BUDGET_MS = 4000

/**
 * Where a scope says how many milliseconds an answer has taken so far. A symbol: no template can read or set it. The function
 * is the one that was passed in: a closure made for each call would keep the whole call in memory until the next full
 * collection, at pauses of 25 ms and a third of the throughput, measured.
 */
export const ELAPSED_MS = Symbol('elapsed')

/**
 * Checks the time of the whole answer, not of one text: a pause of the machine within a text must not fail its step. What a
 * text may compute is counted (`work.ts`).
 * @throws Error once the time of the answer is up; never where the scope has no clock
 */
export function checkTimeLeft(scope: Scope): void {
  if ((scope[ELAPSED_MS]?.() ?? 0) > ANSWER_BUDGET_MS) throw new Error('The answer was not ready in time.')
}
