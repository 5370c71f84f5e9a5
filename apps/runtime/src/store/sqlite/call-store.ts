/** The call log's own file. Used by the call-log thread alone, so that no answer ever waits for it. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { CallQuery, CallStore, CallSummary } from '../call-store.ts'
import { LANES } from '../lanes.ts'
import type { CallTables } from '../sql/tables.ts'
import type { StepKinds } from '../steps-of-version.ts'
import { createRemoval } from './call-removal.ts'
import { createCalls } from './calls.ts'
import { CALLS_FILE, openSqlite, queriesOver } from './database.ts'
import { migrate } from './migrate.ts'
import { callMigrations } from './migrations/calls.ts'
import { createStepsStore } from './steps-of-versions.ts'

const SUMMARY = [
  'id',
  'at',
  'callId',
  'flowId',
  'flowName',
  'version',
  'callerName',
  'callerNumber',
  'called',
  'hop',
  'status',
  'tookMs',
  'state',
  'error',
  'warnings',
  'isTest',
] as const
const DETAIL = [
  'askedFor',
  'method',
  'url',
  'requestType',
  'requestBody',
  'responseType',
  'responseBody',
  'nodes',
  'variables',
  'lookUps',
] as const
/** The order in which rows come. */
const COLUMNS = [...SUMMARY, ...DETAIL].map(toColumn)
const RECORD = [...SUMMARY, ...DETAIL].map((name) => `${toColumn(name)} as ${name}`).join(', ')
const CALL_ID = SUMMARY.indexOf('callId')
const TOOK_MS = SUMMARY.indexOf('tookMs')

export async function openCallStore(dataDir: string, kinds: StepKinds): Promise<CallStore> {
  const database = openSqlite(dataDir, CALLS_FILE, { synchronous: 'NORMAL', waits: true, forgets: true })
  database.pragma('wal_autocheckpoint = 4000') // 16 MiB: each checkpoint writes pages that are full by then
  const queries = queriesOver<CallTables>(database)
  try {
    await migrate(queries, { dataDir, file: CALLS_FILE, migrations: callMigrations })
  } catch (error) {
    await queries.destroy()
    throw error
  }
  const insertOne = database.prepare(
    `insert or ignore into call_requests (${COLUMNS.join(', ')}) values (${COLUMNS.map(() => '?').join(', ')})`,
  )
  const isThere = database.prepare('select 1 from call_requests where id = ? and call_id = ? and took_ms = ?')
  /** Another server may have taken the id; a batch that comes again has taken it itself. */
  function insertApart([id, ...row]: readonly unknown[]): void {
    for (let next = Number(id); !isThere.get(next, row[CALL_ID - 1], row[TOOK_MS - 1]); next++)
      if (insertOne.run(next, ...row).changes > 0) return
  }
  const steps = createStepsStore(dataDir, kinds)
  const insertAll = database.transaction((rows: readonly (readonly unknown[])[]) => {
    for (const row of rows) if (insertOne.run(row).changes === 0) insertApart(row)
  })
  return {
    insert: (rows) => insertAll.immediate(rows),
    list: (query) => listCalls(queries, query),
    ...createCalls(database, steps, RECORD),
    find: async (id) =>
      (await queries.selectFrom('callRequests').selectAll().where('id', '=', id).executeTakeFirst()) ?? null,
    countsBetween: (from, to, exceptLane) => countCalls(queries, from, to, exceptLane),
    mark: () => Number(database.pragma('data_version', { simple: true })),
    ...createRemoval(database),
    close() {
      steps.close()
      return queries.destroy()
    },
  }
}

function listCalls(queries: Kysely<CallTables>, query: CallQuery): Promise<CallSummary[]> {
  let select = queries.selectFrom('callRequests').select(SUMMARY).orderBy('id', 'desc').limit(query.limit)
  if (query.before !== undefined) select = select.where('id', '<', query.before)
  if (query.after !== undefined) select = select.where('id', '>', query.after)
  if (query.flowId !== undefined) select = select.where('flowId', '=', query.flowId)
  if (query.callId !== undefined) select = select.where('callId', '=', query.callId)
  if (query.state !== undefined) select = select.where('state', '=', query.state)
  return select.execute()
}

/** Ids are microseconds since 1970, so that a span of time is a range of the primary key. */
async function countCalls(
  queries: Kysely<CallTables>,
  from: number,
  to: number,
  exceptLane: number | null,
): ReturnType<CallStore['countsBetween']> {
  const isCounted = sql`is_test = 0 and (${exceptLane} is null or id % ${LANES} <> ${exceptLane})`
  const hours = await sql<{ flowId: string; hour: number; calls: number; errors: number }>`
    select flow_id as flowId, cast((at % 86400000) / 3600000 as integer) as hour,
      sum(hop = 1) as calls, sum(state = 'error') as errors
    from call_requests where id >= ${from * 1000} and id < ${to * 1000} and ${isCounted} group by flow_id, hour`.execute(
    queries,
  )
  const took = await sql<{ tookMs: number; count: number }>`
    select round(took_ms, 1) as tookMs, count(*) as count
    from call_requests where id >= ${from * 1000} and id < ${to * 1000} and ${isCounted} group by round(took_ms, 1)`.execute(
    queries,
  )
  return { hours: hours.rows, took: took.rows }
}

/** The name of a field on disk. */
function toColumn(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
