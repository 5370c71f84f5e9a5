/**
 * The values that a flow can read, along a simulated call: at which line each of them changes, and where it comes from. What
 * KAZOO gathers (digits, custom variables, the caller) is known to the flow from the next request on.
 */
import type { PreviewChange } from '../api/index.ts'
import type { TraceState } from '../evaluate/answer.ts'
import { parseCallFacts } from '../kazoo/call-facts.ts'
import { entersFlow, type SimulatedReply } from './place.ts'
import type { SimulatedLeg } from './simulated-leg.ts'

type Origin = Pick<PreviewChange, 'by' | 'nodeId'>
type Variables = TraceState['variables']

export interface ValueLog {
  /** The flow that was called; null before its first step. */
  startFlowId: string | null
  /** The flow that runs. */
  flowId: string | null
  /** By flow: its variables, and the step that the call came to last. */
  flows: Map<string, { variables: Variables; nodeId: string }>
  /** What the last request told, by name. */
  told: ReadonlyMap<string, unknown>
  /** What KAZOO has gathered, by name, with the step at which it did. */
  gathered: Map<string, { value: unknown; origin: Origin }>
  /** Not at a line yet. */
  pending: PreviewChange[]
}

export const createValueLog = (): ValueLog => ({
  startFlowId: null,
  flowId: null,
  flows: new Map(),
  told: new Map(),
  gathered: new Map(),
  pending: [],
})

/** The call comes to a step: what changed on the path there, and what the step itself has changed. */
export function noteStep({ values }: SimulatedLeg, { nodes, states }: SimulatedReply, index: number): void {
  const state = states?.[index]
  const entry = nodes[index]
  if (!values || !state || !entry) return
  const { flowId, entered, variables } = state
  const known = values.flows.get(flowId)
  const running = values.flowId === null ? undefined : values.flows.get(values.flowId)
  // A sub-flow begins with what the step that runs it gives it; the called flow with its defaults.
  const isNew = known === undefined || entersFlow(nodes[entry.from])
  const setter = (isNew ? running : known)?.nodeId
  const origin: Origin = setter === undefined ? { by: 'default', nodeId: null } : { by: 'step', nodeId: setter }
  if (isNew) forgetAll(values, known?.variables ?? {}, entered, origin)
  addChanges(values, isNew ? {} : known.variables, entered, origin)
  addChanges(values, entered, variables, { by: 'step', nodeId: entry.nodeId })
  values.startFlowId ??= flowId
  values.flowId = flowId
  // What no later step reads does not travel in tokens; it is still what the step has set.
  const kept = isNew ? {} : known.variables
  values.flows.set(flowId, { variables: { ...kept, ...entered, ...variables }, nodeId: entry.nodeId })
}

function addChanges({ pending }: ValueLog, before: Variables, after: Variables, origin: Origin): void {
  if (before === after) return
  for (const [name, value] of Object.entries(after))
    if (!Object.hasOwn(before, name) || !isSame(before[name], value))
      pending.push({ name: `vars.${name}`, value, ...origin })
}

function forgetAll({ pending }: ValueLog, before: Variables, after: Variables, origin: Origin): void {
  for (const name of Object.keys(before))
    if (!Object.hasOwn(after, name)) pending.push({ name: `vars.${name}`, ...origin })
}

/**
 * A module or a verb is through: what KAZOO has gathered since came of it.
 * @param nodeId null before the first one: the sample call brings it along
 */
export function noteGathered(leg: SimulatedLeg, nodeId: string | null, by: 'step' | 'caller' = 'step'): void {
  const { values, collections, custom, facts, twiml } = leg
  if (!values) return
  const note = (name: string, value: unknown, from: Origin['by']): void => {
    if (value !== undefined && values.gathered.get(name)?.value !== value)
      values.gathered.set(name, { value, origin: { by: from, nodeId } })
  }
  for (const [name, keys] of collections) note(`digits.${name}`, keys, 'keys')
  note('digits', twiml.collected, 'keys')
  for (const [name, value] of [...custom, ...twiml.variables]) note(`custom.${name}`, value, by)
  note('caller.name', facts.callerName, by)
  note('caller.number', facts.callerNumber, by)
}

/** KAZOO makes a request. */
export function noteRequest({ values, requests }: SimulatedLeg, params: Record<string, unknown>): void {
  if (!values) return
  const told = toldBy(params)
  const isFirst = requests.length === 1
  for (const [name, value] of told) {
    if (isSame(values.told.get(name), value)) continue
    const known = values.gathered.get(name)
    const origin: Origin =
      known && isSame(known.value, value) ? known.origin : { by: isFirst ? 'caller' : 'kazoo', nodeId: null }
    values.pending.push({ name, value, ...origin })
  }
  for (const name of values.told.keys()) if (!told.has(name)) values.pending.push({ name, by: 'kazoo', nodeId: null })
  values.told = told
}

function toldBy(params: Record<string, unknown>): Map<string, unknown> {
  const { callerNumber, callerName, to, digits, custom, recording } = parseCallFacts(params)
  const named = (group: string, values: Record<string, unknown>): [string, unknown][] =>
    Object.entries(values).map(([name, value]) => [name === '' ? group : `${group}.${name}`, value])
  const told: [string, unknown][] = [
    ['caller.number', callerNumber],
    ['caller.name', callerName],
    ['call.to', to],
    ...named('digits', digits),
    ...named('custom', custom),
    ['recording.url', recording.url],
  ]
  return new Map(told.filter(([, value]) => value !== ''))
}

/** A step without a line of its own changes values where the call just is; one of another flow at the next line. */
export function addToLastLine(leg: SimulatedLeg): void {
  const last = leg.events.at(-1)
  if (!last || !leg.values || last.flowId !== shownFlowOf(leg.values)) return
  const { changes = [] } = takeChanges(leg)
  if (changes.length > 0) last.changes = [...(last.changes ?? []), ...changes]
}

const shownFlowOf = ({ flowId, startFlowId }: ValueLog): string | undefined =>
  flowId === null || flowId === startFlowId ? undefined : flowId

/** @returns what an event says of the values; nothing is pending then */
export function takeChanges({ values }: SimulatedLeg): { flowId?: string; changes?: PreviewChange[] } {
  if (!values) return {}
  const { pending: changes } = values
  const flowId = shownFlowOf(values)
  values.pending = []
  return {
    ...(flowId === undefined ? {} : { flowId }),
    ...(changes.length > 0 ? { changes } : {}),
  }
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)
