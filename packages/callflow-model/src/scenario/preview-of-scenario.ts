/** The call of a scenario as a preview plays it: it can be looked at step by step, and continued by hand. */
import type { ListedAction, LookUpMock, PreviewRequest } from '../api/index.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import type { SwitchState } from '../nodes/contract/switch-state.ts'
import type { CallLine, SimulatedCaller } from '../simulate/next.ts'
import { parseDuration } from './duration.ts'
import { playScenario, sampleCallOf, startOf } from './play-scenario.ts'
import type { Scenario, ScenarioReply } from './scenario.ts'
import { createScriptedCaller } from './scripted-caller.ts'
import { switchOf, tableUseOf } from './step-references.ts'
import type { TestedFlow } from './tested-flow.ts'

export type ScenarioPreview = Omit<PreviewRequest, 'document' | 'version' | 'confirmed'>

/**
 * Plays a scenario and writes down what its caller did, up to where the call differed.
 * @param scenario whose names all find a step
 * @returns what a preview is asked for. Rows that tables have in the scenario are left out where a step only reads them: a
 *   preview reads the tables that there are.
 */
export async function previewOfScenario(tested: TestedFlow, scenario: Scenario): Promise<ScenarioPreview> {
  const { names, flow } = tested
  const does: ListedAction[] = []
  await playScenario(tested, scenario, noting(createScriptedCaller(scenario.happens ?? [], names), does))
  const begin = scenario['starts at'] === undefined ? null : names.find(scenario['starts at'])
  const startedAt = startOf(scenario.call?.at, flow.document.settings.timezone)
  return {
    call: sampleCallOf(scenario.call ?? {}),
    does,
    ...(startedAt ? { now: startedAt.toISOString() } : {}),
    ...(begin?.ok ? { startAt: begin.step.node.id } : {}),
    mocks: byNode(scenario['look-ups'] ?? {}, tested, (replies) => {
      const [first, second] = replies.map(toMock)
      return first && !second ? first : replies.map(toMock)
    }),
    switches: switchStates(scenario, tested),
    kept: keptValues(scenario, tested),
  }
}

/** A caller who does as another one, and adds it to a list; with its time where it does not wait to be asked. */
function noting(caller: SimulatedCaller, does: ListedAction[]): SimulatedCaller {
  let lastMs = 0
  const noteAt = (atMs: number, action: CallerAction, isTimed: boolean): void => {
    does.push(isTimed ? { ...action, afterMs: Math.max(0, Math.round(atMs - lastMs)) } : action)
    lastMs = atMs
  }
  const meanwhile = (line: CallLine, act: ReturnType<SimulatedCaller['during']>): typeof act => {
    if (act) noteAt(line.atMs + act.afterMs, act.does, true)
    return act
  }
  return {
    during: (line, moment) => meanwhile(line, caller.during(line, moment)),
    duringRequest: (line, moment) => meanwhile(line, caller.duringRequest?.(line, moment) ?? null),
    acts(line, waiting) {
      const acts = caller.acts(line, waiting)
      let waitedMs = 0
      for (const act of acts)
        if ('waitMs' in act) waitedMs += act.waitMs
        else noteAt(line.atMs + waitedMs, act, waitedMs > 0)
      return acts
    },
  }
}

/** @returns a reply of a scenario as a preview takes it */
export function toMock(reply: ScenarioReply): LookUpMock {
  const takesMs = reply.takes === undefined ? null : parseDuration(reply.takes)
  const takes = takesMs === null ? {} : { durationMs: takesMs }
  if ('fails' in reply) return { error: `look-up.${reply.fails}`, ...takes }
  const { status, body, 'content type': contentType } = reply
  return {
    status,
    ...(body === undefined ? {} : { body }),
    ...(contentType === undefined ? {} : { contentType }),
    ...takes,
  }
}

/** @param convert of all that is said of one step, in order */
function byNode<T, U>(
  given: Readonly<Record<string, T | T[]>>,
  { names }: TestedFlow,
  convert: (values: readonly T[]) => U,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const found = names.find(name)
      return found.ok ? [[found.step.node.id, convert(Array.isArray(value) ? value : [value])] as const] : []
    }),
  )
}

/** A switch that cannot be set is automatic at first. */
function switchStates({ switches = {} }: Scenario, { names }: TestedFlow): Record<string, SwitchState> {
  return Object.fromEntries(
    Object.entries(switches).map(([name, state]) => {
      const found = names.find(name)
      const id = (found.ok ? switchOf(found.step.node) : null) ?? name
      return [id, state === 'fails' ? 'automatic' : state] as const
    }),
  )
}

/** What the columns of steps that write hold at first. */
function keptValues({ tables = {} }: Scenario, { names }: TestedFlow): NonNullable<ScenarioPreview['kept']> {
  return Object.fromEntries(
    Object.entries(tables).flatMap(([name, value]) => {
      const found = names.find(name)
      if (!found.ok || tableUseOf(found.step.node) !== 'writes') return []
      const { column } = found.step.node.data
      const [row] = [value].flat()
      if (typeof column !== 'string' || row === undefined || row === 'fails') return []
      return [[found.step.node.id, typeof row === 'object' ? (row[column] ?? null) : null] as const]
    }),
  )
}
