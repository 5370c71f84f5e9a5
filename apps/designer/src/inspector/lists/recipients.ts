import { isPlainObject } from '../form/field-value.ts'

/** The ids of a recipient: one text, or a list of them, which one line of the form shows with commas between. */
export const idsAsText = (id: unknown): string =>
  Array.isArray(id) ? id.map(String).join(', ') : typeof id === 'string' ? id : ''

/** @returns a list where the text has several, or where there was a list; a single text otherwise. */
export function idsFromText(text: string, before: unknown): string | string[] {
  if (!Array.isArray(before) && !text.includes(',')) return text
  // What is still being typed keeps its blanks; the comma begins the next one.
  return text.split(/, ?/)
}

/** False for what only JSON can show: a recipient without a kind of its own, ids that are no texts, ids with commas. */
export function isRecipientLine(entry: unknown): entry is { type: string; id: string | string[] } {
  if (!isPlainObject(entry)) return false
  const { type, id } = entry
  const ids: unknown[] = Array.isArray(id) ? id : [id]
  return (
    (type === 'user' || type === 'email') &&
    ids.every((each) => typeof each === 'string' && (!Array.isArray(id) || !each.includes(',')))
  )
}
