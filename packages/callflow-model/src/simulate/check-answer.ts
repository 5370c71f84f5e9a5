/**
 * What KAZOO refuses of an answer. Where many calls of a flow are simulated, the same few answers come again and again, and
 * checking one takes longer than everything else that is done with it: so what came of the latest ones is kept.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type CheckOptions, checkCallflow } from '../nodes/check-callflow.ts'

/** Characters of all answers that are kept, at most. */
const MAX_KEPT = 1_000_000

const known = new Map<string, Diagnostic | null>()
let kept = 0

/**
 * @param body the answer as it was sent
 * @param answer the same, parsed; undefined: it is no JSON
 * @returns the first reason why KAZOO refuses it; null where it takes it
 */
export function refusalOf(body: string, answer: unknown, options: Required<CheckOptions>): Diagnostic | null {
  const key = `${options.profile} ${options.reachableHost} ${options.trustsUnknownModules} ${body}`
  const before = known.get(key)
  if (before !== undefined) return before
  const [problem = null] = checkCallflow(answer, options)
  kept += key.length
  if (kept > MAX_KEPT) {
    known.clear()
    kept = key.length
  }
  known.set(key, problem)
  return problem
}
