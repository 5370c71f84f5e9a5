/** All that is copied from one database to another, in the order in which tables refer to each other. */

/**
 * How a value is stored.
 * - `json`: JSON that is asked by its parts, and whose keys have no order in PostgreSQL
 * - `time`: ISO 8601 in SQLite
 * - `milliseconds`: a time, as a number since 1970 in SQLite
 * - `flag`: 0 or 1 in SQLite
 */
export type ColumnKind = 'text' | 'number' | 'json' | 'time' | 'milliseconds' | 'flag'

export interface CopiedTable {
  name: string
  /** In their order in a row. */
  columns: Readonly<Record<string, ColumnKind>>
  /** Rows are read in the order of these columns. */
  key: readonly string[]
  /** Rows that are read and written at once. */
  batch: number
}

const [text, number, json, time, milliseconds, flag] = [
  'text',
  'number',
  'json',
  'time',
  'milliseconds',
  'flag',
] as const

const SMALL = 1000
const WITH_DOCUMENTS = 20

/** The index of their cells is not copied but made of them. */
export const TABLE_ROWS: CopiedTable = {
  name: 'table_rows',
  columns: {
    id: number,
    generation: number,
    row: number,
    cells: json,
    from_epoch: number,
    to_epoch: number,
    ended_at: milliseconds,
    expires_at: milliseconds,
  },
  key: ['id'],
  batch: SMALL,
}

const STUDIO_TABLES: readonly CopiedTable[] = [
  {
    name: 'flows',
    columns: {
      id: text,
      name: text,
      revision: number,
      document: text,
      key: text,
      live_version: number,
      created_at: time,
      updated_at: time,
      deleted_at: time,
    },
    key: ['id'],
    batch: WITH_DOCUMENTS,
  },
  {
    name: 'versions',
    columns: {
      flow_id: text,
      version: number,
      document: text,
      note: text,
      published_at: time,
      changed_steps: number,
      tests: text,
    },
    key: ['flow_id', 'version'],
    batch: WITH_DOCUMENTS,
  },
  {
    name: 'activations',
    columns: { epoch: number, flow_id: text, version: number, at: time },
    key: ['epoch'],
    batch: SMALL,
  },
  {
    name: 'changes',
    columns: { epoch: number, at: time, actor: text, operation: text, subject: text, detail: json },
    key: ['epoch'],
    batch: SMALL,
  },
  { name: 'secrets', columns: { name: text, sealed: text, updated_at: time }, key: ['name'], batch: SMALL },
  {
    name: 'connections',
    columns: { id: text, base_url: text, account_id: text, account: text, sealed: text, updated_at: time },
    key: ['id'],
    batch: SMALL,
  },
  { name: 'settings', columns: { name: text, value: text }, key: ['name'], batch: SMALL },
  {
    name: 'flow_summaries',
    columns: { flow_id: text, state: text, summary: text, search_text: text },
    key: ['flow_id'],
    batch: WITH_DOCUMENTS,
  },
  {
    name: 'flow_tests',
    columns: {
      id: text,
      flow_id: text,
      place: number,
      name: text,
      text: text,
      created_at: time,
      updated_at: time,
      last_run: text,
    },
    key: ['id'],
    batch: WITH_DOCUMENTS,
  },
  {
    name: 'switches',
    columns: { id: text, name: text, state: text, until: time, changed_at: time, changed_by: text },
    key: ['id'],
    batch: SMALL,
  },
  {
    name: 'recordings',
    columns: {
      id: text,
      flow_id: text,
      version: number,
      node_id: text,
      call_id: text,
      visit: number,
      kind: text,
      size_bytes: number,
      duration_ms: number,
      created_at: time,
      deleted_at: time,
    },
    key: ['id'],
    batch: SMALL,
  },
  {
    name: 'data_tables',
    columns: { id: text, row_count: number, created_at: time, updated_at: time },
    key: ['id'],
    batch: SMALL,
  },
  {
    name: 'table_states',
    columns: {
      epoch: number,
      table_id: text,
      name: text,
      columns: json,
      key_column: text,
      live: flag,
      revision: number,
      generation: number,
      deleted: flag,
      at: milliseconds,
    },
    key: ['epoch'],
    batch: SMALL,
  },
  {
    name: 'table_generations',
    columns: { id: number, table_id: text, started_at: milliseconds },
    key: ['id'],
    batch: SMALL,
  },
  TABLE_ROWS,
  {
    name: 'table_writes',
    columns: { name: text, at: milliseconds, before: json, after: json },
    key: ['name'],
    batch: SMALL,
  },
]

export const CALL_REQUESTS: CopiedTable = {
  name: 'call_requests',
  columns: {
    id: number,
    at: milliseconds,
    call_id: text,
    flow_id: text,
    flow_name: text,
    version: number,
    caller_name: text,
    caller_number: text,
    called: text,
    hop: number,
    status: number,
    took_ms: number,
    state: text,
    error: text,
    warnings: text,
    asked_for: text,
    method: text,
    url: text,
    request_type: text,
    request_body: text,
    response_type: text,
    response_body: text,
    nodes: text,
    variables: text,
    look_ups: text,
    is_test: number,
  },
  key: ['id'],
  batch: 200,
}

export const COPIED_TABLES: readonly CopiedTable[] = [...STUDIO_TABLES, CALL_REQUESTS]

/** Some columns are named as SQL's own words. */
export const quoted = (name: string): string => `"${name}"`
