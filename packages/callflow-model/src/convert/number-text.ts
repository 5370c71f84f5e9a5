/** Numbers as spreadsheets write them, with commas, groups of thousands and blanks → numbers as programs do. */
import type { Decimals } from './csv-dialect.ts'

export interface ReadNumber {
  /** As programs write it where it could be read, else as it was. */
  text: string
  /** It could mean another number, such as `1.234`, and nothing in the file tells. */
  isUnsure: boolean
}

/**
 * @param decimals of the file
 * @example
 * readNumberText('1.234,5', { known: null, assumed: ',' }) // { text: '1234.5', isUnsure: false }
 */
export function readNumberText(written: string, decimals: Decimals): ReadNumber {
  const trimmed = written.trim()
  const text = SPACED.test(trimmed) ? trimmed.replace(/[\s'’]/g, '') : trimmed
  const shown = shownBy(text)
  if (shown === null) return { text, isUnsure: false }
  const decimal = shown === 'both' ? (decimals.known ?? decimals.assumed) : shown
  const group = decimal === '.' ? ',' : '.'
  return {
    text: text.replaceAll(group, '').replace(',', '.'),
    isUnsure: shown === 'both' && decimals.known === null,
  }
}

/** Groups of thousands that are set apart by blanks or apostrophes. */
const SPACED = /^[+-]?\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d+)?$/

/** Which sign separates the decimals of this number; null where it is none, or has neither sign. */
function shownBy(text: string): '.' | ',' | 'both' | null {
  if (/^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return 'both'
  if (/^[+-]?\d*,\d+$/.test(text) || /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/.test(text)) return ','
  if (/^[+-]?\d*\.\d+$/.test(text) || /^[+-]?\d{1,3}(?:,\d{3})+\.\d+$/.test(text)) return '.'
  if (/^[+-]?\d{1,3}(?:\.\d{3}){2,}$/.test(text)) return ','
  return /^[+-]?\d{1,3}(?:,\d{3}){2,}$/.test(text) ? '.' : null
}

/** Which sign separates decimals in a file; null where no number tells, or where numbers contradict each other. */
export function decimalsIn(text: string, delimiter: string): '.' | ',' | null {
  const sign = `\\u{${(delimiter.codePointAt(0) ?? 0).toString(16)}}`
  const numbers = new RegExp(`(?<=^|[${sign}"\\r\\n])[+-]?[\\d.,]{3,40}(?=[${sign}"\\r\\n]|$)`, 'gu')
  let known: '.' | ',' | null = null
  for (const [number] of text.matchAll(numbers)) {
    const shown = shownBy(number)
    if (shown === null || shown === 'both') continue
    if (known !== null && known !== shown) return null
    known = shown
  }
  return known
}
