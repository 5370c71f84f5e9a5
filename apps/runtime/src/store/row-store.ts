/**
 * Rows of tables: read and written by calls, and one by one in the designer. What calls ask is answered at once where the
 * storage can, and else by a promise.
 */
import type { Cell } from '@callflow-studio/model/api'

/** Values by column id; an empty cell is left out. */
export type Cells = Record<string, Exclude<Cell, null>>

/** A row as it is, or is to be. */
export interface KeptRow {
  cells: Cells
  /** Milliseconds since 1970; null: never. */
  expiresAt: number | null
}

interface StoredRow extends KeptRow {
  id: number
  /** Place in the table, from 1. */
  row: number
}

export interface RowReads {
  /** The row as it is at this time; null where there is none. */
  find: (generation: number, row: number, at: number) => Promise<StoredRow | null>
  /** The place of another row that holds this value at this time; null where there is none. */
  findOther: (
    generation: number,
    wanted: { columnId: string; value: string; notRow: number | null; at: number },
  ) => Promise<number | null>
  /** The place after the last row that there ever was. */
  nextPlace: (generation: number) => Promise<number>
}

export interface RowWrites {
  insert: (row: {
    generation: number
    row: number
    cells: Cells
    epoch: number
    expiresAt?: number | null
  }) => Promise<void>
  /** From this epoch on the row is no more; calls that began before still see it. */
  end: (id: number, epoch: number, at: number) => Promise<void>
  /** The same for several places at once. @returns how many of them held a row */
  endAll: (generation: number, rows: readonly number[], epoch: number, at: number) => Promise<number>
}

/** A row as calls read it. */
export interface ReadCells {
  /** JSON. */
  cells: string
  /** Milliseconds since 1970; null: never. */
  expiresAt: number | null
}

/**
 * @param at in milliseconds since 1970: a row that has expired by then is not there
 * @returns the first row that held this value at this epoch; null where none did
 */
export type ReadRow = (
  generation: number,
  columnId: string,
  value: string,
  epoch: number,
  at: number,
) => ReadCells | null | Promise<ReadCells | null>

/**
 * @param at in milliseconds since 1970: rows that have expired by then are not there
 * @returns the cells of the rows that there were at this epoch, each as JSON, in the order of the table
 */
export type ReadRows = (generation: number, epoch: number, limit: number, at: number) => string[] | Promise<string[]>

/** KAZOO gives an answer up after 5 s: what comes later than this is another request. */
export const SAME_REQUEST_MS = 10_000
/** How many expired rows make room in a full table at once. */
export const MAX_EXPIRED_REMOVED = 20

export interface RowWrite<Failure> {
  tableId: string
  generation: number
  keyColumn: string
  /** The texts under which the key may be stored, the likeliest first. */
  keys: readonly string[]
  /** Since which epoch the table has been live: older rows are still seen by calls that began before. */
  liveSince: number
  /** The name of a request that may come twice; null: it cannot. */
  once: string | null
  maxRows: number
  /** @returns the row to be: null where there is to be none; or why it cannot be changed */
  change: (before: KeptRow | null) => { ok: true; row: KeptRow | null } | { ok: false; failure: Failure }
}

export type RowWritten<Failure> =
  | { kind: 'written'; before: Cells | null; after: Cells | null }
  | { kind: 'refused'; failure: Failure }
  | { kind: 'full' }

/**
 * Makes all of these changes in one transaction, each on what the one before has left.
 * @param at in milliseconds since 1970
 * @param epoch the newest change that is known of these tables
 * @returns null, and nothing was written, where there is a newer one
 * @throws a busy error where another process holds the database: nothing was written
 */
export type WriteRows = <Failure>(
  writes: readonly RowWrite<Failure>[],
  at: number,
  epoch: number,
) => RowWritten<Failure>[] | null | Promise<RowWritten<Failure>[] | null>
