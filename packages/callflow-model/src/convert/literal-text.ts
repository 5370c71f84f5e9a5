/**
 * Texts of KAZOO's that happen to hold what begins a template: `{{` and `{%`. Imported, they are written so that they render
 * as themselves; exported, they are what they were.
 */
import { isObject } from '../kazoo/callflow-tree.ts'
import { definitionOf } from '../nodes/index.ts'
import { mayHoldTemplate } from '../templates/schema-at.ts'

const OPENINGS = /\{\{|\{%/g
const WRITTEN = /\{\{ "(\{\{|\{%)" \}\}/g

/** `{{` becomes `{{ "{{" }}`. */
export const toTemplate = (text: string): string => text.replace(OPENINGS, (opening) => `{{ "${opening}" }}`)

/**
 * The text that a template always gives.
 * @returns null where it holds values of the call
 */
export function fromTemplate(template: string): string | null {
  const rest = template.replace(WRITTEN, '')
  return rest.search(OPENINGS) === -1 ? template.replace(WRITTEN, '$1') : null
}

/** The data of a step with each text that may be a template in another spelling; everything else as it is. */
export function mapTexts(
  type: string,
  data: Record<string, unknown>,
  change: (text: string, path: readonly string[]) => string,
): Record<string, unknown> {
  const schema = definitionOf(type)?.data
  const visit = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string')
      return schema === undefined || mayHoldTemplate(schema, path) ? change(value, path) : value
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...path, String(index)]))
    if (isObject(value))
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item, [...path, key])]))
    return value
  }
  return visit(data, []) as Record<string, unknown>
}
