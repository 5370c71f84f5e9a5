/** Runs a scenario: no server, no network, no clock of this machine. The same flow and scenario give the same result. */
import { type CheckedAgainst, checkScenario } from './check-scenario.ts'
import { firstUnmet, type Unmet } from './expectations.ts'
import { playScenario } from './play-scenario.ts'
import { type Scenario, type ScenarioEvent, verbOf } from './scenario.ts'
import { outcomeOf, type ScenarioOutcome } from './scenario-outcome.ts'
import { type LocateScenarioPath, NOWHERE, type ScenarioPath } from './scenario-problem.ts'
import type { ScenarioServices } from './scenario-services.ts'
import { createScriptedCaller } from './scripted-caller.ts'
import type { TestedFlow } from './tested-flow.ts'

/** The first thing that differed. */
export interface ScenarioFailure {
  /** What the scenario says, or what is wrong with it. */
  expected: string
  /** What happened instead; empty where nothing was run. */
  happened: string
  path: ScenarioPath
  /** Null where the scenario was not read from text. */
  line: number | null
  column: number | null
}

/** A line of `happens`. */
export interface ScenarioStep {
  event: ScenarioEvent
  state: 'happened' | 'differed' | 'not reached'
  /** In milliseconds since the call began; null unless it happened. */
  atMs: number | null
}

export interface ScenarioResult extends ScenarioOutcome {
  test: string
  passed: boolean
  /** Null where it passed. */
  why: ScenarioFailure | null
  steps: readonly ScenarioStep[]
}

export interface RunOptions {
  /** Where the parts of the scenario stand in its text. */
  locate?: LocateScenarioPath
  services?: ScenarioServices
}

/**
 * Runs one scenario against a flow.
 * @returns a failure with the problem where something is wrong with the scenario itself
 * @throws never
 */
export async function runScenario(
  tested: TestedFlow,
  scenario: Scenario,
  { locate = NOWHERE, services = {} }: RunOptions = {},
): Promise<ScenarioResult> {
  const { happens = [] } = scenario
  const mistake = checkScenario(scenario, tested, { locate } satisfies CheckedAgainst).find(
    ({ severity }) => severity === 'error',
  )
  if (mistake) {
    const { message, path, line, column } = mistake
    return notRun(scenario, { expected: message, happened: '', path, line, column })
  }
  const caller = createScriptedCaller(happens, tested.names)
  const played = await playScenario(tested, scenario, caller, services)
  const { line, last } = played
  const outcome = outcomeOf(tested, played)
  const missing = played.services.missing()
  const difference = missing
    ? null
    : caller.finish(line, last.kind === 'ended' ? { ended: last.why } : { waiting: last.for })
  const at = ({ path, expected, happened }: Unmet): ScenarioFailure => {
    const position = locate(path)
    return { expected, happened, path, line: position?.line ?? null, column: position?.column ?? null }
  }
  const unmet: Unmet | null = missing
    ? { path: ['happens', caller.times.length], ...lackOf(scenario, tested, missing, caller.times.length) }
    : difference
      ? { path: ['happens', difference.index], expected: difference.expected, happened: difference.happened }
      : firstUnmet(scenario, outcome, tested.names)
  return {
    test: scenario.test,
    passed: unmet === null,
    why: unmet && at(unmet),
    steps: happens.map((event, index) => ({
      event,
      state:
        index < caller.times.length
          ? 'happened'
          : index === caller.times.length && (difference || missing)
            ? 'differed'
            : 'not reached',
      atMs: caller.times[index] ?? null,
    })),
    ...outcome,
  }
}

function lackOf(
  { happens = [] }: Scenario,
  { names }: TestedFlow,
  { nodeId, text }: { nodeId: string | null; text: string },
  reached: number,
): { expected: string; happened: string } {
  const next = happens[reached]
  const where = nodeId === null ? text : `“${names.nameOf(nodeId)}” ${text}`
  const key = text.includes('row') ? 'tables' : 'look-ups'
  return {
    expected: next === undefined ? 'the call to be answered' : verbOf(next),
    happened: `${where}: the test has none. Add one under “${key}”.`,
  }
}

const notRun = ({ test, happens = [] }: Scenario, why: ScenarioFailure): ScenarioResult => ({
  test,
  passed: false,
  why,
  steps: happens.map((event) => ({ event, state: 'not reached', atMs: null })),
  events: [],
  exchanges: [],
  nodes: [],
  exits: [],
  silences: [],
  requests: 0,
  variables: {},
  ended: null,
  end: null,
  durationMs: 0,
})
