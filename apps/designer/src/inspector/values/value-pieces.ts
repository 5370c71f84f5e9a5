/** A text with values in it, cut into what is said and what is looked up in the call. */

export interface ValuePiece {
  kind: 'text' | 'value'
  /** The text, or the expression without its braces. */
  text: string
  /** Where it begins in the whole text. */
  from: number
}

/** @returns the pieces in turn; a tag or an unfinished value stays text. */
export function valuePieces(text: string): readonly ValuePiece[] {
  const pieces: ValuePiece[] = []
  let end = 0
  for (const match of text.matchAll(/\{\{-?\s*((?:(?!\}\}|\{\{)[\s\S])*?)\s*-?\}\}/g)) {
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index), from: end })
    pieces.push({ kind: 'value', text: match[1] ?? '', from: match.index })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end), from: end })
  return pieces
}

export const holdsValue = (text: string): boolean => valuePieces(text).some(({ kind }) => kind === 'value')
