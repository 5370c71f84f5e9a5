/**
 * Texts of KAZOO's that happen to hold what begins a template: `{{` and `{%`. Imported, they are written so that they render
 * as themselves; exported, they are what they were.
 */
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
