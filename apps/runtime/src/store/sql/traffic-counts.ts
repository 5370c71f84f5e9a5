/** How many calls took each step and exit of a flow, by the hour in which they began. */
import type { TrafficQuery, TrafficRow } from '../call-store.ts'
import { type CallTraffic, readTrafficKey } from '../call-traffic.ts'
import { allOf, type CallSql, when } from './call-sql.ts'

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

export async function addTraffic(sql: CallSql, name: string, { hour, calls, ms }: Counted): Promise<void> {
  const { flowId, version, kind, nodeId, port } = readTrafficKey(name.slice(name.indexOf(' ') + 1))
  await sql.all(
    `insert into call_traffic (flow_id, hour, version, kind, node_id, port, calls, ms) values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (flow_id, hour, version, kind, node_id, port)
     do update set calls = call_traffic.calls + excluded.calls, ms = call_traffic.ms + excluded.ms`,
    [flowId, hour, version, kind, nodeId, port, calls, ms],
  )
}
