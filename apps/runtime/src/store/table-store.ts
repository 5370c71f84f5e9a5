/** What look-up tables were like, from which epoch on. */
import type { TableColumn } from '@callflow-studio/model/api'

/** A table as it is from `epoch` on, until its next state. */
export interface TableState {
  epoch: number
  tableId: string
  name: string
  columns: readonly TableColumn[]
  /** The id of a column. */
  keyColumn: string
  live: boolean
  revision: number
  /** Which rows it has. */
  generation: number
  deleted: boolean
  /** Milliseconds since 1970. */
  at: number
}

/** What changes with its rows. */
export interface TableSize {
  rowCount: number
  createdAt: string
  updatedAt: string
}

export interface TableReads {
  /** @param ids null: all, deleted or not */
  sizes: (ids: readonly string[] | null) => Promise<({ id: string } & TableSize)[]>
  /** In the order of their epochs. */
  statesAfter: (epoch: number) => Promise<TableState[]>
  /** The newest state of a table and its size; null where there never was one. */
  find: (id: string) => Promise<{ state: TableState; size: TableSize } | null>
  /** Sets of rows that no state names any more, or not yet. */
  unusedGenerations: () => Promise<{ id: number; startedAt: number | null }[]>
}

export interface TableWrites {
  insert: (id: string, size: TableSize) => Promise<void>
  update: (id: string, size: TableSize) => Promise<void>
  insertState: (state: TableState) => Promise<void>
  /** @returns the number of a set of rows, empty so far */
  insertGeneration: (tableId: string, at: number) => Promise<number>
  deleteStates: (epochs: readonly number[]) => Promise<void>
  /** Removes tables that were deleted before this time, in milliseconds since 1970, with their last state. */
  removeDeleted: (before: number) => Promise<void>
}
