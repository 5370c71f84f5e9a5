/** What a step keeps when another kind takes its place: what the caller hears, and fields that mean the same. */
import { z } from 'zod'
import type { FlowNode } from '../document/flow-document.ts'
import type { NodeDefinition } from './contract/define.ts'
import type { FieldMeta } from './contract/fields.ts'
import type { PromptValue } from './parts/prompt.ts'
import { tolerantData } from './parts/tolerant-data.ts'

type Data = Record<string, unknown>

/**
 * @param from the kind of the step that is replaced
 * @param created the data that a new step of kind `to` begins with
 * @returns the same, with the values of the old step in fields of the same name and meaning; ids are kept only where they
 *   name the same kind of object
 */
export function carryData(node: FlowNode, from: NodeDefinition, to: NodeDefinition, created: Data): Data {
  const old = tolerantData(from, node.data)
  const oldFields = fieldsOf(from)
  const same = Object.fromEntries(
    fieldsOf(to)
      .filter(({ key, meta }) => oldFields.some((other) => other.key === key && meansSame(other.meta, meta)))
      .map(({ key }) => [key, old[key]]),
  )
  const heard = promptIn(from, old)
  const offered = { ...same, ...(heard ? asPrompt(to, heard) : {}) }
  const taken = fieldsOf(to).filter(
    ({ key, schema }) => offered[key] !== undefined && schema.safeParse(offered[key]).success,
  )
  return { ...created, ...Object.fromEntries(taken.map(({ key }) => [key, offered[key]])) }
}

interface Field {
  key: string
  schema: z.ZodType
  meta: FieldMeta
}

const fieldsOf = ({ data }: NodeDefinition): Field[] =>
  data instanceof z.ZodObject
    ? Object.entries(data.shape as Record<string, z.ZodType>).map(([key, schema]) => ({
        key,
        schema,
        meta: schema.meta() ?? {},
      }))
    : []

const meansSame = (a: FieldMeta, b: FieldMeta): boolean =>
  a.label === b.label && a.entity === b.entity && a.unit === b.unit && a.scale === b.scale && a.control === b.control

/** What the caller hears first in a step; null where it says nothing, or nothing yet. */
function promptIn(definition: NodeDefinition, data: Data): PromptValue | null {
  const field = promptFieldOf(definition)
  if (field) return (data[field] as PromptValue | undefined) ?? null
  const text = data[spokenFieldOf(definition) ?? '']
  if (typeof text === 'string' && text !== '') return { type: 'tts', text }
  const id = data[mediaFieldOf(definition) ?? '']
  return typeof id === 'string' && id !== '' ? { type: 'media', id } : null
}

function asPrompt(definition: NodeDefinition, prompt: PromptValue): Data {
  const field = promptFieldOf(definition)
  if (field) return { [field]: prompt }
  const spoken = spokenFieldOf(definition)
  const media = mediaFieldOf(definition)
  if (prompt.type === 'tts') return spoken ? { [spoken]: prompt.text } : {}
  return media ? { [media]: prompt.id } : {}
}

const promptFieldOf = (definition: NodeDefinition): string | undefined =>
  fieldsOf(definition).find(({ meta }) => meta.control === 'prompt')?.key

const spokenFieldOf = (definition: NodeDefinition): string | undefined =>
  definition.kind === 'kazoo' ? definition.spoken?.field : undefined

const mediaFieldOf = (definition: NodeDefinition): string | undefined =>
  fieldsOf(definition).find(({ meta }) => meta.entity === 'media')?.key
