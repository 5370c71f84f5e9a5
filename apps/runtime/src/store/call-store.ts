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
  /** 1: of *Test this URL*. */
  isTest: number
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

/** A call: its requests together. `slow`, `failed` and `hasWarning` are 0 or 1. */
export interface CallRow {
  /** That of its first request. */
  id: number
  /** The Call-ID, or `request <id>`. */
  key: string
  callId: string
  lastId: number
  /** Milliseconds since 1970, of the first and the last request. */
  at: number
  lastAt: number
  flowId: string
  flowName: string
  version: number
  callerName: string
  callerNumber: string
  called: string
  requests: number
  slowestMs: number
  status: number
  outcome: string
  error: string | null
  hasWarning: number
  slow: number
  failed: number
}

/** Which calls are listed: those that match everything that is given. */
export interface CallsQuery {
  /** Only calls that began before the one with this id. */
  before?: number | undefined
  limit: number
  flowId?: string | undefined
  version?: number | undefined
  caller?: string | undefined
  outcome?: string | undefined
  /** With both, a call that is either. */
  slow: boolean
  failed: boolean
  /** In milliseconds since 1970, of the first request. */
  from?: number | undefined
  to?: number | undefined
  text?: string | undefined
  /** See `digest`. */
  endedBefore: number
}

export interface FoundCalls {
  /** Latest first. */
  rows: CallRow[]
  /** The id to continue before; null when there are no more. */
  next: number | null
  /** How many requests are not counted among them yet. */
  pending: number
}

export interface TrafficQuery {
  flowId: string
  version?: number | undefined
  /** In milliseconds since 1970. */
  from: number
  to: number
  endedBefore: number
}

/** How many calls there are of each kind at a step or an exit, see `call-traffic.ts`. */
export interface TrafficRow {
  kind: string
  nodeId: string
  port: string
  calls: number
  ms: number
}

/** How many calls of a flow failed, or were refused, and the newest of them. */
export interface CallProblem {
  kind: 'failed' | 'refused'
  flowId: string
  flowName: string
  /** All calls of the flow. */
  calls: number
  count: number
  key: string
  /** Milliseconds since 1970. */
  at: number
  error: string | null
  /** Titles of the steps that it passed. */
  path: string[]
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
  /**
   * Makes calls of requests that are written but not part of a call yet, newest first.
   * @param endedBefore calls whose last request is older have ended, in milliseconds since 1970
   * @returns whether there are more
   */
  digest: (limit: number, endedBefore: number) => Promise<boolean>
  /** Of the calls that began after a time, in milliseconds since 1970. */
  problems: (from: number, endedBefore: number) => Promise<CallProblem[]>
  traffic: (query: TrafficQuery) => Promise<TrafficRow[]>
  /** Calls, latest first. */
  listCalls: (query: CallsQuery) => Promise<FoundCalls>
  find: (id: number) => Promise<CallRecord | null>
  /** All requests of these calls, by the keys of the calls, in their order. */
  requestsOf: (keys: readonly string[]) => Promise<CallRecord[]>
  /** The look-ups of the newest requests of a flow, as JSON, newest first. @param limit how many requests are looked at */
  lookUpsOf: (flowId: string, limit: number) => Promise<string[]>
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
   * Deletes the oldest counts of traffic, some hundred at a time.
   * @param before milliseconds since 1970: those of older hours go
   */
  removeOldTraffic: (before: number) => Promise<RemovedOld>
  /**
   * Deletes what matches every given part of the filter, looking at some thousand requests at a time.
   * @param after the id to continue after
   */
  remove: (filter: CallFilter, after: number) => Removed | Promise<Removed>
  /** Another number whenever somebody else may have written to the log; cheap to ask. */
  mark: () => number | Promise<number>
  close: () => Promise<void>
}
