/** What is searched for in the call log, taken from one line of text. */

export interface SearchTerms {
  /** In lower case; each must be part of something that the request can be found by. */
  words: readonly { text: string; digits: string | null }[]
  /** Keys that the caller must have pressed in answer to one question: `press 1`. */
  pressed: readonly string[]
}

/** @example toSearchTerms('Sales press 1') // words: sales; pressed: 1 */
export function toSearchTerms(text: string): SearchTerms {
  const pressed: string[] = []
  const rest = text.replace(PRESSED, (_, keys: string) => {
    pressed.push(keys)
    return ' '
  })
  return { words: rest.toLowerCase().split(/\s+/).filter(Boolean).map(toWord), pressed }
}

const PRESSED = /\bpress(?:e[ds])?\s+([0-9*#]+)(?=\s|$)/gi

/** Numbers are shown in groups, as `(415) 555-0100`, and logged without. */
const toWord = (text: string): SearchTerms['words'][number] => ({
  text,
  digits: /^[+\d().\-/]*\d[+\d().\-/]*$/.test(text) ? text.replace(/[().\-/]/g, '') : null,
})

/** Whether a text in lower case holds a word. */
export const holdsWord = (text: string, { text: word, digits }: SearchTerms['words'][number]): boolean =>
  text.includes(word) || (digits !== null && text.includes(digits))
