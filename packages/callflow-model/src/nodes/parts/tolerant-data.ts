import { z } from 'zod'
import { schemaAt } from '../../templates/schema-at.ts'
import { isTemplate } from '../../templates/template.ts'
import type { NodeDefinition } from '../contract/define.ts'

/**
 * The node's data with what its schema does not accept left out, so that `ports`, `summary` and `create` never meet a
 * value of a type they do not expect.
 */
export function tolerantData(definition: NodeDefinition, data: Record<string, unknown>): Record<string, unknown> {
  const known = found.get(data)
  if (known?.definition === definition) return known.tolerant
  const tolerant = findTolerantData(definition, data)
  found.set(data, { definition, tolerant })
  return tolerant
}

/** Every pass over a flow asks for the data of each node, which never changes in place. */
const found = new WeakMap<object, { definition: NodeDefinition; tolerant: Record<string, unknown> }>()

function findTolerantData(definition: NodeDefinition, data: Record<string, unknown>): Record<string, unknown> {
  const parsed = definition.data.safeParse(data)
  if (parsed.success) return data
  const bad = new Set(parsed.error.issues.map((issue) => issue.path[0]))
  for (const key of Object.keys(data)) if (isTextTemplate(definition, key, data[key])) bad.delete(key)
  return Object.fromEntries(Object.entries(data).filter(([key]) => !bad.has(key)))
}

/** A text with a template is a text, although its value will need a certain length or form. */
const isTextTemplate = (definition: NodeDefinition, key: string, value: unknown): boolean =>
  typeof value === 'string' && isTemplate(value) && schemaAt(definition.data, [key]) instanceof z.ZodString
