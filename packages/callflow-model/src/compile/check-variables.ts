/** Variables that may be empty where they are read, since not every path there sets them. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FlowNode } from '../document/flow-document.ts'
import { definitionOf } from '../nodes/index.ts'
import { textsIn } from '../nodes/parts/texts-in.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { nearest } from '../templates/known-names.ts'
import { variablesNeeded } from '../templates/needed-variables.ts'
import { mayHoldTemplate } from '../templates/schema-at.ts'
import type { Graph } from './graph.ts'
import { namesRead } from './live-variables.ts'
import { type Bits, createUniverse, type NameSet } from './name-sets.ts'
import type { PreparedNode } from './prepared-flow.ts'

/**
 * @param declared names with a default
 * @param drawn the steps as they are drawn
 * @returns a warning for each variable that a reachable step reads without a default and some path there leaves unset
 */
export function checkVariables(
  graph: Graph,
  nodes: ReadonlyMap<string, PreparedNode>,
  declared: ReadonlySet<string>,
  drawn: readonly FlowNode[],
): Diagnostic[] {
  const isSet = findSetVariables(graph, nodes, declared)
  const drawnBy = new Map(drawn.map((node) => [node.id, node]))
  const ever = new Set([...declared, ...[...nodes.values()].flatMap(({ sets }) => sets)])
  return graph.order.flatMap((id) => {
    const node = nodes.get(id)
    const known = isSet.get(id)
    if (!node || !known || !graph.reachable.has(id)) return []
    const missing = new Set(
      node.reads.flatMap(([root, name]) =>
        root === 'vars' && name !== undefined && name !== 'error' && !known.has(name) ? [name] : [],
      ),
    )
    if (missing.size === 0) return []
    const needed = variablesNeededBy(drawnBy.get(id))
    return [...missing]
      .filter((name) => needed.has(name))
      .map((name) => ({
        severity: 'warning' as const,
        code: 'variable.maybe-unset' as const,
        nodeId: id,
        field: null,
        message: inWords(name, ever),
      }))
  })
}

function inWords(name: string, ever: ReadonlySet<string>): string {
  const meant = ever.has(name) ? null : nearest(name, [...ever])
  if (meant !== null) return `No step sets vars.${name}. Did you mean vars.${meant}?`
  return `vars.${name} may be empty: not every path sets it. Add a default.`
}

/** @returns names below `vars` that a step reads without a default, and without asking whether they are set. */
export function variablesNeededBy(node: FlowNode | undefined): ReadonlySet<string> {
  const needed = new Set<string>()
  const definition = node && definitionOf(node.type)
  if (!definition) return needed
  const asksFor = new Set(
    definition.kind === 'studio' ? definition.mayBeUnset?.(tolerantData(definition, node.data)) : [],
  )
  for (const [text, path] of textsIn(node.data))
    if (mayHoldTemplate(definition.data, path) && !asksFor.has(path.join('.')))
      for (const name of variablesNeeded(text)) needed.add(name)
  return needed
}

/**
 * Names that are set whichever way a call came, by node; of names that no step reads nothing is said. Nodes that no call
 * reaches are left out.
 */
export function findSetVariables(
  graph: Graph,
  nodes: ReadonlyMap<string, PreparedNode>,
  declared: ReadonlySet<string>,
): ReadonlyMap<string, NameSet> {
  const { empty, copy, add, keepAll, asSet } = createUniverse(namesRead(nodes.values()))
  const known = new Map<string, Bits>()
  const first = empty()
  add(first, declared)
  if (graph.startId !== null) known.set(graph.startId, first)
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false
    for (const id of graph.order) {
      const node = nodes.get(id)
      const before = known.get(id)
      if (!node || !before) continue
      for (const edge of node.edges) {
        const after = copy(before)
        if (node.sets.length > 0) add(after, node.setsOn(edge.port))
        const there = known.get(edge.target.id)
        if (!there) known.set(edge.target.id, after)
        if (!there || keepAll(there, after)) hasChanged = true
      }
    }
  }
  return new Map([...known].map(([id, bits]) => [id, asSet(bits)]))
}
