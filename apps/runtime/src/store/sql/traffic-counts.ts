/** How many calls took each step and exit of a flow, by the hour in which they began. */
import type { RemovedOld, TrafficQuery, TrafficRow } from '../call-store.ts'
import { type CallTraffic, readTrafficKey } from '../call-traffic.ts'
import { allOf, type CallSql, insertAll, when } from './call-sql.ts'

const HOUR_MS = 60 * 60 * 1000

export function readTraffic(
  sql: CallSql,
  { flowId, version, from, to }: Omit<TrafficQuery, 'endedBefore'>,
): Promise<TrafficRow[]> {
  const { where, values } = allOf([
    ...when('flow_id = ?', flowId),
    ...when('hour >= ?', Math.floor(from / HOUR_MS)),
    ...when('hour <= ?', Math.floor(to / HOUR_MS)),
    ...when('version = ?', version),
  ])
  return sql.all(
    `select kind, node_id as "nodeId", port, cast(sum(calls) as bigint) as calls, cast(sum(ms) as bigint) as ms
     from call_traffic ${where} group by kind, node_id, port`,
    values,
  )
}

/** So many rows are deleted in one transaction, and those of the same hour. */
const DELETED_AT_ONCE = 500

/** A flow that has counts of an hour before this one. The flows are found one after the other by the index: no row is read twice. */
const FIND_OLD = `with recursive flows (id) as (
    select (select flow_id from call_traffic order by flow_id limit 1)
    union all
    select (select flow_id from call_traffic where flow_id > flows.id order by flow_id limit 1)
    from flows where flows.id is not null)
  select id from flows
  where id is not null and exists (select 1 from call_traffic where flow_id = flows.id and hour < ?) limit 1`

/** @param before in milliseconds since 1970: counts of older hours go, some of one flow at a time */
export async function removeOldTraffic(sql: CallSql, before: number): Promise<RemovedOld> {
  const hour = Math.floor(before / HOUR_MS)
  const [old] = await sql.all<{ id: string }>(FIND_OLD, [hour])
  if (!old) return { deleted: 0, more: false }
  const last = `select max(hour) from
    (select hour from call_traffic where flow_id = ? and hour < ? order by hour limit ${DELETED_AT_ONCE}) as oldest`
  const deleted = await sql.all(`delete from call_traffic where flow_id = ? and hour <= (${last}) returning hour`, [
    old.id,
    old.id,
    hour,
  ])
  return { deleted: deleted.length, more: true }
}

export interface Counted {
  hour: number
  calls: number
  ms: number
}

/** Adds what a call is now, and takes away what it was before: a call that continues has not ended where it was. */
export function countChange(hours: Map<string, Counted>, at: number, before: CallTraffic, now: CallTraffic): void {
  const hour = Math.floor(at / HOUR_MS)
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const calls = Number(key in now) - Number(key in before)
    const ms = Math.round((now[key] ?? 0) - (before[key] ?? 0))
    if (calls === 0 && ms === 0) continue
    const name = `${hour} ${key}`
    const known = hours.get(name) ?? { hour, calls: 0, ms: 0 }
    hours.set(name, { hour, calls: known.calls + calls, ms: known.ms + ms })
  }
}

/** @param hours what `countChange` has filled */
export function addTraffic(sql: CallSql, hours: ReadonlyMap<string, Counted>): Promise<void> {
  const rows = [...hours].map(([name, { hour, calls, ms }]) => {
    const { flowId, version, kind, nodeId, port } = readTrafficKey(name.slice(name.indexOf(' ') + 1))
    return [flowId, hour, version, kind, nodeId, port, calls, ms]
  })
  return insertAll(
    sql,
    'call_traffic (flow_id, hour, version, kind, node_id, port, calls, ms)',
    rows,
    `on conflict (flow_id, hour, version, kind, node_id, port)
     do update set calls = call_traffic.calls + excluded.calls, ms = call_traffic.ms + excluded.ms`,
  )
}
