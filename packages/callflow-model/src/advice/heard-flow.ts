/** A document as the rules about callers look at it. */
import { buildGraph } from '../compile/graph.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { definitionOf, titleOf } from '../nodes/index.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import type { HeardFlow, HeardStep } from './caller-rule.ts'

export function hearFlow(document: FlowDocument): HeardFlow {
  const graph = buildGraph(document)
  const steps = document.nodes.flatMap((node): HeardStep[] => {
    const definition = definitionOf(node.type)
    if (!definition || !graph.reachable.has(node.id)) return []
    const data = tolerantData(definition, node.data)
    const asks = definition.kind === 'studio' ? (definition.asks?.(data) ?? null) : null
    return [{ node, definition, data, title: titleOf(node), says: definition.says?.(data) ?? [], asks }]
  })
  const byId = new Map(steps.map((step) => [step.node.id, step]))
  const targets = (id: string): string[] => (graph.edgesFrom.get(id) ?? []).map(({ target }) => target)

  function leadsTo(from: string, isWanted: (step: HeardStep) => boolean): boolean {
    const seen = new Set<string>()
    const stack = targets(from)
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      if (seen.has(id)) continue
      seen.add(id)
      const step = byId.get(id)
      if (step && isWanted(step)) return true
      stack.push(...targets(id))
    }
    return false
  }

  /** Every step that speaks or lasts is left as one that callers have heard. */
  function unannounced(since: 'start' | 'keys'): ReadonlySet<string> {
    const found = new Set<string>()
    const stack = graph.startId === null ? [] : targets(graph.startId)
    if (since === 'keys') for (const { node, asks } of steps) if (asks) stack.push(...targets(node.id))
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      if (found.has(id)) continue
      found.add(id)
      const step = byId.get(id)
      if (step && !isHeard(step)) stack.push(...targets(id))
    }
    return found
  }

  return {
    document,
    graph,
    steps,
    step: (id) => byId.get(id),
    after: (id, port) => graph.edgesFrom.get(id)?.find(({ sourceHandle }) => sourceHandle === port)?.target,
    leadsTo,
    unannounced,
    isEnglish: /^en\b/i.test(document.settings.locale),
  }
}

/** Sounds, ringing and conversations count as well: only what takes an instant does not. */
function isHeard({ definition, data, says, asks }: HeardStep): boolean {
  if (says.length > 0 || asks) return true
  if (definition.kind !== 'kazoo') return false
  return (typeof definition.duration === 'function' ? definition.duration(data) : definition.duration) !== 'instant'
}
