/** A flow that scenarios call, prepared once for any number of them. */
import { prepareFlow } from '../compile/prepare-flow.ts'
import type { FlowDocument, FlowNode } from '../document/flow-document.ts'
import type { ResolvedFlow } from '../evaluate/answer.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import type { SimulatedChoice } from '../nodes/contract/simulation.ts'
import { portsOf, titleOf } from '../nodes/index.ts'
import { finish } from '../slices.ts'
import { createStepNames, type ScenarioFlow, type StepNames } from './step-names.ts'

export interface TestedFlow {
  flow: ScenarioFlow
  /** It and the flows that it may enter. */
  flows: readonly ScenarioFlow[]
  names: StepNames
  /** A flow as calls enter it; null for one that is not at hand. */
  resolve: (flowId: string) => ResolvedFlow | null
  profile: KazooProfile
  /** The name of a step, of any of the flows. */
  titleOf: (nodeId: string) => string | undefined
  /** What keys mean where a step asks for them. */
  choicesOf: (nodeId: string) => SimulatedChoice[]
}

export interface TestedFlowOptions {
  /** Flows that it may enter, by id; others are not published. */
  others?: readonly ScenarioFlow[]
  /** The KAZOO of flows that name none. */
  defaultProfile?: KazooProfile
}

/**
 * Prepares a flow for scenarios. It may have errors: steps with one fail where a call gets to them.
 * @throws never
 */
export function prepareTestedFlow(flow: ScenarioFlow, options: TestedFlowOptions = {}): TestedFlow {
  const { others = [], defaultProfile = 'any' } = options
  const known = new Map([...others, flow].map((each) => [each.id, each]))
  const resolved = new Map<string, ResolvedFlow | null>()
  const resolve = (flowId: string): ResolvedFlow | null => {
    const found = resolved.get(flowId)
    if (found !== undefined) return found
    const named = known.get(flowId)
    const made = named
      ? { flowId, version: 1, flow: finish(prepareFlow(named.document, { defaultProfile })).flow }
      : null
    resolved.set(flowId, made)
    return made
  }
  const flows = entered(flow, known, resolve)
  // Of several steps with the same id, that of the flow itself counts.
  const steps = new Map(
    flows.toReversed().flatMap(({ document }) => document.nodes.map((node) => [node.id, { node, document }] as const)),
  )
  const choices = new Map<string, SimulatedChoice[]>()
  return {
    flow,
    flows,
    names: createStepNames(flows),
    resolve,
    profile: resolve(flow.id)?.flow.profile ?? defaultProfile,
    titleOf: (nodeId) => {
      const step = steps.get(nodeId)
      return step && titleOf(step.node)
    },
    choicesOf: (nodeId) => {
      const step = steps.get(nodeId)
      const found = choices.get(nodeId) ?? (step ? choicesIn(step.node, step.document) : [])
      choices.set(nodeId, found)
      return found
    },
  }
}

/** The flow, then those that it enters, and those that they enter. */
function entered(
  flow: ScenarioFlow,
  known: ReadonlyMap<string, ScenarioFlow>,
  resolve: TestedFlow['resolve'],
): ScenarioFlow[] {
  const found = new Map([[flow.id, flow]])
  // A map that grows while it is walked gives its new entries too.
  for (const id of found.keys())
    for (const called of resolve(id)?.flow.calls ?? []) {
      const named = known.get(called)
      if (named) found.set(called, named)
    }
  return [...found.values()]
}

const choicesIn = (node: FlowNode, { edges }: FlowDocument): SimulatedChoice[] =>
  portsOf(node, edges).flatMap(({ keyCap, label }) =>
    keyCap === undefined ? [] : [{ key: keyCap, label: label ?? keyCap }],
  )
