/** How a test went, by the lines of its form. */
import type { TestRun } from '@callflow-studio/model/api'

export type ShownResult = Pick<TestRun, 'passed' | 'failure'>

export type LineState = 'happened' | 'differed' | 'not reached'

/** @returns null where nothing is known of the line: nothing was run, or it is new */
export function lineState(result: ShownResult | null, index: number): LineState | null {
  if (!result) return null
  if (result.passed) return 'happened'
  const { failure } = result
  if (!failure || failure.happened === '') return failure && isAt(failure.path, ['happens', index]) ? 'differed' : null
  const [first, line] = failure.path
  if (first !== 'happens' || typeof line !== 'number') return first === 'expect' ? 'happened' : null
  return index < line ? 'happened' : index === line ? 'differed' : 'not reached'
}

/** @returns the failure, where it is about this part of the scenario or something inside it */
export function failureAt(
  result: ShownResult | null,
  path: readonly (string | number)[],
): NonNullable<TestRun['failure']> | null {
  const failure = result?.failure ?? null
  return failure && isAt(failure.path, path) ? failure : null
}

const isAt = (place: readonly (string | number)[], path: readonly (string | number)[]): boolean =>
  path.every((name, index) => place[index] === name)
