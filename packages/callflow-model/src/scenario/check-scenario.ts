/** What is wrong with a scenario beside the flow that it calls: steps that are not there, and what cannot happen in them. */
import { definitionOf, titleOf } from '../nodes/index.ts'
import { oddReplies, type SeenReplies } from './odd-replies.ts'
import { findOutcome, listOutcomes, waitsOf } from './outcomes.ts'
import { DEFAULT_AT, startOf } from './play-scenario.ts'
import { type Scenario, type ScenarioEvent, verbOf } from './scenario.ts'
import {
  type LocateScenarioPath,
  NOWHERE,
  problemAt,
  type ScenarioPath,
  type ScenarioProblem,
} from './scenario-problem.ts'
import type { NamedStep } from './step-names.ts'
import { dayListsOf, isLookUp, switchOf, tableUseOf } from './step-references.ts'
import type { TestedFlow } from './tested-flow.ts'

export interface CheckedAgainst {
  locate?: LocateScenarioPath
  /** What look-ups really replied, by node id, newest first; texts as they came. */
  seen?: SeenReplies
}

/**
 * Checks a scenario against a flow.
 * @returns errors, with which it is not run, and warnings
 * @throws never
 */
export function checkScenario(
  scenario: Scenario,
  tested: TestedFlow,
  { locate = NOWHERE, seen = {} }: CheckedAgainst = {},
): ScenarioProblem[] {
  const { names, flow } = tested
  const problems: ScenarioProblem[] = []
  const tell = (path: ScenarioPath, message: string, severity?: 'warning'): void =>
    void problems.push(problemAt(locate, path, message, severity))
  const find = (path: ScenarioPath, name: string): NamedStep | null => {
    const found = names.find(name)
    if (!found.ok) tell(path, found.message)
    return found.ok ? found.step : null
  }

  const { timezone } = flow.document.settings
  if (startOf(scenario.call?.at, timezone) === null)
    tell(['call', 'at'], `There is no such time in ${timezone || 'UTC'}.`)
  if (scenario.call?.at === undefined && readsClock(tested))
    tell(['call'], `The flow looks at the clock. Say when the call is made: at: ${DEFAULT_AT}.`, 'warning')
  if (scenario['starts at'] !== undefined) find(['starts at'], scenario['starts at'])

  for (const [name, reply] of Object.entries(scenario['look-ups'] ?? {})) {
    const path = ['look-ups', name]
    const step = find(path, name)
    if (step && !isLookUp(step.node)) tell(path, `“${name}” asks no other server.`)
    else if (step)
      for (const { message, at } of oddReplies(reply, seen[step.node.id] ?? []))
        tell([...path, ...at], message, 'warning')
  }
  for (const name of Object.keys(scenario.tables ?? {})) {
    const path = ['tables', name]
    // A list of special days may also be named by its id.
    if (isDayList(tested, name)) continue
    const step = find(path, name)
    if (step && tableUseOf(step.node) === null) tell(path, `“${name}” uses no table.`)
  }
  for (const name of Object.keys(scenario.switches ?? {})) {
    const path = ['switches', name]
    if (isSwitch(tested, name)) continue
    const step = find(path, name)
    if (step && switchOf(step.node) === null) tell(path, `“${name}” follows no switch.`)
  }
  const { happens = [], expect = {} } = scenario
  happens.forEach((event, index) => {
    const problem = impossible(event, tested)
    if (problem) tell(['happens', index, problem.key], problem.message)
    if (index < happens.length - 1 && verbOf(event) === 'hangs up' && !isLast(happens.slice(index + 1)))
      tell(['happens', index + 1], 'Nothing can happen after the caller has hung up.')
    if (index < happens.length - 1 && verbOf(event) === 'ends in')
      tell(['happens', index + 1], 'Nothing can happen after the end of the call.')
  })
  for (const list of ['never', 'reaches'] as const)
    for (const [index, name] of (expect[list] ?? []).entries()) find(['expect', list, index], name)
  return problems
}

/** After a hang-up, only where the call ended. */
const isLast = (events: readonly ScenarioEvent[]): boolean =>
  events.every((event) => verbOf(event) === 'ends in' || verbOf(event) === 'reaches')

const readsClock = ({ flow, resolve }: TestedFlow): boolean => resolve(flow.id)?.flow.readsClock === true

const nodesIn = ({ flows }: TestedFlow) => flows.flatMap(({ document }) => document.nodes)

const isSwitch = (tested: TestedFlow, id: string): boolean => nodesIn(tested).some((node) => switchOf(node) === id)

const isDayList = (tested: TestedFlow, id: string): boolean =>
  nodesIn(tested).some((node) => dayListsOf(node).includes(id))

/** The kind of waiting that an event takes part in. */
const WAITS: Readonly<Record<string, string>> = { rings: 'ring', records: 'message', decides: 'choice' }
const CANNOT: Readonly<Record<string, string>> = {
  rings: 'rings nobody',
  records: 'records nobody',
  decides: 'leaves KAZOO nothing to decide',
}

/** @returns why an event cannot happen, and which of its keys says so; null where it can */
function impossible(event: ScenarioEvent, { names }: TestedFlow): { key: string; message: string } | null {
  const verb = verbOf(event)
  if (typeof event === 'string' || verb === 'hears' || verb === 'presses' || verb === 'hangs up') return null
  const name = (event as Record<string, string>)[verb] ?? ''
  const problem = (message: string) => ({ key: verb, message })
  const { found, outcome } = verb in WAITS ? names.findWithOutcome(name) : { found: names.find(name), outcome: null }
  if (!found.ok) return problem(found.message)
  const { node, flow } = found.step
  const kind = definitionOf(node.type)?.kind
  const title = `“${titleOf(node)}”`
  if (verb === 'waits' && kind !== 'kazoo' && kind !== 'studio') return problem(`${title} asks for no keys.`)
  const wanted = WAITS[verb]
  // What a step waits for in TwiML, and what the studio’s own steps ask, is only known in the call.
  if (wanted === undefined || kind !== 'kazoo' || flow.document.settings.format !== 'kazoo') return null
  const fitting = waitsOf(node, flow).filter((each) => each.kind === wanted)
  if (fitting.length === 0) return problem(`${title} ${CANNOT[verb]}.`)
  const choices = fitting.flatMap((each) => each.choices)
  return outcome === null || findOutcome(choices, outcome) !== null
    ? null
    : problem(`“${outcome}” cannot come of ${title}. It can be: ${listOutcomes(choices)}.`)
}
