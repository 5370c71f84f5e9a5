/** The tables as Kysely sees them. Times are ISO 8601 in UTC, documents JSON text. */
import type { Generated } from 'kysely'

export interface StudioTables {
  flows: {
    id: string
    name: string
    /** +1 per save; publishing leaves it alone. */
    revision: number
    document: string
    /** The secret part of the Pivot URL. */
    key: string
    live_version: number | null
    created_at: string
    updated_at: string
    deleted_at: string | null
  }
  /** Immutable. */
  versions: {
    flow_id: string
    version: number
    document: string
    note: string
    published_at: string
    /** Steps that differ from the version before. */
    changed_steps: number
  }
  /** What was live from when on: a row per publish, activation, switch-off, delete and restore. */
  activations: {
    epoch: Generated<number>
    flow_id: string
    /** Null: nothing was live from here on. */
    version: number | null
    at: string
  }
}

export interface CallTables {
  call_requests: {
    /** Microseconds since 1970, made unique: its order is the order of the requests. */
    id: number
    /** Milliseconds since 1970. */
    at: number
    call_id: string
    flow_id: string
    flow_name: string
    version: number
    caller_name: string
    caller_number: string
    called: string
    hop: number
    status: number
    took_ms: number
    state: string
    error: string | null
    asked_for: string | null
    method: string
    url: string
    request_type: string
    /** Masked; null where the queue was full and the bodies were dropped. */
    request_body: string | null
    response_type: string
    response_body: string | null
    /** JSON text of the trace. */
    nodes: string
  }
}
