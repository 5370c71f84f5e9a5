/** Variables that may be unset where they are read: "not set on every way here". */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Graph } from './graph.ts'
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

/** Names that are set whichever way a call came, by node. */
export function findSetVariables(
  graph: Graph,
  nodes: ReadonlyMap<string, PreparedNode>,
  declared: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, ReadonlySet<string>>()
  if (graph.startId !== null) known.set(graph.startId, declared)
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false
    for (const id of graph.order) {
      const node = nodes.get(id)
      const before = known.get(id)
      if (!node || !before) continue
      for (const way of node.ways) {
        const sets = node.sets.length === 0 ? [] : node.setsOn(way.port)
        const after = sets.length > 0 ? new Set([...before, ...sets]) : before
        const there = known.get(way.target.id)
        const both = there ? new Set([...there].filter((name) => after.has(name))) : after
        if (!there || both.size !== there.size) {
          known.set(way.target.id, both)
          hasChanged = true
        }
      }
    }
  }
  return known
}
