/** What the answering thread and the tables' thread say to each other. */
import type { TableColumn, TableError } from '@callflow-studio/model/api'
import type { BulkStore, RowQuery } from '../store/bulk-store.ts'
import type { Remarks } from './read-csv.ts'
import type { CsvWish } from './write-csv.ts'

export type ToTables =
  /** Reads rows from a file, for a generation that nobody sees yet; `write` writes them. */
  | { kind: 'import'; generation: number; csv: Uint8Array; columns: readonly TableColumn[]; keyColumn: string }
  /** Reads the rows of another generation, with columns of other types or another key. */
  | {
      kind: 'rebuild'
      generation: number
      from: number
      epoch: number
      columns: readonly TableColumn[]
      keyColumn: string
    }
  /** Writes some of the rows that were read for it. */
  | { kind: 'write'; generation: number }
  /** They are not wanted any more, written or not. */
  | { kind: 'forget'; generation: number }
  | { kind: 'page'; query: RowQuery }
  | ({ kind: 'export'; generation: number; epoch: number } & CsvWish)
  /** Remove some of what no call can see any more: of the rows that ended before this time, of a whole generation. */
  | { kind: 'remove-ended'; before: number }
  | { kind: 'remove-generation'; generation: number }
  | { kind: 'close' }

/** How many rows there are to write, or why there are none. */
export type Staged = ({ ok: true; rows: number } & Remarks) | { ok: false; errors: TableError[]; errorCount: number }

export interface TablesAnswers {
  import: Staged
  rebuild: Staged
  /** True as long as there are more. */
  write: boolean
  forget: unknown
  page: ReturnType<BulkStore['page']>
  export: Uint8Array<ArrayBuffer>
  /** Both true as long as there are more. */
  'remove-ended': boolean
  'remove-generation': boolean
  close: unknown
}
