/** Runs the tests of files: no server, no network, no database. */
import {
  checkScenario,
  prepareTestedFlow,
  type ReadScenario,
  runScenario,
  type ScenarioResult,
  type TestedFlow,
} from '@callflow-studio/model/scenario'
import { findFiles } from './find-files.ts'
import { type FlowFile, flowOf, readFiles } from './read-files.ts'

export interface TestRun {
  path: string
  flow: string
  result: ScenarioResult
  durationMs: number
}

export interface TestRuns {
  runs: readonly TestRun[]
  /** Nothing is run where there are any. */
  mistakes: readonly string[]
  warnings: readonly string[]
}

interface PlannedTest extends ReadScenario {
  path: string
  tested: TestedFlow
}

type Profile = NonNullable<Parameters<typeof prepareTestedFlow>[1]>['defaultProfile']

/** @throws UsageError for a path that is not there */
export async function runTests(paths: readonly string[], defaultProfile: Profile): Promise<TestRuns> {
  const { flows, tests, mistakes: unreadable } = readFiles(findFiles(paths))
  const mistakes = [...unreadable]
  const warnings: string[] = []
  const prepared = new Map<FlowFile, TestedFlow>()
  const prepare = (flow: FlowFile): TestedFlow => {
    const known =
      prepared.get(flow) ?? prepareTestedFlow(flow, { others: flows, ...(defaultProfile ? { defaultProfile } : {}) })
    prepared.set(flow, known)
    return known
  }
  const planned = tests.flatMap(({ path, tests: inFile }) =>
    inFile.flatMap((read): PlannedTest[] => {
      const flow = flowOf(flows, read.scenario.flow, path)
      if ('mistake' in flow) {
        const at = read.locate(read.scenario.flow === undefined ? ['test'] : ['flow'])
        mistakes.push(`${path}:${at?.line ?? 1}:${at?.column ?? 1} ${flow.mistake}`)
        return []
      }
      return [{ ...read, path, tested: prepare(flow) }]
    }),
  )
  for (const { path, scenario, tested, locate } of planned)
    for (const { severity, line, column, message } of checkScenario(scenario, tested, { locate }))
      (severity === 'error' ? mistakes : warnings).push(`${path}:${line}:${column} ${message}`)
  if (planned.length === 0 && mistakes.length === 0) mistakes.push('There are no tests in these files.')
  return { runs: mistakes.length > 0 ? [] : await runAll(planned), mistakes, warnings }
}

async function runAll(planned: readonly PlannedTest[]): Promise<TestRun[]> {
  const runs: TestRun[] = []
  for (const { path, scenario, tested, locate } of planned) {
    const begun = performance.now()
    const result = await runScenario(tested, scenario, { locate })
    runs.push({ path, flow: tested.flow.name, result, durationMs: performance.now() - begun })
  }
  return runs
}
