/** What is wrong with a scenario, and where. */

/** Into the scenario: `['happens', 2, 'presses']`. */
export type ScenarioPath = readonly (string | number)[]

/** From 1. */
export interface ScenarioPosition {
  line: number
  column: number
}

export interface ScenarioProblem {
  /** error: the scenario is not run. */
  severity: 'error' | 'warning'
  /** What is wrong and what to do. */
  message: string
  path: ScenarioPath
  /** Null where the scenario was not read from text. */
  line: number | null
  column: number | null
}

/** Finds what stands at a path; for a key that should not be there, the key itself. */
export type LocateScenarioPath = (path: ScenarioPath) => ScenarioPosition | null

export const NOWHERE: LocateScenarioPath = () => null

export const problemAt = (
  locate: LocateScenarioPath,
  path: ScenarioPath,
  message: string,
  severity: ScenarioProblem['severity'] = 'error',
): ScenarioProblem => {
  const position = locate(path)
  return { severity, message, path, line: position?.line ?? null, column: position?.column ?? null }
}
