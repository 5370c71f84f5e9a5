/** A flow as Callflow JSON, to be kept in KAZOO itself: as far as it is static, and needs no studio while calls run. */
import { buildGraph, type Graph } from '../compile/graph.ts'
import { writtenAs } from '../compile/prepare-node.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FlowDocument, FlowNode } from '../document/flow-document.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import { definitionOf } from '../nodes/index.ts'
import { whyUnavailable } from '../rules/available.ts'
import { fromTemplate, mapTexts } from './literal-text.ts'

/** One module as KAZOO stores it. */
export interface ExportedModule {
  module: string
  data: Record<string, unknown>
  children?: Record<string, ExportedModule>
}

/** A step with several incoming edges is written once for each of them: a callflow is a tree. */
const MAX_MODULES = 10_000

/**
 * @param profile the KAZOO that it is for: a module that this may lack is written as the one that does the same on every
 *   KAZOO, as in answers; left out: each module as it is drawn
 * @returns the callflow, with warnings for modules that a KAZOO of the profile lacks; or everything that keeps the flow
 *   from being one: steps of the studio, values of the call, loops
 * @throws never
 */
export function exportCallflow(
  document: FlowDocument,
  profile?: KazooProfile,
): { ok: true; callflow: ExportedModule; diagnostics: Diagnostic[] } | { ok: false; diagnostics: Diagnostic[] } {
  const graph = buildGraph(document)
  const first = graph.startId === null ? undefined : graph.edgesFrom.get(graph.startId)?.[0]
  if (!first)
    return {
      ok: false,
      diagnostics: [
        {
          severity: 'error',
          code: 'export.nothing',
          nodeId: graph.startId,
          field: null,
          message: 'Nothing follows the start.',
        },
      ],
    }
  const diagnostics: Diagnostic[] = []
  for (const id of graph.order) {
    const node = graph.nodes.get(id)
    if (node && id !== graph.startId) diagnostics.push(...notStatic(node))
  }
  for (const [source, edges] of graph.edgesFrom)
    for (const { id, sourceHandle } of edges)
      if (graph.backEdges.has(id))
        diagnostics.push({
          severity: 'error',
          code: 'export.not-static',
          nodeId: source,
          field: `port:${sourceHandle}`,
          message: 'This connection goes back to an earlier step. KAZOO callflows cannot contain loops.',
        })
  if (diagnostics.length > 0) return { ok: false, diagnostics }
  const callflow = write(graph, first.target, profile)
  return callflow
    ? { ok: true, callflow, diagnostics: profile ? missingModules(graph, profile) : [] }
    : {
        ok: false,
        diagnostics: [
          {
            severity: 'error',
            code: 'export.too-large',
            nodeId: null,
            field: null,
            message: `The callflow would have more than ${MAX_MODULES} modules, because steps on several paths are repeated.`,
          },
        ],
      }
}

function notStatic(node: FlowNode): Diagnostic[] {
  const definition = definitionOf(node.type)
  const say = (field: string | null, message: string): Diagnostic => ({
    severity: 'error',
    code: 'export.not-static',
    nodeId: node.id,
    field,
    message,
  })
  if (definition?.kind === 'studio')
    return [say(null, 'This step runs in Callflow Studio while KAZOO waits. KAZOO callflows have no equivalent.')]
  if (definition?.kind !== 'kazoo') return []
  const problems: Diagnostic[] = []
  mapTexts(node.type, node.data, (text, path) => {
    if (fromTemplate(text) === null)
      problems.push(say(path.join('.'), 'This text contains values of the call, which only Callflow Studio knows.'))
    return text
  })
  return problems
}

function moduleOf(
  { type, data }: FlowNode,
  profile: KazooProfile | undefined,
): Pick<ExportedModule, 'module' | 'data'> {
  const definition = definitionOf(type)
  if (definition?.kind !== 'kazoo' || profile === undefined) return { module: type, data }
  const written = writtenAs(definition, data, profile)
  return { module: written.definition.type, data: written.data }
}

/** Modules that a KAZOO of the profile lacks, and for which no other can be written. */
function missingModules(graph: Graph, profile: KazooProfile): Diagnostic[] {
  return graph.order.flatMap((id) => {
    if (!graph.reachable.has(id)) return []
    const node = graph.nodes.get(id)
    const definition = node && definitionOf(node.type)
    const why = definition && whyUnavailable(definition, { format: 'kazoo', profile })
    if (!why) return []
    return [{ severity: 'warning', code: 'module.other-version', nodeId: id, field: null, message: why.message }]
  })
}

/** Without recursion: a callflow may be deeper than a stack. @returns null where it gets too large */
function write(graph: Graph, first: string, profile: KazooProfile | undefined): ExportedModule | null {
  const top: { callflow?: ExportedModule } = {}
  const waiting: { id: string; put: (made: ExportedModule) => void }[] = [
    {
      id: first,
      put: (made) => {
        top.callflow = made
      },
    },
  ]
  let modules = 0
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const node = graph.nodes.get(next.id)
    if (!node) continue
    if (++modules > MAX_MODULES) return null
    const { module, data } = moduleOf(node, profile)
    const made: ExportedModule = { module, data: mapTexts(module, data, (text) => fromTemplate(text) ?? text) }
    next.put(made)
    const edges = graph.edgesFrom.get(node.id) ?? []
    if (edges.length === 0) continue
    // Keys keep the order in which they were drawn, whichever child is written first.
    const children = Object.fromEntries(edges.map(({ sourceHandle }) => [sourceHandle, made]))
    made.children = children
    for (const { sourceHandle, target } of [...edges].reverse())
      waiting.push({
        id: target,
        put: (child) => {
          children[sourceHandle] = child
        },
      })
  }
  return top.callflow ?? null
}
