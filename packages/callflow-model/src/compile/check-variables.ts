/** Variables that may be unset where they are read: "not set on every way here". */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Graph } from './graph.ts'
import { namesRead } from './live-variables.ts'
import { type Bits, createUniverse, type NameSet } from './name-sets.ts'
import type { PreparedNode } from './prepared-flow.ts'

/**
 * @param declared names with a default
 * @returns a warning for each variable that a reachable step reads and some way there leaves unset
 */
export function checkVariables(
  graph: Graph,
  nodes: ReadonlyMap<string, PreparedNode>,
  declared: ReadonlySet<string>,
): Diagnostic[] {
  const isSet = findSetVariables(graph, nodes, declared)
  return graph.order.flatMap((id) => {
    const node = nodes.get(id)
    const known = isSet.get(id)
    if (!node || !known || !graph.reachable.has(id)) return []
    const missing = new Set(
      node.reads.flatMap(([root, name]) =>
        root === 'vars' && name !== undefined && name !== 'error' && !known.has(name) ? [name] : [],
      ),
    )
    return [...missing].map((name) => ({
      severity: 'warning' as const,
      code: 'variable.maybe-unset' as const,
      nodeId: id,
      field: null,
      message: `vars.${name} is not set on every way here. Give it a default.`,
    }))
  })
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
      for (const way of node.ways) {
        const after = copy(before)
        if (node.sets.length > 0) add(after, node.setsOn(way.port))
        const there = known.get(way.target.id)
        if (!there) known.set(way.target.id, after)
        if (!there || keepAll(there, after)) hasChanged = true
      }
    }
  }
  return new Map([...known].map(([id, bits]) => [id, asSet(bits)]))
}
