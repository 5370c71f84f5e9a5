/** What steps ask of the world outside a call, as data: the server carries it out, previews answer with mocks. */

/** Look-ups of one answer may take this much together: 4 s for the answer, less 300 ms for what follows (design 3). */
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

export const LOOK_UP_FAILURES = [
  'look-up.timeout',
  'look-up.refused-host',
  'look-up.unreachable',
  'look-up.too-large',
  'look-up.redirect',
  'look-up.bad-url',
  'look-up.not-mocked',
] as const
export type LookUpFailure = (typeof LOOK_UP_FAILURES)[number]

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
}

export type TableReply =
  | { kind: 'found'; row: Readonly<Record<string, TableValue>> }
  | { kind: 'not_found' }
  | { kind: 'error'; code: 'table.gone' | 'table.no-column'; message: string }
