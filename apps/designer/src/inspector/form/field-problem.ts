/** The instant check of one field, while the server has not looked at the document yet. */
import { isTemplate, parseTemplate } from '@callflow-studio/model'
import { shownText } from './field-value.ts'
import type { FormField } from './form-fields.ts'

interface Issue {
  code: string
  message: string
  minimum?: number | bigint
  maximum?: number | bigint
  exact?: boolean
  origin?: string
  values?: readonly unknown[]
  expected?: string
  path?: readonly PropertyKey[]
}

/**
 * What is wrong with a field's value, in words.
 * @returns null if nothing is, or if the value is a template that can be read: its content is known in the call only.
 */
export function fieldProblem(field: FormField, value: unknown): string | null {
  if (typeof value === 'string' && field.allowsTemplate && isTemplate(value)) {
    const parsed = parseTemplate(value)
    return parsed.ok ? null : (parsed.diagnostics[0]?.message ?? null)
  }
  const checked = field.schema.safeParse(value)
  const [issue] = checked.success ? [] : (checked.error.issues as readonly Issue[])
  if (!issue || isInsideTemplate(issue, value)) return null
  return inWords(issue, field, value)
}

function isInsideTemplate(issue: Issue, value: unknown): boolean {
  let at: unknown = value
  for (const name of issue.path ?? []) at = (at as Record<PropertyKey, unknown> | undefined)?.[name]
  return typeof at === 'string' && isTemplate(at)
}

/** zod's own messages, for programmers; where a node type has better words, those are shown. */
const ZOD_WORDS = /^(?:Invalid|Too small|Too big|Unrecognized)/

function inWords(issue: Issue, field: FormField, value: unknown): string {
  const { scale, unit } = field.meta
  const amount = (limit: number | bigint | undefined): string => {
    const shown = shownText(Number(limit), scale)
    return unit ? `${shown} ${unit}` : shown
  }
  if (!ZOD_WORDS.test(issue.message)) return issue.message
  if (value === undefined || value === '') return 'This is required.'
  if (issue.path && issue.path.length > 0) return 'Part of this is missing or has the wrong type.'
  const isText = issue.origin === 'string'
  switch (issue.code) {
    case 'too_small':
      if (isText) return `Enter ${issue.exact ? 'exactly' : 'at least'} ${issue.minimum} characters.`
      return issue.origin === 'array' ? 'Add at least one.' : `The minimum is ${amount(issue.minimum)}.`
    case 'too_big':
      if (isText) return `Enter ${issue.exact ? 'exactly' : 'at most'} ${issue.maximum} characters.`
      return issue.origin === 'array' ? `Enter at most ${issue.maximum}.` : `The maximum is ${amount(issue.maximum)}.`
    case 'invalid_type':
      if (issue.expected === 'int') return scale ? 'Enter whole milliseconds.' : 'Enter a whole number.'
      if (issue.expected === 'number') return 'Enter a number, or a value such as {{ vars.wait }}.'
      return 'This has the wrong type.'
    case 'invalid_value':
      return `Choose one of ${(issue.values ?? []).join(', ')}.`
    default:
      return 'This is not valid here.'
  }
}
