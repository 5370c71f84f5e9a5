/**
 * Document → prepared flow and everything there is to say about it, as passes that each take plain data and return the
 * next. Any document compiles: what cannot be carried out becomes a step that fails when a call gets there, and an
 * error diagnostic that stops publishing.
 */
import { atMost, type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { definitionOf } from '../nodes/index.ts'
import type { Around } from './around.ts'
import { checkGraph } from './check-graph.ts'
import { checkNode } from './check-node.ts'
import { checkRecursion } from './check-recursion.ts'
import { checkTwimlGraph } from './check-twiml-graph.ts'
import { checkVariables } from './check-variables.ts'
import { prepareFallback } from './fallback.ts'
import { findCuts } from './find-cuts.ts'
import { buildGraph, type Graph, stepsAfter } from './graph.ts'
import { findLiveVariables } from './live-variables.ts'
import { findMasks } from './masks.ts'
import { prepareNode } from './prepare-node.ts'
import type { Cut, PreparedFlow, PreparedNode } from './prepared-flow.ts'
import { reportCuts } from './report-cuts.ts'

export interface CompiledFlow {
  flow: PreparedFlow
  diagnostics: Diagnostic[]
  /** Edges at which KAZOO asks again, in document order. */
  cuts: Cut[]
  /** Most requests of one call; null where a loop has no bound. */
  mostRequests: number | null
}

/**
 * @param around the flows that this one may call, as far as they are known; what is not known is taken to be harmless
 * @throws never: a document that cannot be published has diagnostics, not exceptions.
 */
export function compile(document: FlowDocument, around: Around = {}): CompiledFlow {
  const graph = buildGraph(document)
  const profile = document.settings.kazoo ?? around.defaultProfile ?? 'any'
  const ofNodes = document.nodes.map((node) =>
    checkNode({
      node,
      document,
      connected: new Set((graph.ways.get(node.id) ?? []).map((way) => way.sourceHandle)),
      profile,
    }),
  )
  const problems = new Map<string, string>()
  document.nodes.forEach((node, index) => {
    // What only some KAZOOs of the profile refuse stops publishing, but a version that is live goes on as it is.
    const error = ofNodes[index]?.find(({ severity, versions }) => severity === 'error' && !versions)
    if (error) problems.set(node.id, error.message)
  })
  const nodes = new Map(
    document.nodes.map((node) => [
      node.id,
      prepareNode(node, problems.get(node.id) ?? null, { format: document.settings.format, profile }),
    ]),
  )
  connect(nodes, graph)
  findOpenPorts(document, nodes, graph)
  const fallback = prepareFallback(document, graph, profile, (id) => problems.has(id))
  findCuts(graph, nodes, document.settings.format === 'kazoo' ? fallback.fallback.bytes : 0)
  findLiveVariables(nodes, graph.order)

  const declared = new Set(document.variables.filter((variable) => variable.sensitive).map(({ name }) => name))
  const { masks, feeds } = findMasks(nodes, declared)
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
  const ofSteps = ofNodes.flat()
  const diagnostics = [
    ...ofSteps,
    ...fallback.diagnostics,
    ...notToldBy(ofSteps, checkGraph(document, graph, stepsOfFallback(document, graph))),
    ...(document.settings.format === 'twiml' ? checkTwimlGraph(graph) : []),
    ...checkVariables(graph, nodes, new Set(Object.keys(defaults)), document.nodes),
    ...(document.settings.format === 'kazoo' ? checkContinuations(nodes, fallback.fallback.bytes) : []),
    ...checkSize(nodes),
    ...checkRecursion(flow, around),
  ]
  return { flow, diagnostics: atMost(inOrder(diagnostics, document)), ...reportCuts(graph, nodes, flow, around) }
}

/** What a step says of its way out is better than what can be said of any. */
function notToldBy(told: readonly Diagnostic[], others: readonly Diagnostic[]): readonly Diagnostic[] {
  const placeOf = ({ nodeId, code, field }: Diagnostic): string => JSON.stringify([nodeId, code, field])
  const places = new Set(told.map(placeOf))
  return others.filter((diagnostic) => !places.has(placeOf(diagnostic)))
}

/** @returns whether a document may be published. */
export const canPublish = (compiled: CompiledFlow): boolean => !hasErrors(compiled.diagnostics)

function connect(nodes: ReadonlyMap<string, PreparedNode>, graph: Graph): void {
  for (const [id, ways] of graph.ways) {
    const node = nodes.get(id)
    for (const { id: edgeId, sourceHandle: port, target } of ways) {
      const targetNode = nodes.get(target)
      if (!node || !targetNode) continue
      const key = `${JSON.stringify(port.toWellFormed())}:`
      const way = { edgeId, port, key, target: targetNode, cut: null }
      node.ways.push(way)
      node.wayBy.set(port, way)
    }
  }
}

/** The steps of the fallback are reached when something fails. */
const stepsOfFallback = (document: FlowDocument, graph: Graph): ReadonlySet<string> =>
  stepsAfter(
    graph,
    document.nodes.filter((node) => definitionOf(node.type)?.kind === 'fallback').map((node) => node.id),
  )

/** Counts the places where a call can leave this flow towards the one that called it. */
function hasSeveralEnds(nodes: ReadonlyMap<string, PreparedNode>): boolean {
  let ends = 0
  for (const { openPorts, takesWildcard, wayBy } of nodes.values())
    ends += openPorts.length + (takesWildcard && !wayBy.has('_') ? 1 : 0)
  return ends > 1
}

/** An open `error` is no end: the error goes to the flow that called. */
function findOpenPorts(document: FlowDocument, nodes: ReadonlyMap<string, PreparedNode>, graph: Graph): void {
  for (const node of document.nodes) {
    const prepared = nodes.get(node.id)
    if (prepared?.definition?.kind !== 'studio' && prepared?.definition?.kind !== 'start') continue
    const ports = [...(graph.ports.get(node.id) ?? [])].filter((key) => key !== 'error')
    prepared.openPorts = ports.length === 0 ? [''] : ports.filter((key) => !prepared.wayBy.has(key))
  }
}

/** A step whose continuations alone could fill most of an answer. */
function checkContinuations(nodes: ReadonlyMap<string, PreparedNode>, fallbackBytes: number): Diagnostic[] {
  return [...nodes.values()].flatMap(({ id, module, ways }) => {
    const bytes = ways.length * (MAX_CONTINUATION_BYTES + fallbackBytes)
    if (!module || bytes <= 48 * 1024) return []
    return [
      {
        severity: 'warning',
        code: 'continuations.too-large',
        nodeId: id,
        field: null,
        message: `${ways.length} ways out, each of which KAZOO may have to ask for, can make the answer larger than it may be. Split the step in two.`,
      } as const,
    ]
  })
}

/** A step that no answer can hold, so that every call would get the fallback in its place. */
function checkSize(nodes: ReadonlyMap<string, PreparedNode>): Diagnostic[] {
  return [...nodes.values()].flatMap(({ id, module }) => {
    if (!module || module.json.bytes <= MAX_STEP_BYTES) return []
    return [
      {
        severity: 'error',
        code: 'answer.too-large',
        nodeId: id,
        field: null,
        short: 'The step is too large',
        message: `This step takes ${Math.ceil(module.json.bytes / 1024)} KiB, and an answer holds 64 KiB at most. Shorten what it holds.`,
      } as const,
    ]
  })
}

/** What an answer holds, less a continuation and the fallback behind it. */
const MAX_STEP_BYTES = 60 * 1024

/** A token with 2 KiB of variables, and the module around it. */
const MAX_CONTINUATION_BYTES = 3_600

/** Errors first, then in the order of the steps. */
function inOrder(diagnostics: Diagnostic[], document: FlowDocument): Diagnostic[] {
  const position = new Map(document.nodes.map((node, index) => [node.id, index]))
  const rank = { error: 0, warning: 1, info: 2 }
  return diagnostics.sort(
    (a, b) =>
      rank[a.severity] - rank[b.severity] ||
      (position.get(a.nodeId ?? '') ?? -1) - (position.get(b.nodeId ?? '') ?? -1),
  )
}
