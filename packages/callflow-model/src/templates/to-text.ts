import { Decimal } from './arithmetic.ts'

/** A value as text, the way it stands in a sentence: unset is empty, lists and objects are JSON. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  if (value instanceof String || value instanceof Decimal) return String(value.valueOf())
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
