import type { TableColumn } from '@callflow-studio/model/api'
import { stringify } from 'csv-stringify/sync'
import type { Cells } from '../store/table-rows.ts'

/** Rows as CSV with a header line, UTF-8, lines ended as RFC 4180 says; it can be imported again as it is. */
export function writeCsv(columns: readonly TableColumn[], rows: Iterable<Cells>): Uint8Array {
  const parts = [stringify([columns.map(({ name }) => name)], OPTIONS)]
  let batch: string[][] = []
  const flush = (): void => {
    if (batch.length > 0) parts.push(stringify(batch, OPTIONS))
    batch = []
  }
  for (const cells of rows) {
    batch.push(columns.map(({ id }) => String(cells[id] ?? '')))
    if (batch.length >= 1000) flush()
  }
  flush()
  return Buffer.from(parts.join(''), 'utf8')
}

/** A lone line break inside a value has to be quoted too, which the library does for its own line ends only. */
const OPTIONS = { record_delimiter: '\r\n', quoted_match: /[\r\n]/ } as const
