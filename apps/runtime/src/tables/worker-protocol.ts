/** What the answering thread and the tables' thread say to each other. */
import type { TableColumn, TableError } from '@callflow-studio/model/api'
import type { RowPage, RowQuery } from '../store/bulk-store.ts'
import type { Remarks } from './read-csv.ts'
import type { CsvOptions } from './write-csv.ts'

export type ToTables =
  /** Reads rows from a file, for a generation that nobody sees yet; `write` writes them. */
  | { kind: 'import'; generation: number; csv: Uint8Array; columns: readonly TableColumn[]; keyColumn: string }
  /** Reads the rows of another generation, with columns of other types or another key. */
  | {
      kind: 'rebuild'
      generation: number
      from: number
      epoch: number
      /** In milliseconds since 1970: rows that have expired by then are left out. */
      at: number
      columns: readonly TableColumn[]
      keyColumn: string
    }
  /** Writes some of the rows that were read for it. */
  | { kind: 'write'; generation: number }
  /** They are not wanted any more, written or not. */
  | { kind: 'forget'; generation: number }
  | { kind: 'page'; query: RowQuery }
  | ({ kind: 'export'; generation: number; epoch: number; at: number } & CsvOptions)
  /** Remove some of what no call can see any more: of the rows that ended or expired before this time, of a whole generation. */
  | { kind: 'remove-ended'; before: number }
  | { kind: 'remove-expired'; before: number }
  | { kind: 'remove-generation'; generation: number }
  /** After many small writes, which the answering thread does not bring to their place by itself. */
  | { kind: 'checkpoint' }
  | { kind: 'close' }

/** How many rows there are to write, or why there are none. */
export type Staged = ({ ok: true; rows: number } & Remarks) | { ok: false; errors: TableError[]; errorCount: number }

export interface TablesAnswers {
  import: Staged
  rebuild: Staged
  /** True as long as there are more. */
  write: boolean
  forget: unknown
  page: RowPage
  export: Uint8Array<ArrayBuffer>
  /** All three true as long as there are more. */
  'remove-ended': boolean
  'remove-expired': boolean
  'remove-generation': boolean
  checkpoint: unknown
  close: unknown
}
