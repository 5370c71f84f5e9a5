/** What spreadsheets wrap around a text, or make of it, and how texts are wrapped for them. */

export interface UnwrappedText {
  text: string
  /** What was taken off, in words; null where the text is as it was written. */
  removed: string | null
}

/** Blanks at the edges, also those that nobody sees. */
const EDGES = /^[\s\u200B\u2060\uFEFF]+|[\s\u200B\u2060\uFEFF]+$/gu
const FORMULA = /^\s*="((?:[^"]|"")*)"\s*$/

/**
 * Takes off what keeps a spreadsheet from changing a text: `="0049891"`, or the apostrophe before `=`, `+`, `-`, `@` and tabs.
 * @param isKey whether other texts have to match it: then blanks at the edges, no-break spaces and an apostrophe before a
 *   digit go too
 */
export function unwrapText(written: string, isKey: boolean): UnwrappedText {
  const formula = FORMULA.exec(written)
  const bare = formula ? (formula[1] ?? '').replaceAll('""', '"') : written
  const trimmed = isKey ? bare.replace(EDGES, '') : bare
  const apostrophe = apostropheOf(isKey).test(trimmed)
  const unquoted = apostrophe ? (isKey ? trimmed.slice(1).replace(EDGES, '') : trimmed.slice(1)) : trimmed
  const text = isKey ? withoutNoBreakSpaces(unquoted) : unquoted
  const removed = [
    ...(formula ? ['=""'] : []),
    ...(apostrophe ? ['the apostrophe at the beginning'] : []),
    ...(trimmed !== bare ? ['the blanks around it'] : []),
    ...(text !== unquoted ? ['no-break spaces'] : []),
  ]
  return { text, removed: removed.length > 0 ? removed.join(', ') : null }
}

const apostropheOf = (isKey: boolean): RegExp => (isKey ? /^'+\s*[=+\-@\d]/ : /^'+[=+\-@\t\r]/)

/** In a number they only group its digits. */
const withoutNoBreakSpaces = (text: string): string =>
  text.replace(/[\u00A0\u202F\u2007]/g, /^[+\d\s().\-/]*$/.test(text) ? '' : ' ')

/** Whether a spreadsheet has shortened a long number, whose last digits are lost: `4.91761E+11`. `4E2` may be a code. */
export const isShortenedNumber = (text: string): boolean => /^\s*[+-]?\d(?:[.,]\d*E\+?|E\+)\d{1,3}\s*$/i.test(text)

export const SHORTENED =
  'Excel has shortened this number, and its last digits are lost. Format the column as text in Excel, enter the number again and save the file.'

/**
 * Returns the text as it has to be written so that `unwrapText` returns it again.
 * @param forSpreadsheets whether what a spreadsheet would take for a formula gets an apostrophe too
 * @source OWASP, CSV injection
 */
export function wrapText(text: string, isKey: boolean, forSpreadsheets: boolean): string {
  const isFormula = forSpreadsheets && /^[=+\-@\t\r]/.test(text)
  return isFormula || FORMULA.test(text) || apostropheOf(isKey).test(text) ? `'${text}` : text
}
