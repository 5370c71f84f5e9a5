/** What a copy is made from and to: SQLite files in a folder, or a PostgreSQL database. */
import type { CanonicalRow } from './canonical.ts'
import type { CopiedTable } from './copied-tables.ts'

/** Numbers that are never given twice. */
export interface Counters {
  /** Of the latest change. */
  epoch: number
  /** The last set of rows. */
  generation: number
}

/** All that is read is as it was at one moment; servers may write meanwhile. */
export interface CopySource {
  count: (table: CopiedTable) => Promise<number>
  /** At most as many rows as a batch holds, in the order of their keys. @param after the key of the row before; null: from the first on */
  read: (table: CopiedTable, after: CanonicalRow | null) => Promise<readonly CanonicalRow[]>
  counters: () => Promise<Counters>
  close: () => Promise<void>
}

export interface CopyTarget extends CopySource {
  /** A row as this database can hold it: some texts cannot be stored to the letter. */
  adapt: (table: CopiedTable, row: CanonicalRow) => CanonicalRow
  /** All of these rows or none; rows of tables with the index of their cells. */
  write: (table: CopiedTable, rows: readonly CanonicalRow[]) => Promise<void>
  /** Marks what is there as a part of a copy, on which no server starts, or as all of it. */
  setUnfinished: (isUnfinished: boolean) => Promise<void>
  setCounters: (counters: Counters) => Promise<void>
  /** Entries in the index of cells. */
  countCells: () => Promise<number>
}
