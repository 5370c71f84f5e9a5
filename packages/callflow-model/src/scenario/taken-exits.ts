/** Which steps and exits of the drawing a call took, from the traces of its answers. */
import type { PreviewEvent } from '../api/index.ts'
import type { FlowDocument, FlowEdge } from '../document/flow-document.ts'
import type { PassedEntry } from '../simulate/place.ts'
import type { ScenarioFlow } from './step-names.ts'
import type { TestedFlow } from './tested-flow.ts'

export interface StepPlace {
  flowId: string
  nodeId: string
}

export interface TakenExit extends StepPlace {
  port: string
}

export function exitsOf(
  { flow, flows }: Pick<TestedFlow, 'flow' | 'flows'>,
  passed: readonly PassedEntry[],
  events: readonly PreviewEvent[],
): { nodes: StepPlace[]; exits: TakenExit[] } {
  const nodes = new Map<string, StepPlace>()
  const exits = new Map<string, TakenExit>()
  const addNode = (flowId: string, nodeId: string): void => void nodes.set(`${flowId}\n${nodeId}`, { flowId, nodeId })
  const addExit = (flowId: string, nodeId: string, port: string): void =>
    void exits.set(`${flowId}\n${nodeId}\n${port}`, { flowId, nodeId, port })

  for (const { reply, index } of passed) {
    const entry = reply.nodes[index]
    if (!entry) continue
    const flowId = reply.states?.[index]?.flowId ?? flow.id
    addNode(flowId, entry.nodeId)
    if (entry.took !== undefined) addExit(flowId, entry.nodeId, entry.took)
    const { port } = entry
    const from = reply.nodes[entry.from]
    if (port === null || !from) continue
    const fromFlowId = reply.states?.[entry.from]?.flowId ?? flow.id
    const drawn = edgesOf(flows, fromFlowId).get(`${from.nodeId}\n${port}`)
    if (fromFlowId === flowId && drawn) addExit(flowId, from.nodeId, port)
    else {
      // A sub-flow has ended or failed: the call goes on at the step that entered it.
      const back = callerOf(flows, flowId, entry.nodeId, port, nodes)
      if (back) addExit(flowId, back.source, port)
    }
  }
  // The fallback is no part of a trace.
  const fallback = fallbackOf(flow.document)
  for (const { nodeId } of events) if (nodeId !== null && fallback.has(nodeId)) addNode(flow.id, nodeId)
  return { nodes: [...nodes.values()], exits: [...exits.values()] }
}

const callerOf = (
  flows: readonly ScenarioFlow[],
  flowId: string,
  target: string,
  port: string,
  reached: ReadonlyMap<string, StepPlace>,
): FlowEdge | undefined =>
  [...edgesOf(flows, flowId).values()].find(
    (edge) => edge.target === target && edge.sourceHandle === port && reached.has(`${flowId}\n${edge.source}`),
  )

const EDGES = new WeakMap<FlowDocument, ReadonlyMap<string, FlowEdge>>()
/** Documents never change. */
const FALLBACKS = new WeakMap<FlowDocument, ReadonlySet<string>>()

function edgesOf(flows: readonly ScenarioFlow[], flowId: string): ReadonlyMap<string, FlowEdge> {
  const document = flows.find(({ id }) => id === flowId)?.document
  if (!document) return new Map()
  const known =
    EDGES.get(document) ?? new Map(document.edges.map((edge) => [`${edge.source}\n${edge.sourceHandle}`, edge]))
  EDGES.set(document, known)
  return known
}

/** The steps of the fallback: those behind the node of that type. */
function fallbackOf(document: FlowDocument): ReadonlySet<string> {
  const known = FALLBACKS.get(document)
  if (known) return known
  const found = new Set(document.nodes.filter(({ type }) => type === 'error').map(({ id }) => id))
  // A set that grows while it is walked gives its new entries too.
  for (const id of found) for (const { source, target } of document.edges) if (source === id) found.add(target)
  FALLBACKS.set(document, found)
  return found
}
