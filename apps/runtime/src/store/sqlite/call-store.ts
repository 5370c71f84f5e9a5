/** The call log's own file. Used by the call-log thread alone, so that no answer ever waits for it. */
import type { Kysely, Selectable } from 'kysely'
import { sql } from 'kysely'
import { type CallRemoval, createRemoval } from './call-removal.ts'
import { type CallSearch, createCallSearch } from './call-search.ts'
import { CALLS_FILE, openSqlite, queriesOver } from './database.ts'
import { migrate } from './migrate.ts'
import { callMigrations } from './migrations/calls.ts'
import { createStepTitles } from './step-titles.ts'
import type { CallTables } from './tables.ts'

type StoredCall = Selectable<CallTables['call_requests']>

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

/** What a search has found so far. */
export interface FoundCalls {
  /** Newest first: what matches, with the other requests of the same calls. */
  rows: StoredSummary[]
  /** The id to go on before; null when the whole log was searched. */
  next: number | null
  /** When the last request came that was looked at, in milliseconds since 1970; null when the whole log was searched. */
  searchedTo: number | null
}

export interface CallStore extends CallRemoval {
  /** Writes all rows in one transaction; rows that are there already are left alone. */
  insert: (rows: readonly (readonly unknown[])[]) => void
  /** Newest first, without bodies. */
  list: (query: CallQuery) => Promise<StoredSummary[]>
  /** Looks at some thousand requests. `limit` counts what matches. */
  search: (search: CallSearch) => FoundCalls
  find: (id: number) => Promise<StoredCall | null>
  /** @param from and `to`: milliseconds since 1970; `to` itself is left out */
  countsBetween: (
    from: number,
    to: number,
  ) => Promise<{
    hours: { flowId: string; hour: number; calls: number; errors: number }[]
    took: { tookMs: number; count: number }[]
  }>
  close: () => Promise<void>
}

const SUMMARY = [
  'id',
  'at',
  'call_id',
  'flow_id',
  'flow_name',
  'version',
  'caller_name',
  'caller_number',
  'called',
  'hop',
  'status',
  'took_ms',
  'state',
  'error',
  'warnings',
] as const
const DETAIL = [
  'asked_for',
  'method',
  'url',
  'request_type',
  'request_body',
  'response_type',
  'response_body',
  'nodes',
  'variables',
  'look_ups',
] as const
/** What a list shows of a request. */
export type StoredSummary = Omit<StoredCall, (typeof DETAIL)[number]>

/** The order in which rows come. */
const COLUMNS = [...SUMMARY, ...DETAIL]

export async function openCallStore(dataDir: string): Promise<CallStore> {
  const database = openSqlite(dataDir, CALLS_FILE, { synchronous: 'NORMAL', waits: true, forgets: true })
  database.pragma('wal_autocheckpoint = 4000') // 16 MiB: each checkpoint writes pages that are full by then
  const queries = queriesOver<CallTables>(database)
  try {
    await migrate(queries, callMigrations)
  } catch (error) {
    await queries.destroy()
    throw error
  }
  const insertOne = database.prepare(
    `insert or ignore into call_requests (${COLUMNS.join(', ')}) values (${COLUMNS.map(() => '?').join(', ')})`,
  )
  const titles = createStepTitles(dataDir)
  const insertAll = database.transaction((rows: readonly (readonly unknown[])[]) => {
    for (const row of rows) insertOne.run(row)
  })
  return {
    insert: (rows) => insertAll.immediate(rows),
    list: (query) => listCalls(queries, query),
    search: createCallSearch(database, SUMMARY, titles),
    find: async (id) =>
      (await queries.selectFrom('call_requests').selectAll().where('id', '=', id).executeTakeFirst()) ?? null,
    countsBetween: (from, to) => countCalls(queries, from, to),
    ...createRemoval(database),
    close() {
      titles.close()
      return queries.destroy()
    },
  }
}

function listCalls(queries: Kysely<CallTables>, query: CallQuery): Promise<StoredSummary[]> {
  let select = queries.selectFrom('call_requests').select(SUMMARY).orderBy('id', 'desc').limit(query.limit)
  if (query.before !== undefined) select = select.where('id', '<', query.before)
  if (query.after !== undefined) select = select.where('id', '>', query.after)
  if (query.flowId !== undefined) select = select.where('flow_id', '=', query.flowId)
  if (query.callId !== undefined) select = select.where('call_id', '=', query.callId)
  if (query.state !== undefined) select = select.where('state', '=', query.state)
  return select.execute()
}

/** Ids are microseconds since 1970, so that a span of time is a range of the primary key. */
async function countCalls(
  queries: Kysely<CallTables>,
  from: number,
  to: number,
): ReturnType<CallStore['countsBetween']> {
  const hours = await sql<{ flowId: string; hour: number; calls: number; errors: number }>`
    select flow_id as flowId, cast((at % 86400000) / 3600000 as integer) as hour,
      sum(hop = 1) as calls, sum(state = 'error') as errors
    from call_requests where id >= ${from * 1000} and id < ${to * 1000} group by flow_id, hour`.execute(queries)
  const took = await sql<{ tookMs: number; count: number }>`
    select round(took_ms, 1) as tookMs, count(*) as count
    from call_requests where id >= ${from * 1000} and id < ${to * 1000} group by round(took_ms, 1)`.execute(queries)
  return { hours: hours.rows, took: took.rows }
}
