/** What the answering thread and the tables' thread say to each other. */
import type { TableColumn, TableError } from '@callflow-studio/model/api'
import type { BulkStore, RowQuery } from '../store/bulk-store.ts'

export type ToTables =
  /** Rows from a file, into a generation that nobody sees yet. */
  | { kind: 'import'; generation: number; csv: Uint8Array; columns: readonly TableColumn[]; keyColumn: string }
  /** The rows of another generation, with columns of other types or another key. */
  | {
      kind: 'rebuild'
      generation: number
      from: number
      epoch: number
      columns: readonly TableColumn[]
      keyColumn: string
    }
  | { kind: 'page'; query: RowQuery }
  | { kind: 'export'; generation: number; epoch: number; columns: readonly TableColumn[] }
  /** Removes what no call can see any more: rows that ended before this time, and whole generations. */
  | { kind: 'clean-up'; endedBefore: number; forgotten: readonly number[] }
  | { kind: 'close' }

export type Staged = { ok: true; rows: number } | { ok: false; errors: TableError[]; errorCount: number }

export interface TablesAnswers {
  import: Staged
  rebuild: Staged
  page: ReturnType<BulkStore['page']>
  export: Uint8Array<ArrayBuffer>
  'clean-up': null
  close: unknown
}
