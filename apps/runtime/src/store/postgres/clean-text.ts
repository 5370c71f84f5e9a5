/** PostgreSQL stores every text but those with the character NUL, and JSON but with that, or half of a pair, in a text. */

export const cleanText = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text)

/** What a column of type `jsonb` takes. */
export const toJsonb = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (typeof part === 'string' ? cleanText(part.toWellFormed()) : part))
