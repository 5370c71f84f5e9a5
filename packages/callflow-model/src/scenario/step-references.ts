/** What steps of a flow name beside it: the tables and switches for which a scenario can answer. */
import type { FlowNode } from '../document/flow-document.ts'
import type { OwnReference } from '../nodes/contract/references.ts'
import { definitionOf } from '../nodes/index.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'

const referencesIn = (node: FlowNode): readonly OwnReference[] => {
  const definition = definitionOf(node.type)
  return definition?.references?.(tolerantData(definition, node.data)) ?? []
}

/** Whether a step asks another server. */
export function isLookUp({ type }: FlowNode): boolean {
  const definition = definitionOf(type)
  return definition?.kind === 'studio' && definition.isLookUp
}

/** What a step does with a table; null for nothing. */
export const tableUseOf = (node: FlowNode): 'reads' | 'writes' | 'days' | null =>
  referencesIn(node).flatMap((each) => (each.kind === 'table' && each.id !== '' ? [each.use] : []))[0] ?? null

/** The lists of special days that a step reads. */
export const dayListsOf = (node: FlowNode): string[] =>
  referencesIn(node).flatMap((each) => (each.kind === 'table' && each.use === 'days' ? [each.id] : []))

/** The switch that a step follows or sets; null for none. */
export const switchOf = (node: FlowNode): string | null =>
  referencesIn(node).flatMap((each) => (each.kind === 'switch' && each.id !== '' ? [each.id] : []))[0] ?? null
