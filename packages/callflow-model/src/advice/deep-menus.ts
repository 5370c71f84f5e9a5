import type { CallerRule, HeardFlow } from './caller-rule.ts'

const DEEPEST = 3

export const deepMenus: CallerRule = {
  code: 'caller.deep-menus',
  reason: 'Each menu loses callers. After the third one most press 0 or hang up.',
  find: (flow) => {
    const depths = menuDepths(flow)
    return flow.steps.flatMap(({ node }) => {
      if (depths.get(node.id) !== DEEPEST + 1) return []
      const message = `Callers come here after ${DEEPEST} other menus. Ask for less, or bring menus together.`
      return [{ nodeId: node.id, short: 'Many menus before', message }]
    })
  },
}

/** How many menus a call has passed at a menu, itself included, by the longest path without loops. */
function menuDepths({ graph, step }: HeardFlow): ReadonlyMap<string, number> {
  const before = new Map<string, number>()
  const depths = new Map<string, number>()
  for (const id of graph.order) {
    const isMenu = (step(id)?.asks?.choices?.length ?? 0) > 0
    const depth = (before.get(id) ?? 0) + (isMenu ? 1 : 0)
    if (isMenu) depths.set(id, depth)
    for (const edge of graph.edgesFrom.get(id) ?? [])
      if (!graph.backEdges.has(edge.id)) before.set(edge.target, Math.max(before.get(edge.target) ?? 0, depth))
  }
  return depths
}
