import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import type { World } from '../nodes/contract/checks.ts'
import { definitionOf } from '../nodes/index.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import type { Around } from './around.ts'

/**
 * What is wrong with what a flow names beside itself: sub-flows that are not published, tables that are gone. A flow may
 * call itself before it was ever published.
 * @throws never
 */
export function checkWorld(
  document: FlowDocument,
  world: World & Pick<Around, 'flowId' | 'defaultProfile'>,
): Diagnostic[] {
  const { format, kazoo: profile = world.defaultProfile ?? 'any' } = document.settings
  const seen: World = {
    ...world,
    format,
    profile,
    flow: (id) => (id === world.flowId ? { name: 'This flow', format, isLive: true, profile } : world.flow(id)),
  }
  return document.nodes.flatMap((node) => {
    const definition = definitionOf(node.type)
    const problems = definition?.checkWorld?.(tolerantData(definition, node.data), seen) ?? []
    return problems.map(({ field, ...problem }) => ({ ...problem, nodeId: node.id, field: field ?? null }))
  })
}
