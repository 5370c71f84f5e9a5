/**
 * Document → prepared flow and everything there is to say about it, as passes that each take plain data and return the
 * next. Any document compiles: what cannot be carried out becomes a step that fails when a call gets there, and an
 * error diagnostic that stops publishing.
 */
import { atMost, type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { formatTraits } from '../kazoo/formats.ts'
import { definitionOf } from '../nodes/index.ts'
import { finish } from '../slices.ts'
import { checkGraph } from './check-graph.ts'
import { checkRecursion } from './check-recursion.ts'
import { checkVariables } from './check-variables.ts'
import type { CompileContext } from './compile-context.ts'
import { CONTINUATION_BYTES } from './find-cuts.ts'
import { formatPasses } from './formats.ts'
import { type Graph, stepsAfter } from './graph.ts'
import { prepareFlow } from './prepare-flow.ts'
import type { EdgeCut, PreparedFlow, PreparedNode } from './prepared-flow.ts'
import { reportCuts } from './report-cuts.ts'

export interface CompiledFlow {
  flow: PreparedFlow
  diagnostics: Diagnostic[]
  /** Edges at which KAZOO asks again, in document order. */
  cuts: EdgeCut[]
  /** Most requests of one call; null where a loop has no bound. */
  mostRequests: number | null
}

/**
 * @param context the flows that this one may call, as far as they are known; what is not known is taken to be harmless
 * @throws never: a document that cannot be published has diagnostics, not exceptions.
 */
export function compile(document: FlowDocument, context: CompileContext = {}): CompiledFlow {
  const { flow, graph, nodes, ofSteps, ofFallback } = finish(prepareFlow(document, context))
  const { format } = document.settings
  const diagnostics = [
    ...ofSteps,
    ...ofFallback,
    ...withoutReported(ofSteps, checkGraph(document, graph, stepsOfFallback(document, graph))),
    ...formatPasses[format].checkGraph(graph),
    ...checkVariables(graph, nodes, new Set(Object.keys(flow.defaults)), document.nodes),
    ...(formatTraits[format].holdsAllExits ? checkContinuations(nodes, flow.fallback.bytes) : []),
    ...checkSize(nodes, flow.fallback.bytes),
    ...checkRecursion(flow, context),
  ]
  return {
    flow,
    diagnostics: atMost(sortByDocument(diagnostics, document)),
    ...reportCuts(graph, nodes, flow, context),
  }
}

/** Leaves out problems of a port that the step’s own definition already reports, in better words. */
function withoutReported(reported: readonly Diagnostic[], others: readonly Diagnostic[]): readonly Diagnostic[] {
  const placeOf = ({ nodeId, code, field }: Diagnostic): string => JSON.stringify([nodeId, code, field])
  const places = new Set(reported.map(placeOf))
  return others.filter((diagnostic) => !places.has(placeOf(diagnostic)))
}

/** @returns whether a document may be published. */
export const canPublish = (compiled: CompiledFlow): boolean => !hasErrors(compiled.diagnostics)

/** The steps of the fallback are reached when something fails. */
const stepsOfFallback = (document: FlowDocument, graph: Graph): ReadonlySet<string> =>
  stepsAfter(
    graph,
    document.nodes.filter((node) => definitionOf(node.type)?.kind === 'fallback').map((node) => node.id),
  )

/** A step whose continuations alone could fill most of an answer. */
function checkContinuations(nodes: ReadonlyMap<string, PreparedNode>, fallbackBytes: number): Diagnostic[] {
  return [...nodes.values()].flatMap(({ id, module, edges }) => {
    const bytes = edges.length * (MAX_CONTINUATION_BYTES + fallbackBytes)
    if (!module || bytes <= 48 * 1024) return []
    return [
      {
        severity: 'warning',
        code: 'continuations.too-large',
        nodeId: id,
        field: null,
        message: `With ${edges.length} exits that may each need a new request, the answer can become too large. Split the step in two.`,
      } as const,
    ]
  })
}

/**
 * Finds steps that no answer can hold, so that every call would get the fallback in their place; and steps that it cannot
 * hold together with a continuation at each port, the least that an answer can be cut down to.
 */
function checkSize(nodes: ReadonlyMap<string, PreparedNode>, fallbackBytes: number): Diagnostic[] {
  return [...nodes.values()].flatMap(({ id, module, edges }): Diagnostic[] => {
    if (!module) return []
    const bytes = module.json.bytes + edges.length * (CONTINUATION_BYTES + fallbackBytes)
    if (bytes <= MAX_STEP_BYTES) return []
    const size = `${Math.ceil(bytes / 1024)} KiB, and an answer holds 64 KiB at most`
    if (module.json.bytes <= MAX_STEP_BYTES)
      return [
        {
          severity: 'warning',
          code: 'answer.too-large',
          nodeId: id,
          field: null,
          short: 'The step is too large',
          message: `With its ${edges.length} exits this step takes ${size}. Shorten its content, or split it in two.`,
        } as const,
      ]
    return [
      {
        severity: 'error',
        code: 'answer.too-large',
        nodeId: id,
        field: null,
        short: 'The step is too large',
        message: `This step takes ${size}. Shorten its content.`,
      } as const,
    ]
  })
}

/** What an answer holds, less a continuation and the fallback after it. */
const MAX_STEP_BYTES = 60 * 1024

/** A token with 2 KiB of variables, and the module around it. */
const MAX_CONTINUATION_BYTES = 3_600

/** Errors first, then in the order of the steps. */
function sortByDocument(diagnostics: Diagnostic[], document: FlowDocument): Diagnostic[] {
  const position = new Map(document.nodes.map((node, index) => [node.id, index]))
  const rank = { error: 0, warning: 1, info: 2 }
  return diagnostics.sort(
    (a, b) =>
      rank[a.severity] - rank[b.severity] ||
      (position.get(a.nodeId ?? '') ?? -1) - (position.get(b.nodeId ?? '') ?? -1),
  )
}
