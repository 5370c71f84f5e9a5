/** Where the cursor belongs in a step that was just added: on what it cannot do without. */
import type { NodeDefinition } from '@callflow-studio/model'
import { isPlainObject } from './field-value.ts'
import { type Control, type FormField, formOf } from './form-fields.ts'

/** An empty list or object of these leaves the step without a purpose; other lists may well be empty. */
const NEEDS_ENTRIES: readonly Control[] = ['endpoints', 'recipients', 'time-rules', 'list', 'key-values']

/**
 * Returns the dot paths of fields that are still empty and that the step needs, in the order of the form; rare fields
 * are left out.
 *
 * @example missingFields(definition, { action: 'compose' }) // ['id'] for voicemail
 */
export const missingFields = (definition: NodeDefinition, data: Readonly<Record<string, unknown>>): readonly string[] =>
  formOf(definition.data)
    .sections.flatMap(({ fields }) => fields)
    .flatMap((field) => missingIn(field, data[field.path]).map((rest) => [field.path, ...rest].join('.')))

/** Paths below the field, [] for the field itself. */
function missingIn(field: FormField, value: unknown): string[][] {
  // Left empty, it is the flow's own.
  if (field.control === 'timezone') return []
  if (value === undefined) return field.isOptional && field.meta.entity === undefined ? [] : [[]]
  if (NEEDS_ENTRIES.includes(field.control) && isEmpty(value)) return [[]]
  return emptyTexts(value)
}

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isPlainObject(value) && Object.keys(value).length === 0

function emptyTexts(value: unknown): string[][] {
  if (value === '') return [[]]
  if (!Array.isArray(value) && !isPlainObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => emptyTexts(inner).map((rest) => [key, ...rest]))
}
