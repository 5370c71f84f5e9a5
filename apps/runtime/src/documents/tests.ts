/** Tests of a flow: read from text, run, suggested. */
import type { Diagnostic } from '@callflow-studio/model'
import type { LoggedLookUp, TestCoverage, TestProblem, TestRun } from '@callflow-studio/model/api'
import {
  type Coverage,
  checkScenario,
  coverageOf,
  nameCall,
  type PreviewedCall,
  placesOf,
  previewOfScenario,
  readScenarios,
  runScenario,
  type ScenarioPreview,
  type ScenarioProblem,
  type ScenarioResult,
  type SeenReplies,
  scenarioFromPreview,
  splitScenarios,
  suggestScenarios,
  type TestedFlow,
  writeScenarios,
} from '@callflow-studio/model/scenario'
import { prepareTested } from './prepare-tested.ts'
import type { Surroundings } from './surroundings.ts'

/** The flow whose calls are tested, and what publishing it would find around it. */
export interface TestedDocument {
  flow: { id: string; name: string }
  /** The document. */
  text: string
  around: Pick<Surroundings, 'defaultProfile' | 'flows'>
  /** When they are run, ISO 8601. */
  at: string
}

type TriedTest = TestRun & { name: string; preview: ScenarioPreview }

/** What a test got to when it was run. */
export type Reached = Pick<TestRun, 'steps' | 'exits'>

type Asked<T> = { ok: true; value: T } | { ok: false; diagnostics: Diagnostic[] }

/** @returns one text for each test, or what is wrong with them */
export function splitTests(
  text: string,
): { ok: true; scenarios: { name: string; text: string }[] } | { ok: false; problems: TestProblem[] } {
  const split = splitScenarios(text)
  return split.ok ? split : { ok: false, problems: split.problems.map(toProblem) }
}

/**
 * Runs stored tests against one preparation of the flow.
 * @param others what tests got to that are not run, so that it counts too
 */
export async function runTests(
  of: TestedDocument,
  tests: readonly { id: string; text: string }[],
  others: readonly Reached[],
): Promise<Asked<{ results: (TestRun & { testId: string })[]; coverage: TestCoverage }>> {
  const prepared = prepareTested(of.flow, of.text, of.around)
  if (!prepared.ok) return prepared
  const tested = prepared.value
  const results: (TestRun & { testId: string })[] = []
  for (const { id, text } of tests) results.push({ testId: id, ...(await runText(tested, text, of.at)) })
  return {
    ok: true,
    value: { results, coverage: toCoverage(coverageOf(tested, [...others, ...results].map(placesOf(of.flow.id)))) },
  }
}

/** @param seen look-ups of real calls, as the log has them: lists of them, as JSON */
export async function tryTests(
  of: TestedDocument,
  text: string,
  seen: readonly string[],
): Promise<Asked<{ problems: TestProblem[]; results: TriedTest[] }>> {
  const prepared = prepareTested(of.flow, of.text, of.around)
  if (!prepared.ok) return prepared
  const tested = prepared.value
  const { scenarios, problems: mistakes } = readScenarios(text)
  const replies = repliesIn(seen)
  const problems = [
    ...mistakes,
    ...scenarios.flatMap(({ scenario, locate }) => checkScenario(scenario, tested, { locate, seen: replies })),
  ].map(toProblem)
  const results: TriedTest[] = []
  if (problems.every(({ severity }) => severity === 'warning'))
    for (const { scenario, locate } of scenarios) {
      const result = await runScenario(tested, scenario, { locate })
      const preview = await previewOfScenario(tested, scenario)
      results.push({ name: scenario.test, preview, ...toRun(result, of.flow.id, of.at) })
    }
  return { ok: true, value: { problems, results } }
}

/** By step, as they came. */
function repliesIn(lists: readonly string[]): SeenReplies {
  const replies: Record<string, { status: number; text: string }[]> = {}
  for (const { nodeId, reply } of lists.flatMap((list): LoggedLookUp[] => JSON.parse(list)))
    if (reply?.ok) replies[nodeId] = [...(replies[nodeId] ?? []), { status: reply.status, text: reply.text }]
  return replies
}

/** As long as tests are searched for: other documents wait. */
const MAX_SEARCH_MS = 5000

/** @param covered what the tests of the flow get to */
export async function suggestTests(
  of: TestedDocument,
  covered: readonly Reached[],
): Promise<Asked<{ tests: { name: string; text: string }[]; coverage: TestCoverage; cutOff: boolean }>> {
  const prepared = prepareTested(of.flow, of.text, of.around)
  if (!prepared.ok) return prepared
  const begun = performance.now()
  const { scenarios, coverage, cutOff } = await suggestScenarios(prepared.value, {
    covered: covered.map(placesOf(of.flow.id)),
    isOver: () => performance.now() - begun > MAX_SEARCH_MS,
  })
  const tests = scenarios.map((scenario) => ({ name: scenario.test, text: writeScenarios([scenario]) }))
  return { ok: true, value: { tests, coverage: toCoverage(coverage), cutOff } }
}

/**
 * Writes a previewed call down as a test.
 * @param name null: it is named by what happens
 * @param taken names of tests that there are
 */
export async function proposeTest(
  of: TestedDocument,
  call: PreviewedCall,
  name: string | null,
  taken: readonly string[],
): Promise<Asked<{ name: string; text: string }>> {
  const prepared = prepareTested(of.flow, of.text, of.around)
  if (!prepared.ok) return prepared
  const tested = prepared.value
  const scenario = await scenarioFromPreview(tested, call, name ?? 'A call')
  const test = name ?? nameCall(tested, await runScenario(tested, scenario), taken)
  return { ok: true, value: { name: test, text: writeScenarios([{ ...scenario, test }]) } }
}

/** @param text of one test, which could be read when it was stored */
async function runText(tested: TestedFlow, text: string, at: string): Promise<TestRun> {
  const { scenarios, problems } = readScenarios(text)
  const [read] = scenarios
  const [problem] = problems
  if (read && !problem) return toRun(await runScenario(tested, read.scenario, read), tested.flow.id, at)
  const { message = 'There is no test in this text.', path = [], line = null, column = null } = problem ?? {}
  const failure = { expected: message, happened: '', path: [...path], line, column, nodeId: null }
  return { at, passed: false, failure, ended: null, end: null, durationMs: 0, steps: [], exits: [] }
}

function toRun(result: ScenarioResult, flowId: string, at: string): TestRun {
  const { passed, why, nodes, exits, events, ended, end, durationMs } = result
  const steps = nodes.filter((place) => place.flowId === flowId).map(({ nodeId }) => nodeId)
  const last = events.findLast(({ nodeId }) => nodeId !== null && steps.includes(nodeId))
  return {
    at,
    passed,
    failure: why && { ...why, path: [...why.path], nodeId: last?.nodeId ?? null },
    ended,
    end,
    durationMs,
    steps,
    exits: exits.filter((exit) => exit.flowId === flowId).map(({ nodeId, port }) => ({ nodeId, port })),
  }
}

const toProblem = ({ path, ...problem }: ScenarioProblem): TestProblem => ({ ...problem, path: [...path] })

const toCoverage = ({ missedSteps, missedExits, ...counts }: Coverage): TestCoverage => ({
  ...counts,
  missedSteps: [...missedSteps],
  missedExits: [...missedExits],
})
