import type { Cell, TableColumn } from '@callflow-studio/model/api'
import { quoted } from './cell-values.ts'

/** At least that many digits are meant as a number, not as an extension. */
const MIN_DIGITS = 7

/**
 * What to say of a text in a column of phone numbers that stays text though it looks like one, or of a number in a column of
 * text where callers would not be found.
 */
export function phoneRemark(text: string, column: TableColumn, isKey: boolean, cell: Cell): string | null {
  const looksLikePhone = /^\+?[\d\s().\-/]+$/.test(text.trim()) && text.replace(/\D/g, '').length >= MIN_DIGITS
  if (!looksLikePhone) return null
  if (column.type === 'phone' && !String(cell).startsWith('+'))
    return column.country === undefined
      ? `${quoted(text)} stays as it is: the column has no country for numbers without a prefix.`
      : `${quoted(text)} stays as it is: it is no phone number of ${column.country}.`
  if (column.type === 'text' && isKey && /^[+(0]/.test(text.trim()) && /\d[\s().\-/]+\d|^\(/.test(text.trim()))
    return `${quoted(text)} is found only if it is written like that. In a column of the type Phone number, the spelling does not matter.`
  return null
}
