/** The partitions of the call log: one for each day, in UTC, of which there are requests. */
import type { Pool } from 'pg'
import { inTransaction } from './in-transaction.ts'
import { PARTITION_LOCK } from './locks.ts'

export interface CallDays {
  /** Makes room for requests with these ids. */
  add: (ids: readonly number[]) => Promise<void>
  /** Oldest first. */
  list: () => Promise<CallDay[]>
  /** Deletes a day with all of its requests. */
  drop: (day: CallDay) => Promise<void>
  /** What is there is looked at again. */
  forget: () => void
}

interface CallDay {
  /** Days since 1970. */
  day: number
  sizeBytes: number
}

const DAY_MICROS = 24 * 60 * 60 * 1_000_000
const PREFIX = 'call_requests_'

export const dayOf = (id: number): number => Math.floor(id / DAY_MICROS)
export const firstIdOf = (day: number): number => day * DAY_MICROS

/** @example nameOf(20423) // call_requests_20251201 */
const nameOf = (day: number): string =>
  PREFIX + new Date(firstIdOf(day) / 1000).toISOString().slice(0, 10).replaceAll('-', '')

export function createDays(pool: Pool): CallDays {
  const known = new Set<number>()

  async function add(day: number): Promise<void> {
    await inTransaction(pool, async (client) => {
      await client.query(`select pg_advisory_xact_lock(${PARTITION_LOCK})`)
      const { rows } = await client.query<{ isThere: boolean }>(`select to_regclass($1) is not null as "isThere"`, [
        nameOf(day),
      ])
      if (rows[0]?.isThere) return
      // Attached, not made as a partition: nobody who reads the log has to wait.
      await client.query(`create table ${nameOf(day)} (like call_requests including defaults including constraints)`)
      await client.query(
        `alter table call_requests attach partition ${nameOf(day)}
         for values from (${firstIdOf(day)}) to (${firstIdOf(day + 1)})`,
      )
    })
    known.add(day)
  }

  return {
    async add(ids) {
      for (const day of new Set(ids.map(dayOf))) if (!known.has(day)) await add(day)
    },
    async list() {
      const { rows } = await pool.query<{ name: string; size: number }>(
        `select c.relname as name, pg_total_relation_size(c.oid) as size from pg_inherits i
         join pg_class c on c.oid = i.inhrelid where i.inhparent = 'call_requests'::regclass order by c.relname`,
      )
      return rows.map(({ name, size }) => ({ day: toDay(name.slice(PREFIX.length)), sizeBytes: size }))
    },
    async drop({ day }) {
      known.delete(day)
      await pool.query(`drop table if exists ${nameOf(day)}`)
    },
    forget: () => known.clear(),
  }
}

/** @param date as a name holds it: 20251201 */
const toDay = (date: string): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6))) / (DAY_MICROS / 1000)
