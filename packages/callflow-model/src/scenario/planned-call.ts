/** One suggested call: follows a plan, with the inputs that its exits need, and becomes a scenario. */
import type { CallLine } from '../simulate/next.ts'
import { setUpCall } from './call-setup.ts'
import { type DrawnExit, drawnExits, exitKey } from './drawn-exits.ts'
import { needsAlong } from './needed-values.ts'
import { type Aims, exitOut, planFrom } from './plan-calls.ts'
import { actionFor, HANGS_UP, replyFor, rowFor } from './planned-answers.ts'
import { playScenario } from './play-scenario.ts'
import { createRecordingCaller } from './recording-caller.ts'
import type { Scenario, ScenarioReply, ScenarioRow } from './scenario.ts'
import { onlyOne } from './scenario-from-preview.ts'
import { outcomeOf, type ScenarioOutcome } from './scenario-outcome.ts'
import type { Need } from './step-inputs.ts'
import { tableUseOf } from './step-references.ts'
import type { TestedFlow } from './tested-flow.ts'

export interface PlannedCall {
  scenario: Scenario
  outcome: ScenarioOutcome
  /** The first exit that was aimed for. */
  aim: DrawnExit
}

/** Longer calls are hung up. */
const MAX_ACTIONS = 40

/**
 * Plays a call towards what is wanted.
 * @param turn which of several values and reasons is taken
 * @returns null where nothing that is wanted can be reached from the start
 */
export async function playPlanned(tested: TestedFlow, aims: Aims, turn: number): Promise<PlannedCall | null> {
  const { flow, names } = tested
  const drawn = drawnExits(flow.document)
  const nodes = new Map(flow.document.nodes.map((node) => [node.id, node]))
  let plan = drawn.startId === null ? [] : planFrom(drawn, drawn.startId, aims)
  const aim = plan.find((exit) => aims.wanted.has(exitKey(exit)))
  if (!aim) return null
  let at = 0
  /** Exits that the call has taken. */
  const done = new Set<string>()

  /** The exit that the call is to take at a step. */
  const wantedAt = (nodeId: string): DrawnExit | null => {
    const index = plan.findIndex((exit, place) => place >= at && exit.nodeId === nodeId)
    if (index >= 0) at = index
    else {
      const wanted = new Set([...aims.wanted].filter((key) => !done.has(key)))
      plan = nodes.has(nodeId) ? planFrom(drawn, nodeId, { ...aims, wanted }) : []
      at = 0
    }
    return plan[at]?.nodeId === nodeId ? (plan[at] ?? null) : null
  }
  /** The same for a step that is left by it at once. */
  const takeAt = (nodeId: string): { port: string | null; needs: Need[] } => {
    const exit = wantedAt(nodeId) ?? exitOut(drawn, nodeId)
    const needs = needsAhead()
    if (exit && plan[at] === exit) at++
    if (exit) done.add(exitKey(exit))
    return { port: exit?.port ?? null, needs }
  }
  const needsAhead = (): Need[] => needsAlong(plan.slice(at + 1), nodes, turn)
  let passed = 0
  /** What the call has taken meanwhile is behind it. */
  const follow = (line: CallLine): void => {
    for (const { reply, index } of line.passed.slice(passed)) {
      const entry = reply.nodes[index]
      const from = entry && reply.nodes[entry.from]
      const taken = [
        ...(from && entry.port !== null ? [{ nodeId: from.nodeId, port: entry.port }] : []),
        ...(entry?.took === undefined ? [] : [{ nodeId: entry.nodeId, port: entry.took }]),
      ]
      for (const exit of taken) {
        done.add(exitKey(exit))
        const place = plan.findIndex((each, number) => number >= at && exitKey(each) === exitKey(exit))
        if (place >= 0) at = place + 1
      }
    }
    passed = line.passed.length
  }

  const setup = setUpCall(tested, plan, nodes, turn)
  const replies = new Map<string, ScenarioReply[]>()
  const rows = new Map<string, ScenarioRow[]>()
  let actions = 0
  const caller = createRecordingCaller(names, {
    during: () => null,
    acts(line, waiting) {
      follow(line)
      const { nodeId } = waiting
      const exit = nodeId === null ? null : wantedAt(nodeId)
      const node = nodeId === null ? undefined : nodes.get(nodeId)
      const action = ++actions > MAX_ACTIONS ? HANGS_UP : actionFor(waiting, node, exit, needsAhead(), turn)
      return action === null ? [] : [action]
    },
  })
  const played = await playScenario(tested, setup, caller, {
    lookUp(nodeId) {
      const { port, needs } = takeAt(nodeId)
      const reply = replyFor(nodes.get(nodeId), port ?? 'success', needs)
      replies.set(nodeId, [...(replies.get(nodeId) ?? []), reply])
      return reply
    },
    row(nodeId) {
      const node = nodes.get(nodeId)
      const use = node ? tableUseOf(node) : null
      if (!node || use === null) return 'not found'
      const known = rows.get(nodeId) ?? []
      // Tables are read ahead, on paths too that the call does not take: each step finds the same row at each visit.
      const [first] = use === 'reads' ? known : []
      if (first !== undefined) return first
      const index = plan.findIndex((exit) => exit.nodeId === nodeId)
      const { port, needs } =
        use === 'writes'
          ? takeAt(nodeId)
          : { port: plan[index]?.port ?? null, needs: needsAlong(plan.slice(index + 1), nodes, turn) }
      const row = rowFor(node, port, needs)
      rows.set(nodeId, [...known, row])
      return row
    },
  })
  const outcome = outcomeOf(tested, played)
  const happens = caller.lines(played.line, outcome.ended !== null)
  return { scenario: written(tested, setup, replies, rows, happens, outcome), outcome, aim }
}

/** Only what the call got to. */
function written(
  { names }: TestedFlow,
  setup: Scenario,
  replies: ReadonlyMap<string, ScenarioReply[]>,
  rows: ReadonlyMap<string, ScenarioRow[]>,
  happens: NonNullable<Scenario['happens']>,
  outcome: ScenarioOutcome,
): Scenario {
  const lookUps = Object.fromEntries([...replies].map(([nodeId, list]) => [names.nameOf(nodeId), onlyOne(list)]))
  const tables = {
    ...setup.tables,
    ...Object.fromEntries([...rows].map(([nodeId, list]) => [names.nameOf(nodeId), onlyOne(list)])),
  }
  return {
    ...setup,
    ...(replies.size > 0 ? { 'look-ups': lookUps } : {}),
    ...(Object.keys(tables).length > 0 ? { tables } : {}),
    ...(happens.length > 0 ? { happens } : {}),
    ...(outcome.end === null ? {} : { expect: { ends: outcome.end } }),
  }
}
