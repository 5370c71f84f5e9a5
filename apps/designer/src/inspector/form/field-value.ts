/** Between what a field shows and what the data holds: paths, units, templates in number fields, absent values. */
import { isTemplate } from '@callflow-studio/model'
import type { FormField } from './form-fields.ts'

/** True for an object in braces, as opposed to a list, a text and the like. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a text or number field shows: stored value over scale, templates as they are, nothing for an absent value. */
export function shownText(value: unknown, scale = 1): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return String(round(value / scale))
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/**
 * What a number field's text becomes in the data.
 * @returns undefined for an empty text (the key leaves the data), a number where it is one, else the text itself:
 *   a template, or something that the check will complain about. Nothing that was typed is lost.
 */
export function storedNumber(text: string, scale = 1): number | string | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (isTemplate(trimmed)) return trimmed
  const number = Number(trimmed.replace(',', '.'))
  return Number.isFinite(number) ? round(number * scale) : text
}

/** KAZOO's default, as the grey text of an empty field. */
export function absentText(field: FormField): string {
  const { ifAbsent, scale, placeholder, options } = field.meta
  if (ifAbsent === undefined) return placeholder ?? ''
  if (typeof ifAbsent === 'boolean') return ifAbsent ? 'yes' : 'no'
  return options?.[String(ifAbsent)] ?? shownText(ifAbsent, scale)
}

/** Free of binary fractions: 0.1 s is 100 ms and back. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6

/** How long it takes to speak a text, in whole seconds; a value of unknown length counts as a short word. */
export function speechSeconds(text: string): number {
  const spoken = text.replace(/\{\{.*?\}\}/g, 'a word').trim()
  return spoken === '' ? 0 : Math.max(1, Math.round(spoken.length / CHARACTERS_PER_SECOND))
}
const CHARACTERS_PER_SECOND = 14.5
