/** What is wrong with the graph: loose ends, what no call reaches, silent loops, too many quick steps, unset variables. */
import type { Diagnostic, DiagnosticCode, Fix, Severity } from '../diagnostics/diagnostic.ts'
import type { FlowDocument, FlowEdge, FlowNode } from '../document/flow-document.ts'
import { asksCaller, definitionOf, portsOf, titleOf } from '../nodes/index.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { findLoops, type Graph, isPort } from './graph.ts'
import { lastsOf } from './prepare-node.ts'

/** KAZOO stops a call at some 20 modules in a burst (docs/kazoo/semantics.md#r13). */
const MAX_QUICK_STEPS = 12

export function checkGraph(document: FlowDocument, graph: Graph, inFallback: ReadonlySet<string>): Diagnostic[] {
  return [
    ...checkFrames(document),
    ...checkEdges(document, graph),
    ...checkPorts(document, graph, inFallback),
    ...checkReach(document, graph, inFallback),
    ...checkLoops(graph),
    ...checkQuickSteps(graph),
    ...checkWildcards(graph),
    ...checkRecordings(graph),
  ]
}

const problem = (
  severity: Severity,
  code: DiagnosticCode,
  nodeId: string | null,
  message: string,
  more: { field?: string; short?: string; fix?: Fix } = {},
): Diagnostic => ({ severity, code, nodeId, message, field: null, ...more })

function checkFrames(document: FlowDocument): Diagnostic[] {
  const starts = document.nodes.filter((node) => definitionOf(node.type)?.kind === 'start')
  const fallbacks = document.nodes.filter((node) => definitionOf(node.type)?.kind === 'fallback')
  const found: Diagnostic[] = []
  if (starts.length === 0)
    found.push(
      problem(
        'error',
        'document.no-start',
        null,
        'The flow has no start, so no call can come in. Add "Call comes in".',
      ),
    )
  for (const extra of starts.slice(1))
    found.push(problem('error', 'document.many-starts', extra.id, 'A flow has one start. Delete this one.'))
  for (const extra of fallbacks.slice(1))
    found.push(problem('error', 'document.many-fallbacks', extra.id, 'A flow has one fallback. Delete this one.'))
  return found
}

function checkEdges(document: FlowDocument, graph: Graph): Diagnostic[] {
  const taken = new Set<string>()
  return document.edges.flatMap((edge) => {
    const source = graph.nodes.get(edge.source)
    const target = graph.nodes.get(edge.target)
    if (!source || !target)
      return [
        problem(
          'error',
          'edge.dangling',
          source?.id ?? target?.id ?? null,
          'A connection points to a deleted step. Delete the connection.',
        ),
      ]
    const kind = definitionOf(target.type)?.kind
    if (kind === 'start' || kind === 'fallback' || kind === 'note')
      return [
        problem(
          'error',
          'edge.into-start',
          source.id,
          `Nothing can connect to "${titleOf(target)}". Delete the connection.`,
        ),
      ]
    const port = `${edge.source} ${edge.sourceHandle}`
    if (taken.has(port))
      return [
        problem(
          'error',
          'edge.port-used-twice',
          source.id,
          `The exit "${edge.sourceHandle}" has two connections. Keep one.`,
          {
            field: `port:${edge.sourceHandle}`,
          },
        ),
      ]
    taken.add(port)
    return checkPort(source, edge, graph.ports.get(source.id) ?? new Set())
  })
}

function checkPort(source: FlowNode, edge: FlowEdge, ports: ReadonlySet<string>): Diagnostic[] {
  const definition = definitionOf(source.type)
  if (!definition) return []
  const field = `port:${edge.sourceHandle}`
  if (!isPort(source, edge.sourceHandle, ports))
    return [
      problem(
        'warning',
        'edge.unknown-port',
        source.id,
        `The exit "${edge.sourceHandle}" no longer exists, so no call takes it. Delete the connection.`,
        { field },
      ),
    ]
  if (definition.kind !== 'kazoo') return []
  if (definition.neverContinues)
    return [
      problem(
        'warning',
        'step.after-the-end',
        source.id,
        `KAZOO runs nothing after "${titleOf(source)}". Remove the steps after it.`,
        { field },
      ),
    ]
  const isKnown = ports.has(edge.sourceHandle) || definition.freePorts?.refuse(edge.sourceHandle) === null
  return isKnown
    ? []
    : [
        problem(
          'warning',
          'port.never-taken',
          source.id,
          `KAZOO never takes the exit "${edge.sourceHandle}" of this step. Remove it.`,
          { field },
        ),
      ]
}

/** Finds ports of the start and of studio steps that are not connected. An open port of a KAZOO step is an ordinary end. */
function checkPorts(document: FlowDocument, graph: Graph, inFallback: ReadonlySet<string>): Diagnostic[] {
  return document.nodes.flatMap((node) => {
    const kind = definitionOf(node.type)?.kind
    if (
      (kind !== 'studio' && kind !== 'start') ||
      (!graph.reachable.has(node.id) && kind === 'studio') ||
      inFallback.has(node.id)
    )
      return []
    const edges = graph.edgesFrom.get(node.id) ?? []
    const taken = new Set(edges.map(({ sourceHandle }) => sourceHandle))
    return portsOf(node, []).flatMap(({ key, label, keyCap }) => {
      if (taken.has(key)) return []
      if (kind === 'start')
        return [
          problem(
            'warning',
            'port.unconnected',
            node.id,
            'Nothing follows the start, so every call ends at once. Add a step.',
            { short: 'Nothing follows' },
          ),
        ]
      const fix = suggestion(node, edges, graph)
      const name = keyCap ? `Key ${keyCap}${label ? ` (${label})` : ''}` : (label ?? 'The exit')
      return [
        problem('warning', 'port.unconnected', node.id, `${name} is not connected. ${whatThen(node, key)}`, {
          field: `port:${key}`,
          ...(fix ? { fix: { ...fix, port: key } } : {}),
        }),
      ]
    })
  })
}

