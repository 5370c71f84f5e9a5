/** The requests of calls, as they were logged. */
import type { CallRecord } from '../call-store.ts'
import { idOfKey } from '../digest-call.ts'
import type { CallSql } from './call-sql.ts'

/** A call ends at 200 requests. */
const MAX_OF_CALL = 200

export type Requests = [CallRecord, ...CallRecord[]]

/** All requests of the calls of which these are some. */
export async function groupRequests(sql: CallSql, ids: readonly number[]): Promise<Requests[]> {
  const fresh = await requestsById(sql, ids)
  const alone = fresh.filter(({ callId }) => callId === '').map((request): Requests => [request])
  const callIds = [...new Set(fresh.map(({ callId }) => callId))].filter((callId) => callId !== '')
  return [...alone, ...(await requestsOf(sql, callIds))]
}

async function requestsById(sql: CallSql, ids: readonly number[]): Promise<CallRecord[]> {
  if (ids.length === 0) return []
  const isOne = sql.isIn('id', ids)
  return sql.all<CallRecord>(`select ${sql.recordColumns} from call_requests where ${isOne.text}`, isOne.values)
}

/** Call by call, since a sender that gives all of its requests one Call-ID must not make each of them read all the others. */
export async function requestsOf(sql: CallSql, callIds: readonly string[]): Promise<Requests[]> {
  const calls: Requests[] = []
  for (const callId of callIds) {
    const [first, ...rest] = await sql.all<CallRecord>(
      `select ${sql.recordColumns} from call_requests where call_id = ? order by id limit ${MAX_OF_CALL}`,
      [callId],
    )
    if (first) calls.push([first, ...rest])
  }
  return calls
}

/** By the keys of the calls, in their order. */
export async function requestsOfKeys(sql: CallSql, keys: readonly string[]): Promise<CallRecord[]> {
  const ids = keys.flatMap((key) => idOfKey(key) ?? [])
  const callIds = keys.filter((key) => idOfKey(key) === null)
  const alone = await requestsById(sql, ids)
  return [...alone, ...(await requestsOf(sql, callIds)).flat()].sort((a, b) => a.id - b.id)
}
