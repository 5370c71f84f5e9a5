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
    epoch: number
    flow_id: string
    /** Null: nothing was live from here on. */
    version: number | null
    at: string
  }
  /** One row: the number of the latest change of what calls see. */
  epoch_counter: { id: number; epoch: number }
  /** Files that KAZOO has uploaded. A row outlives its file, so that an upload address is never good twice. */
  recordings: {
    id: string
    flow_id: string
    version: number
    node_id: string
    call_id: string
    visit: number
    kind: string
    size_bytes: number
    duration_ms: number | null
    created_at: string
    deleted_at: string | null
  }
  secrets: {
    name: string
    sealed: string
    updated_at: string
  }
  switches: {
    id: string
    name: string
    state: string
    /** When it becomes automatic again; null: it does not. */
    until: string | null
    changed_at: string | null
    /** JSON: the flow and the caller that set it; null: somebody in the studio. */
    changed_by: string | null
  }
  data_tables: {
    id: string
    row_count: number
    created_at: string
    updated_at: string
  }
  /** What a table was like from an epoch on: a row per change of its columns, per import, and when it was deleted. */
  table_states: {
    epoch: number
    table_id: string
    name: string
    /** JSON: `[{id, name, type}]`. */
    columns: string
    /** The id of a column. */
    key_column: string
    live: number
    revision: number
    generation: number
    deleted: number
    /** Milliseconds since 1970. */
    at: number
  }
  /** All rows of a table, as they came in one import; no state names one that is still being written. */
  table_generations: {
    id: Generated<number>
    table_id: string
  }
  /** Immutable but for their end, and for what calls write to live tables: an edited row is a new one with the same `row`. */
  table_rows: {
    id: Generated<number>
    generation: number
    /** Place in the file, from 1. */
    row: number
    /** JSON: values by column id; an empty cell is left out. */
    cells: string
    from_epoch: number
    to_epoch: number | null
    ended_at: number | null
    /** Milliseconds since 1970, from when on it is not there; null: never. */
    expires_at: number | null
  }
  /** The index of all columns: a value as text, and the row that holds it. */
  table_cells: {
    generation: number
    column_id: string
    value: string
    row: number
    id: number
  }
}

export interface CallTables {
  call_requests: {
    /** Microseconds since 1970, made unique: its order is the order of the requests. */
    id: number
    /** Milliseconds since 1970. */
    at: number
    /** Empty where it is not known. */
    call_id: string
    /** Empty, with version 0, where a refused request reached no flow. */
    flow_id: string
    flow_name: string
    version: number
    caller_name: string
    caller_number: string
    called: string
    /** 0 where a refused request does not tell which call it is of. */
    hop: number
    status: number
    took_ms: number
    state: string
    error: string | null
    /** JSON text; null: none. */
    warnings: string | null
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
    /** JSON texts; null: none. */
    variables: string | null
    look_ups: string | null
  }
}
