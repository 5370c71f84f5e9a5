/** A value that is being typed into a text: what stands between `{{` and the cursor. */

export interface OpenValue {
  /** Where its braces begin. */
  from: number
  /** What has been typed of the path. */
  query: string
}

/**
 * Returns the value that is under way at the cursor.
 * @returns null outside of braces, and behind a path that is complete: after a space, a filter or `}}`.
 * @example openValue('Hello {{ call', 13) // { from: 6, query: 'call' }
 */
export function openValue(text: string, caret: number): OpenValue | null {
  const before = text.slice(0, caret)
  const from = before.lastIndexOf('{{')
  if (from === -1) return null
  const [, query] = /^\{\{-? ?([\w.[\]"'-]*)$/.exec(before.slice(from)) ?? []
  return query === undefined ? null : { from, query }
}

/** Where the text that a value replaces ends: behind the cursor, or behind braces that are there already. */
export const endOfValue = (text: string, caret: number): number =>
  caret + (/^\s*-?\}\}/.exec(text.slice(caret))?.[0].length ?? 0)
