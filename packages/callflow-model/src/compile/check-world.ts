import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import type { World } from '../nodes/define-node.ts'
import { definitionOf } from '../nodes/index.ts'
import { tolerantData } from '../nodes/tolerant-data.ts'

/**
 * What is wrong with what a flow names beside itself: sub-flows that are not published, tables that are gone.
 * @throws never
 */
export const checkWorld = (document: FlowDocument, world: World): Diagnostic[] =>
  document.nodes.flatMap((node) => {
    const definition = definitionOf(node.type)
    const problems = definition?.checkWorld?.(tolerantData(definition, node.data), world) ?? []
    return problems.map(({ field, ...problem }) => ({ ...problem, nodeId: node.id, field: field ?? null }))
  })
