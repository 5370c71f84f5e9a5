/** What a spreadsheet puts on the clipboard: cells separated by tabs, rows by line breaks. */
import { type Decimals, decimalsIn, readNumberText, unwrapText } from '@callflow-studio/model'
import type { TableColumn } from '@callflow-studio/model/api'
import { parse } from 'csv-parse/browser/esm/sync'

/** More are brought in as a file. */
export const MAX_PASTED_ROWS = 500

export interface PastedRange {
  /** All of them equally wide. */
  rows: string[][]
  decimals: Decimals
}

/**
 * Reads a range row by row; a cell may hold line breaks in quotation marks.
 * @param language of the browser, whose decimals count where the numbers do not tell
 * @example
 * pastedRange('+4989123\tAnna\r\n+4989124\tBen\r\n', 'en').rows // [['+4989123', 'Anna'], ['+4989124', 'Ben']]
 */
export function pastedRange(text: string, language: string): PastedRange {
  const rows = cellsOf(text.replace(/(?:\r\n|\r|\n)$/, ''))
  const width = Math.max(1, ...rows.map((row) => row.length))
  const parts = new Intl.NumberFormat(language).formatToParts(0.5)
  const assumed = parts.some(({ type, value }) => type === 'decimal' && value === ',') ? ',' : '.'
  return {
    rows: rows.map((row) => Array.from({ length: width }, (_, index) => row[index] ?? '')),
    decimals: { known: decimalsIn(text, '\t'), assumed },
  }
}

function cellsOf(text: string): string[][] {
  if (!/[\t\r\n]/.test(text)) return [[text]]
  try {
    return parse(text, { delimiter: '\t', relax_column_count: true })
  } catch {
    return text.split(/\r\n|\r|\n/).map((line) => line.split('\t')) // Quotation marks that are part of a text.
  }
}

/** Returns the text of a pasted cell as an import would read it. */
export function pastedText(cell: string, { type }: TableColumn, isKey: boolean, decimals: Decimals): string {
  const { text } = unwrapText(cell, isKey || type === 'phone')
  return type === 'number' ? readNumberText(text, decimals).text : text
}
