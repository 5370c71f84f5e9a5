/** What steps ask of the world outside a call, as data: the server carries it out, previews answer with mocks. */
import type { LookUpFailure } from '../../api/look-ups.ts'

/**
 * Look-ups of one answer may take this much together: 4 s for the answer, less 300 ms for what follows
 * (docs/design.md#failures).
 */
export const LOOK_UP_BUDGET_MS = 3700

/** One request to another server. */
export interface LookUpRequest {
  /** The step that asks; mocks of a preview are found by it. */
  nodeId: string
  method: string
  /** Absolute, http or https. */
  url: string
  /** The same with secrets masked: the only form that may be shown or logged. */
  shownUrl: string
  headers: readonly (readonly [string, string])[]
  body: string | null
  contentType: string | null
  /** Redirects that are followed, each checked again; one more is a reply like any other. */
  followRedirects: number
  /** What the step allows; the time left for the whole answer may be less. */
  timeoutMs: number
}

export type LookUpReply =
  | { ok: true; status: number; text: string; contentType: string | null; durationMs: number }
  | { ok: false; code: LookUpFailure; message: string; durationMs: number }

export type TableValue = string | number | boolean | null

/** A read of one row of a look-up table, by the value of a column. */
export interface TableQuery {
  /** The table's id. */
  table: string
  column: string
  key: string
  /** Of the flow's language, for phone numbers without a prefix. */
  country?: string | undefined
  /** As of when; a live table is read as it is. */
  epoch: number
  /** In milliseconds since 1970: a row that has expired by then is not there. */
  at: number
}

export type TableReply =
  | { kind: 'found'; row: Readonly<Record<string, TableValue>> }
  | { kind: 'not_found' }
  | { kind: 'error'; code: 'table.gone' | 'table.no-column' | 'table.failed'; message: string }

/** A row by the names of its columns; empty cells are null. */
export type RowValues = Readonly<Record<string, TableValue>>

/** What is done to one row. An empty cell counts as 0. */
export type RowChange =
  | { kind: 'add'; column: string; by: number }
  | { kind: 'set'; column: string; value: TableValue }
  | { kind: 'forget' }

/** A change of the row with this key, which is created if it is missing. */
export interface TableWrite {
  /** The step that writes. */
  nodeId: string
  /** The table's id. It must be live. */
  table: string
  key: string
  /** Of the flow's language, for phone numbers without a prefix. */
  country?: string | undefined
  change: RowChange
  /**
   * When the row expires, in milliseconds since 1970; null: never. Adding to a row leaves the time that the row has; setting
   * a value begins it again.
   */
  expiresAt: number | null
  /** Of the call: the table as the call sees it. */
  epoch: number
  /** Milliseconds since 1970. */
  at: number
  /** Identifies this write: a repeated request has the same value and is written once. Null: unknown. */
  once: string | null
}

export const TABLE_WRITE_FAILURES = [
  'table.gone',
  'table.not-live',
  'table.no-column',
  'table.no-key',
  'table.value',
  'table.full',
  'table.busy',
  'table.failed',
] as const
export type TableWriteFailure = (typeof TABLE_WRITE_FAILURES)[number]

/** The row before and after; null where there is none. */
export type TableWritten =
  | { kind: 'written'; before: RowValues | null; after: RowValues | null }
  | { kind: 'error'; code: TableWriteFailure; message: string }
