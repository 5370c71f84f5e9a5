/**
 * Suggests tests: calls that together take every exit which a test can make a call take. Each call is planned along the
 * drawing and then really played, so what is counted is what happened; where a call went elsewhere, the exit is tried again
 * with other values, and then given up.
 */
import { coverageOf } from './coverage.ts'
import { drawnExits, exitKey } from './drawn-exits.ts'
import { nameCall } from './name-call.ts'
import { type PlannedCall, playPlanned } from './planned-call.ts'
import { runScenario, type ScenarioResult } from './run-scenario.ts'
import type { Scenario } from './scenario.ts'
import type { TestedFlow } from './tested-flow.ts'

export interface SuggestedScenarios {
  scenarios: readonly Scenario[]
  /** What they get to. */
  coverage: ReturnType<typeof coverageOf>
  /** Whether the search was ended before every exit was tried. */
  cutOff: boolean
}

export interface SuggestOptions {
  /** Results of tests that there are: what they get to is not suggested again. */
  covered?: Parameters<typeof coverageOf>[1]
  /** Asked before each call that is tried; true ends the search. */
  isOver?: () => boolean
}

/** How often an exit is aimed for. */
const MAX_TRIES = 6

/** @throws never */
export async function suggestScenarios(
  tested: TestedFlow,
  { covered = [], isOver = () => false }: SuggestOptions = {},
): Promise<SuggestedScenarios> {
  const drawn = drawnExits(tested.flow.document)
  const wanted = new Set(coverageOf(tested, covered).missedExits.map(exitKey))
  const blocked = new Set<string>()
  const tries = new Map<string, number>()
  const calls: PlannedCall[] = []
  const maxCalls = drawn.exits.length * MAX_TRIES
  let turn = 0
  let cutOff = false
  for (let count = 0; wanted.size > 0 && count < maxCalls; count++) {
    cutOff = isOver()
    if (cutOff) break
    const call = await playPlanned(tested, { wanted, blocked }, turn)
    if (!call) break
    const taken = ownExits(tested, call.outcome)
    const isNew = taken.some((key) => wanted.has(key))
    if (isNew) calls.push(call)
    for (const key of taken) wanted.delete(key)
    const aim = exitKey(call.aim)
    if (!wanted.has(aim)) {
      turn = 0
      continue
    }
    const failed = (tries.get(aim) ?? 0) + 1
    tries.set(aim, failed)
    turn = failed % MAX_TRIES
    if (failed < MAX_TRIES) continue
    wanted.delete(aim)
    blocked.add(aim)
    turn = 0
  }
  const scenarios: Scenario[] = []
  const results: ScenarioResult[] = []
  for (const call of fewest(tested, calls)) {
    const named = {
      ...call.scenario,
      test: nameCall(
        tested,
        call.outcome,
        scenarios.map(({ test }) => test),
      ),
    }
    const { scenario, result } = await confirmed(tested, named)
    scenarios.push(scenario)
    results.push(result)
  }
  return { scenarios, coverage: coverageOf(tested, [...covered, ...results]), cutOff }
}

const ownExits = ({ flow }: TestedFlow, { exits }: PlannedCall['outcome']): string[] =>
  exits.filter(({ flowId }) => flowId === flow.id).map(exitKey)

/** The call with most that is new, again and again; what the others take anyway is left out. */
function fewest(tested: TestedFlow, calls: readonly PlannedCall[]): PlannedCall[] {
  const left = new Map(calls.map((call) => [call, new Set(ownExits(tested, call.outcome))]))
  const chosen: PlannedCall[] = []
  for (;;) {
    let best: PlannedCall | null = null
    for (const [call, exits] of left) if (exits.size > (best ? (left.get(best)?.size ?? 0) : 0)) best = call
    const taken = best && left.get(best)
    if (!best || !taken) return chosen.toSorted((a, b) => calls.indexOf(a) - calls.indexOf(b))
    chosen.push(best)
    left.delete(best)
    for (const exits of left.values()) for (const key of taken) exits.delete(key)
  }
}

/** A sentence with a value of the moment cannot be expected again: then only what is done is kept. */
async function confirmed(
  tested: TestedFlow,
  scenario: Scenario,
): Promise<{ scenario: Scenario; result: ScenarioResult }> {
  const result = await runScenario(tested, scenario)
  if (result.passed) return { scenario, result }
  const { happens = [], expect: _, ...setup } = scenario
  const done = happens.filter((event) => typeof event === 'string' || !('hears' in event || 'ends in' in event))
  const bare = { ...setup, happens: done }
  return { scenario: bare, result: await runScenario(tested, bare) }
}
