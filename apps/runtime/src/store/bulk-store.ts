/** Tables as a whole: written, searched and cleaned up in a thread of their own. */
import type { TableColumn } from '@callflow-studio/model/api'
import type { Cells, KeptRow } from './row-store.ts'

export interface RowQuery {
  generation: number
  /** Rows are shown as they are at this epoch. */
  epoch: number
  /** And at this time, in milliseconds since 1970: what has expired is not shown. */
  at: number
  columns: readonly TableColumn[]
  offset: number
  limit: number
  search: string
  /** How the key begins, to the letter; empty: any. */
  key: string
  /** The id of the column of keys. */
  keyColumn: string
  /** The id of a column; null: in the order of the file. */
  sort: string | null
  descending: boolean
}

export interface RowPage {
  rows: ({ row: number } & KeptRow)[]
  total: number
}

/** Each answers at once or by a promise: the thread waits for either. */
export interface BulkStore {
  /**
   * Writes rows from this place on, as many as a short transaction takes.
   * @param expiries of those rows that expire, by their place
   * @returns the first place not yet written
   */
  append: (
    generation: number,
    rows: readonly Cells[],
    from: number,
    expiries: readonly (number | null)[],
  ) => number | Promise<number>
  /** One page, and how many rows there are in all. */
  page: (query: RowQuery) => RowPage | Promise<RowPage>
  /** All rows as they are at this time, in order. */
  all: (generation: number, epoch: number, at: number) => Iterable<KeptRow> | AsyncIterable<KeptRow>
  /** Removes some rows that ended before this time, in milliseconds since 1970. @returns false when none is left */
  removeEnded: (before: number) => boolean | Promise<boolean>
  /** Removes some rows that have expired by this time, and what was kept of writes long ago. @returns false when none is left */
  removeExpired: (before: number) => boolean | Promise<boolean>
  /** Removes some rows of a generation, at last itself. @returns false when it is gone */
  removeGeneration: (generation: number) => boolean | Promise<boolean>
  /** Moves what was written from the log of changes to where it belongs. */
  checkpoint: () => void
  close: () => void | Promise<void>
}
