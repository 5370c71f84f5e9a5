import { wrapText } from '@callflow-studio/model'
import type { TableColumn } from '@callflow-studio/model/api'
import { stringify } from 'csv-stringify/sync'
import type { Cells } from '../store/row-store.ts'

export interface CsvOptions {
  columns: readonly TableColumn[]
  /** The id of a column. */
  keyColumn: string
  /** Whether texts that a spreadsheet would take for formulas get an apostrophe. The import takes it off again. */
  forSpreadsheets: boolean
}

/**
 * Rows as CSV with a header line, UTF-8 with a byte order mark, without which Excel garbles letters; lines ended as RFC 4180
 * says. It can be imported again as it is.
 */
export async function writeCsv(
  { columns, keyColumn, forSpreadsheets }: CsvOptions,
  rows: Iterable<Cells> | AsyncIterable<Cells>,
): Promise<Uint8Array> {
  const written = (cell: Cells[string] | undefined, { id, type }: TableColumn): string =>
    typeof cell === 'string'
      ? wrapText(cell, id === keyColumn || type === 'phone', forSpreadsheets)
      : String(cell ?? '')
  const parts = [
    '\uFEFF',
    stringify([columns.map(({ name }) => (forSpreadsheets ? wrapText(name, false, true) : name))], OPTIONS),
  ]
  let batch: string[][] = []
  const flush = (): void => {
    if (batch.length > 0) parts.push(stringify(batch, OPTIONS))
    batch = []
  }
  for await (const cells of rows) {
    batch.push(columns.map((column) => written(cells[column.id], column)))
    if (batch.length >= 1000) flush()
  }
  flush()
  return Buffer.from(parts.join(''), 'utf8')
}

/** A lone line break inside a value has to be quoted too, which the library does for its own line ends only. */
const OPTIONS = { record_delimiter: '\r\n', quoted_match: /[\r\n]/ } as const
