/** What nodes and documents name beside themselves: variables, secrets, tables, flows, switches and KAZOO's objects. */
import { z } from 'zod'
import type { FlowNode } from '../document/flow-document.ts'
import { mayHoldSecrets, mayHoldTemplate, metaAt } from '../templates/schema-at.ts'
import { isTemplate, parseTemplate } from '../templates/template.ts'
import type { NodeDefinition } from './contract/define.ts'
import type { EntityReference, Reference, SecretReference, VariableReference } from './contract/references.ts'
import { definitionOf } from './index.ts'
import { textsIn } from './parts/texts-in.ts'
import { tolerantData } from './parts/tolerant-data.ts'

type DrawnNode = Pick<FlowNode, 'id' | 'type' | 'data'>

/** @returns what all steps of a document name, in its order */
export const documentReferences = (nodes: readonly DrawnNode[]): (Reference & { nodeId: string })[] =>
  nodes.flatMap((node) => referencesOf(node).map((reference) => ({ ...reference, nodeId: node.id })))

/**
 * @returns what a node names, each with the field that names it; what is still empty or depends on the call is left out.
 *   Of a step that this studio does not know, the names in its templates.
 * @example referencesOf(lookUp) // [{ kind: 'table', id: 'tbl_1', field: 'table', use: 'reads', columns: [] }]
 */
export function referencesOf({ type, data }: Omit<DrawnNode, 'id'>): Reference[] {
  const definition = definitionOf(type)
  if (!definition) return namesIn(z.unknown(), data, () => true)
  const own = definition.references?.(tolerantData(definition, data)) ?? []
  return [
    ...own.filter((reference) => reference.kind === 'server' || reference.id !== ''),
    ...entitiesIn(definition, data),
    ...namesIn(definition.data, data, mayHoldSecrets),
  ]
}

/** @returns the KAZOO objects that data names by id */
export function entitiesIn(definition: NodeDefinition, data: unknown): EntityReference[] {
  return [...textsIn(data)].flatMap(([id, path]) => {
    const { entity } = metaAt(definition.data, path) ?? metaAt(definition.data, path.slice(0, -1)) ?? {}
    if (entity === undefined || id === '' || isTemplate(id)) return []
    return [{ kind: 'entity', entities: typeof entity === 'string' ? [entity] : entity, id, field: path.join('.') }]
  })
}

/** Variables that are read or set, and secrets where they can be read: elsewhere what looks like one is empty. */
function namesIn(
  schema: z.ZodType,
  data: unknown,
  holdsSecrets: typeof mayHoldSecrets,
): (SecretReference | VariableReference)[] {
  return [...textsIn(data)].flatMap(([text, path]): (SecretReference | VariableReference)[] => {
    const field = path.join('.')
    if (text !== '' && metaAt(schema, path)?.setsVariable) return [{ kind: 'variable', name: text, use: 'sets', field }]
    if (!isTemplate(text) || !mayHoldTemplate(schema, path)) return []
    const template = parseTemplate(text)
    const reads = template.ok ? template.value.reads : []
    const namesBelow = (root: string) => [
      ...new Set(reads.flatMap(([first, name]) => (first === root && name !== undefined ? [name] : []))),
    ]
    return [
      ...namesBelow('vars').map((name) => ({ kind: 'variable', name, use: 'reads', field }) as const),
      ...(holdsSecrets(schema, path) ? namesBelow('secrets') : []).map(
        (name) => ({ kind: 'secret', name, field }) as const,
      ),
    ]
  })
}