function whatThen(node: FlowNode, port: string): string {
  const attempts = typeof node.data.attempts === 'number' ? node.data.attempts : 1
  if (port === 'invalid') return `After ${attempts} wrong ${attempts === 1 ? 'entry' : 'keys'} the call ends.`
  if (port === 'timeout') return `After ${attempts === 1 ? 'one silence' : `${attempts} silences`} the call ends.`
  if (port === 'error') return 'A call that fails here gets the fallback.'
  return 'A call that takes it ends there.'
}

/** Suggests the target of another port of the step, most likely the last one drawn. */
function suggestion(node: FlowNode, edges: readonly FlowEdge[], graph: Graph) {
  const target = graph.nodes.get(edges.at(-1)?.target ?? '')
  if (!target || target.id === node.id) return null
  return { kind: 'connect', label: `Connect to ${titleOf(target)}`, source: node.id, target: target.id } as const
}

function checkReach(document: FlowDocument, graph: Graph, inFallback: ReadonlySet<string>): Diagnostic[] {
  return document.nodes.flatMap((node) => {
    const kind = definitionOf(node.type)?.kind
    if (kind === 'start' || kind === 'fallback' || kind === 'note') return []
    if (graph.reachable.has(node.id) || inFallback.has(node.id)) return []
    return [
      problem('warning', 'node.unreachable', node.id, 'No call reaches this step. Connect it, or delete it.', {
        fix: { kind: 'delete-node', label: 'Delete', nodeId: node.id },
      }),
    ]
  })
}

function checkLoops(graph: Graph): Diagnostic[] {
  const isSilent = (id: string): boolean => {
    const type = graph.nodes.get(id)?.type ?? ''
    return definitionOf(type)?.kind === 'studio' && !asksCaller(type)
  }
  const silent: Graph = {
    ...graph,
    edgesFrom: new Map(
      [...graph.edgesFrom].map(([id, edges]) => [
        id,
        isSilent(id) ? edges.filter((edge) => isSilent(edge.target)) : [],
      ]),
    ),
  }
  return findLoops(silent).flatMap((loop) => {
    const first = graph.order.find((id) => loop.has(id))
    return first && graph.reachable.has(first)
      ? [
          problem(
            'warning',
            'loop.silent',
            first,
            'This loop never reaches the caller. Add a step that the caller hears.',
            {
              short: 'A silent loop',
            },
          ),
        ]
      : []
  })
}

/** The longest run of steps that take KAZOO no time. */
function checkQuickSteps(graph: Graph): Diagnostic[] {
  const runs = new Map<string, number>()
  let worst: { id: string; length: number } | null = null
  for (const id of graph.order) {
    const node = graph.nodes.get(id)
    const definition = node && definitionOf(node.type)
    const before = runs.get(id) ?? 0
    const isQuick =
      definition?.kind === 'kazoo' && lastsOf(definition, tolerantData(definition, node?.data ?? {})) === 'instant'
    const takesTime = definition?.kind === 'kazoo' ? !isQuick : node !== undefined && asksCaller(node.type)
    const length = takesTime ? 0 : before + (isQuick ? 1 : 0)
    if (length > MAX_QUICK_STEPS && length > (worst?.length ?? 0) && graph.reachable.has(id)) worst = { id, length }
    for (const edge of graph.edgesFrom.get(id) ?? [])
      if (!graph.backEdges.has(edge.id)) runs.set(edge.target, Math.max(runs.get(edge.target) ?? 0, length))
  }
  return worst
    ? [
        problem(
          'warning',
          'path.many-quick-steps',
          worst.id,
          `Up to ${worst.length} quick steps in a row. KAZOO stops a call at about 20.`,
        ),
      ]
    : []
}

/** Some ways are drawn, but not the one that all other calls take: they are dropped. */
function checkWildcards(graph: Graph): Diagnostic[] {
  return [...graph.edgesFrom].flatMap(([id, edges]) => {
    const node = graph.nodes.get(id)
    const definition = node && definitionOf(node.type)
    if (!node || definition?.kind !== 'kazoo' || definition.neverContinues || edges.length === 0) return []
    const otherwise = portsOf(node, []).find(({ key }) => key === '_')
    if (!otherwise || otherwise.label === null || edges.some(({ sourceHandle }) => sourceHandle === '_')) return []
    return [
      problem('warning', 'port.unconnected', id, `${otherwise.label} is not connected, so all other calls end here.`, {
        field: 'port:_',
      }),
    ]
  })
}

/** A recording of the call that is still running when the caller leaves a message: the message is heard in it, or is cut. */
function checkRecordings(graph: Graph): Diagnostic[] {
  const does = (id: string) => {
    const node = graph.nodes.get(id)
    const definition = node && definitionOf(node.type)
    return definition?.kind === 'kazoo'
      ? (definition.recording?.(tolerantData(definition, node?.data ?? {})) ?? null)
      : null
  }
  const reached = new Set<string>()
  const stack = [...graph.reachable].filter((id) => does(id) === 'starts')
  for (let id = stack.pop(); id !== undefined; id = stack.pop())
    for (const { target } of graph.edgesFrom.get(id) ?? []) {
      if (reached.has(target) || does(target) === 'stops') continue
      reached.add(target)
      stack.push(target)
    }
  return [...reached]
    .filter((id) => does(id) === 'own')
    .map((id) =>
      problem(
        'warning',
        'recording.into-message',
        id,
        'The call is still being recorded when the caller leaves a message here. Stop the recording first.',
        { short: 'Still being recorded' },
      ),
    )
}
