/** A field of a node's data in its schema, and what the form calls it. */
import { z } from 'zod'
import type { NodeDefinition } from '../nodes/contract/define.ts'
import { schemaAt } from '../templates/schema-at.ts'

/** The label of the nearest field that has one. */
export function labelAt(definition: NodeDefinition, path: readonly string[]): string {
  for (let length = path.length; length > 0; length--) {
    const place = fieldAt(definition.data, path.slice(0, length))
    const label = place?.meta()?.label
    if (label) return label
  }
  return path.join('.') || 'The data of this step'
}

/** @returns the schema of a field with its `meta`, optional or not; null where there is none */
export function fieldAt(schema: z.ZodType, path: readonly string[]): z.ZodType | null {
  const parent = schemaAt(schema, path.slice(0, -1))
  const name = path.at(-1)
  if (parent instanceof z.ZodObject && name !== undefined && Object.hasOwn(parent.shape, name))
    return (parent.shape as Record<string, z.ZodType>)[name] ?? null
  return schemaAt(schema, path)
}
