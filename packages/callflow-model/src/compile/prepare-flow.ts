/** Document → prepared flow: all that a call needs, without the checks that only somebody who draws needs. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { formatTraits } from '../kazoo/formats.ts'
import type { Slices } from '../slices.ts'
import { checkNode } from './check-node.ts'
import type { CompileContext } from './compile-context.ts'
import { prepareFallback } from './fallback.ts'
import { findCuts } from './find-cuts.ts'
import { buildGraphInSlices, type Graph } from './graph.ts'
import { linkNodes } from './link-nodes.ts'
import { findLiveVariables } from './live-variables.ts'
import { findMasks } from './masks.ts'
import { prepareNode } from './prepare-node.ts'
import type { PreparedFlow, PreparedNode, PreparedStep } from './prepared-flow.ts'

/** What the checks of a whole flow go on from. */
export interface FlowInPreparation {
  flow: PreparedFlow
  graph: Graph
  nodes: ReadonlyMap<string, PreparedNode>
  /** What is wrong with single steps: such a step fails when a call gets there. */
  ofSteps: Diagnostic[]
  ofFallback: readonly Diagnostic[]
}

/**
 * @param known why steps cannot be carried out, by id, where the document was checked already: it is not checked again
 * @throws never
 */
export function* prepareFlow(
  document: FlowDocument,
  { defaultProfile = 'any' }: Pick<CompileContext, 'defaultProfile'> = {},
  known?: ReadonlyMap<string, string>,
): Slices<FlowInPreparation> {
  const graph = yield* buildGraphInSlices(document)
  const { format, kazoo: profile = defaultProfile } = document.settings
  const ofSteps: Diagnostic[] = []
  const problems = new Map(known)
  const steps = new Map<string, PreparedStep>()
  for (const node of document.nodes) {
    if (!known) {
      const connected = new Set((graph.edgesFrom.get(node.id) ?? []).map((edge) => edge.sourceHandle))
      const found = checkNode({ node, document, connected, profile })
      for (const diagnostic of found) ofSteps.push(diagnostic)
      // What only some KAZOOs of the profile refuse stops publishing, but a version that is live goes on as it is.
      const problem = found.find(({ severity, versions }) => severity === 'error' && !versions)
      if (problem) problems.set(node.id, problem.message)
      yield
    }
    steps.set(node.id, prepareNode(node, problems.get(node.id) ?? null, { format, profile }))
    yield
  }
  const fallback = prepareFallback(document, graph, profile, (id) => problems.has(id))
  const cuts = yield* findCuts(graph, steps, formatTraits[format].keepsFallback ? fallback.fallback.bytes : 0)
  const live = yield* findLiveVariables(graph, steps)
  const nodes = linkNodes(steps, graph, cuts, live)

  const declared = new Set(document.variables.filter((variable) => variable.sensitive).map(({ name }) => name))
  const { masks, feeds } = yield* findMasks(steps, declared)
  const defaults = Object.fromEntries(
    document.variables.flatMap((variable) =>
      variable.default === undefined ? [] : [[variable.name, variable.default]],
    ),
  )
  const flow: PreparedFlow = {
    nodes,
    start: graph.startId === null ? null : (nodes.get(graph.startId) ?? null),
    fallback: fallback.fallback,
    settings: document.settings,
    profile,
    defaults,
    types: new Map(document.variables.flatMap(({ name, type }) => (type ? [[name, type]] : []))),
    sensitive: declared,
    feedsSensitive: feeds,
    readsClock: [...nodes.values()].some((node) => node.readsClock),
    looksUp: [...nodes.values()].some((node) => node.looksUp),
    calls: [...new Set([...nodes.values()].flatMap(({ enters }) => enters ?? []))],
    hasSeveralEnds: hasSeveralEnds(nodes),
    masks,
  }
  return { flow, graph, nodes, ofSteps, ofFallback: fallback.diagnostics }
}

/** Counts the places where a call can leave this flow towards the one that called it. */
function hasSeveralEnds(nodes: ReadonlyMap<string, PreparedNode>): boolean {
  let ends = 0
  for (const { openPorts, takesWildcard, edgeByPort } of nodes.values())
    ends += openPorts.length + (takesWildcard && !edgeByPort.has('_') ? 1 : 0)
  return ends > 1
}
