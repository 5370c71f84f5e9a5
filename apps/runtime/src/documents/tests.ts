/** Tests of a flow: read from text, run, suggested. What they need is large, and is loaded when the first question comes. */
import type { TestProblem } from '@callflow-studio/model/api'

const load = () => import('@callflow-studio/model/scenario')

/** @returns one text for each test, or what is wrong with them */
export async function splitTests(
  text: string,
): Promise<{ ok: true; scenarios: { name: string; text: string }[] } | { ok: false; problems: TestProblem[] }> {
  const { splitScenarios } = await load()
  const split = splitScenarios(text)
  if (split.ok) return split
  return { ok: false, problems: split.problems.map((problem) => ({ ...problem, path: [...problem.path] })) }
}
