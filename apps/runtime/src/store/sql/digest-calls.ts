/** Makes calls of requests that were written, or ends them where no further request came (decision 0043). */
import type { CallStore } from '../call-store.ts'
import { type CallDigest, digestCall } from '../digest-call.ts'
import { COLUMNS, NAMES } from './call-columns.ts'
import { type CallSql, type CallSqlDatabase, type Condition, insertAll } from './call-sql.ts'
import { groupRequests, type Requests, requestsOf } from './requests-of-calls.ts'
import { addTraffic, type Counted, countChange } from './traffic-counts.ts'

const CALLS = `calls (${Object.values(COLUMNS).join(', ')}, traffic)`
const IF_THERE = `on conflict (id) do update set ${Object.values(COLUMNS)
  .filter((column) => column !== 'id')
  .map((column) => `${column} = excluded.${column}`)
  .join(', ')}, traffic = excluded.traffic`

export const createDigest =
  (database: CallSqlDatabase): CallStore['digest'] =>
  (limit, endedBefore) =>
    database.transaction(async (sql) => {
      const pending = await sql.all<{ id: number }>('select id from call_pending order by id desc limit ?', [limit])
      const ids = pending.map(({ id }) => id)
      const open = pending.length < limit ? await listOver(sql, limit - pending.length, endedBefore) : []
      if (ids.length === 0 && open.length === 0) return false
      await removeWhere(sql, 'call_pending', sql.isIn('id', ids))
      await saveCalls(
        database,
        sql,
        [...(await groupRequests(sql, ids)), ...(await requestsOf(sql, open))],
        endedBefore,
      )
      return pending.length === limit
    })

/** Keys of calls that have just ended, since no further request came. */
async function listOver(sql: CallSql, limit: number, endedBefore: number): Promise<string[]> {
  const rows = await sql.all<{ key: string }>(
    `select key from calls where outcome = 'waiting' and last_id < ? order by last_id limit ?`,
    [endedBefore * 1000, limit],
  )
  return rows.map(({ key }) => key)
}

/** What is stored of a call already: its id stays, and what it has added to the traffic is not added again. */
interface Stored {
  id: number
  key: string
  traffic: string
  at: number
}

async function saveCalls(
  { loadSteps, stepsOf }: CallSqlDatabase,
  sql: CallSql,
  calls: readonly Requests[],
  endedBefore: number,
): Promise<void> {
  await loadSteps(calls.flat())
  const digests = onceEach(calls.map((requests) => digestCall(requests, endedBefore, stepsOf)))
  const isOne = sql.isIn(
    'key',
    digests.map(({ row }) => row.key),
  )
  const stored = new Map<string, Stored>()
  for (const known of await sql.all<Stored>(`select id, key, traffic, at from calls where ${isOne.text}`, isOne.values))
    stored.set(known.key, known)
  const hours = new Map<string, Counted>()
  for (const { row, traffic } of digests) {
    const before = stored.get(row.key)
    if (before) Object.assign(row, { id: before.id, at: before.at })
    countChange(hours, row.at, before ? JSON.parse(before.traffic) : {}, traffic)
  }
  await insertAll(
    sql,
    CALLS,
    digests.map(({ row, traffic }) => [...NAMES.map((name) => row[name]), JSON.stringify(traffic)]),
    IF_THERE,
  )
  await insertAll(
    sql,
    'call_flows (flow_id, call, version, outcome, slow, failed)',
    digests.flatMap(({ row: { id, outcome, slow, failed }, flows }) =>
      flows.map(({ flowId, version }) => [flowId, id, version, outcome, slow, failed]),
    ),
    `on conflict (flow_id, call, version)
     do update set outcome = excluded.outcome, slow = excluded.slow, failed = excluded.failed`,
  )
  await sql.setWords(digests.map(({ row, words }) => ({ id: row.id, words })))
  await addTraffic(sql, hours)
}

/** A call of which a request came while it was found to have ended is there twice. */
const onceEach = (digests: readonly CallDigest[]): CallDigest[] => [
  ...new Map(digests.map((digest) => [digest.row.key, digest])).values(),
]

async function removeWhere(sql: CallSql, table: string, { text, values }: Condition): Promise<void> {
  await sql.all(`delete from ${table} where ${text}`, values)
}

export async function countPending(sql: CallSql): Promise<number> {
  const [row] = await sql.all<{ count: number }>('select count(*) as count from call_pending')
  return row?.count ?? 0
}
