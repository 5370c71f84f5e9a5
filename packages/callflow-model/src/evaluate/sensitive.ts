/** What is sensitive on a path: it is masked in logs, and never stands in a message. */
import { isMasked, MASKED, SENSITIVE_PREFIX } from '../compile/masks.ts'
import type { Json } from '../json.ts'
import { type Template, toText } from '../templates/template.ts'
import type { Evaluation } from './evaluation.ts'
import type { Path } from './path.ts'

/** A message about what failed, without anything sensitive: it goes into logs, and into `vars.error`. */
export function redactMessage(
  { input: { facts }, secrets: { sent } }: Evaluation,
  path: Path,
  message: string,
): string {
  const { masks, sensitive: declared } = path.at.flow
  if (!path.sensitive && declared.size === 0 && sent.length === 0) return message
  const hidden: unknown[] = [...sent, ...[...(path.sensitive ?? [])].map((name) => path.vars[name])]
  for (const [name, pressed] of Object.entries(facts.digits)) if (isMasked(masks, 'digits', name)) hidden.push(pressed)
  for (const [name, value] of Object.entries(facts.custom)) if (isMasked(masks, 'custom', name)) hidden.push(value)
  return hidden
    .map((value) => toText(value))
    .filter((text) => text !== '')
    .reduce((text, secret) => text.replaceAll(secret, MASKED), message)
}

/** Whether a template reads a sensitive variable, or digits or custom variables that carry one. */
export const isSensitive = (evaluation: Evaluation, template: Template, path: Path): boolean =>
  template.constant === null && readsSensitive(evaluation, template.reads, path)

/** Whether any of these values of the call is sensitive on this path. */
export function readsSensitive(
  { input: { facts }, secrets: { hidden } }: Evaluation,
  reads: readonly (readonly string[])[],
  path: Path,
): boolean {
  if (reads.length === 0) return false
  const { masks, sensitive: declared } = path.at.flow
  const holdsAny = path.sensitive !== null || declared.size > 0
  return reads.some(([root, name]) => {
    if (root === 'vars') return name === undefined ? path.sensitive !== null : path.sensitive?.has(name) === true
    if (root === 'digits')
      return name === undefined ? holdsAny || takesSecret(facts.digits) : isMasked(masks, 'digits', name)
    if (root === 'custom')
      return name === undefined
        ? masks.custom.size + hidden.size > 0
        : isMasked(masks, 'custom', name) || hidden.has(name)
    return root === 'request' && (holdsAny || hidden.size > 0 || takesSecret(facts.digits))
  })
}

/** Whether any flow of the call has asked for something sensitive. */
const takesSecret = (digits: Record<string, string>): boolean =>
  Object.keys(digits).some((name) => name.startsWith(SENSITIVE_PREFIX))

/** A server may echo what it was sent. */
export function holdsSecret({ secrets: { sent } }: Evaluation, value: Json | undefined): boolean {
  if (sent.length === 0) return false
  const text = toText(value)
  return sent.some((secret) => text.includes(secret))
}
