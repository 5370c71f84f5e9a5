/** The call log: a record for each request of KAZOO's. */

/** What a list shows of a request. */
export interface CallSummary {
  /** Microseconds since 1970, made unique: its order is the order of the requests. */
  id: number
  /** Milliseconds since 1970. */
  at: number
  /** Empty where it is not known. */
  callId: string
  /** Empty, with version 0, where a refused request reached no flow. */
  flowId: string
  flowName: string
  version: number
  callerName: string
  callerNumber: string
  called: string
  /** 0 where a refused request does not tell which call it is of. */
  hop: number
  status: number
  tookMs: number
  state: string
  error: string | null
  /** JSON text; null: none. */
  warnings: string | null
}

export interface CallRecord extends CallSummary {
  askedFor: string | null
  method: string
  url: string
  requestType: string
  /** Masked; null where the queue was full and the bodies were dropped. */
  requestBody: string | null
  responseType: string
  responseBody: string | null
  /** JSON text of the trace. */
  nodes: string
  /** JSON texts; null: none. */
  variables: string | null
  lookUps: string | null
}

export interface CallQuery {
  /** Only requests before this one. */
  before?: number | undefined
  /** Only requests after this one. */
  after?: number | undefined
  limit: number
  flowId?: string | undefined
  callId?: string | undefined
  state?: string | undefined
}

export interface CallSearch extends Omit<CallQuery, 'after' | 'callId'> {
  text: string
  /** The title of each kind of step, for steps without a name. */
  kindTitles: Readonly<Record<string, string>>
}

/** What a search has found so far. */
export interface FoundCalls {
  /** Newest first: what matches, with the other requests of the same calls. */
  rows: CallSummary[]
  /** The id to continue before; null when the whole log was searched. */
  next: number | null
  /** When the last request came that was looked at, in milliseconds since 1970; null when the whole log was searched. */
  searchedTo: number | null
}

/** What came of deleting the oldest requests. */
export interface RemovedOld {
  deleted: number
  more: boolean
}

/** What came of deleting some of what a filter matches. */
export interface Removed {
  deleted: number
  /** The id to continue after; null when all were looked at. */
  next: number | null
}

/** Whose requests are deleted. */
export interface CallFilter {
  callId?: string | undefined
  /** The caller's number, as it is in the log. */
  number?: string | undefined
  flowId?: string | undefined
}

/** Each answers at once or by a promise: the thread waits for either. */
export interface CallStore {
  /** Writes all rows, in the order of `CallRecord`, in one transaction; rows that are there already are left alone. */
  insert: (rows: readonly (readonly unknown[])[]) => void | Promise<void>
  /** Newest first, without bodies. */
  list: (query: CallQuery) => Promise<CallSummary[]>
  /** Looks at some thousand requests. `limit` counts what matches. */
  search: (search: CallSearch) => FoundCalls | Promise<FoundCalls>
  find: (id: number) => Promise<CallRecord | null>
  /**
   * @param from and `to`: milliseconds since 1970; `to` itself is left out
   * @param exceptLane what the process of this lane has written is left out; null: nothing is
   */
  countsBetween: (
    from: number,
    to: number,
    exceptLane: number | null,
  ) => Promise<{
    hours: { flowId: string; hour: number; calls: number; errors: number }[]
    took: { tookMs: number; count: number }[]
  }>
  /**
   * Deletes the oldest requests, some hundred at a time.
   * @param before milliseconds since 1970: older ones go
   * @param maxBytes so much the others may take up
   */
  removeOld: (before: number, maxBytes: number) => RemovedOld | Promise<RemovedOld>
  /**
   * Deletes what matches every given part of the filter, looking at some thousand requests at a time.
   * @param after the id to continue after
   */
  remove: (filter: CallFilter, after: number) => Removed | Promise<Removed>
  /** Another number whenever somebody else may have written to the log; cheap to ask. */
  mark: () => number | Promise<number>
  close: () => Promise<void>
}
