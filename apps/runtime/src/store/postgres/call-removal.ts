/** Deleting from the call log: days as a whole, and single requests some thousand at a time. */
import type { Pool } from 'pg'
import type { CallStore } from '../call-store.ts'
import { type CallDays, dayOf, firstIdOf } from './call-days.ts'

/** Rows in one transaction. */
const DELETED_AT_ONCE = 5000
/** Rows that are looked at in one transaction. */
const SEARCHED_AT_ONCE = 5000
/** Where one day alone is larger than the limit, the oldest part of it makes room for what comes. */
const SHARE_OF_DAY = 0.1

export function createRemoval(pool: Pool, days: CallDays): Pick<CallStore, 'removeOld' | 'remove'> {
  async function removeOldest(text: string, values: unknown[]): Promise<number> {
    const { rowCount } = await pool.query(
      `delete from call_requests where id in (select id from call_requests where ${text})`,
      values,
    )
    return rowCount ?? 0
  }

  /** Calls of days that were dropped, bit by bit: each takes its words and flows along. @returns how many */
  async function removeCallsBefore(id: number): Promise<number> {
    const { rowCount } = await pool.query(
      `delete from calls where id in (select id from calls where last_id < $1 order by last_id limit ${DELETED_AT_ONCE})`,
      [id],
    )
    return rowCount ?? 0
  }

  return {
    async removeOld(before, maxBytes) {
      const limit = before * 1000
      const all = await days.list()
      const [oldest] = all
      const ofDropped = await removeCallsBefore(oldest ? firstIdOf(oldest.day) : Number.MAX_SAFE_INTEGER)
      if (ofDropped > 0 || !oldest) return { deleted: 0, more: ofDropped > 0 }
      const isTooLarge = all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > maxBytes
      if (oldest.day < dayOf(limit) || (isTooLarge && all.length > 1)) {
        const { rows } = await pool.query<{ count: number }>(
          'select count(*) as count from call_requests where id < $1',
          [firstIdOf(oldest.day + 1)],
        )
        await days.drop(oldest)
        await pool.query('delete from call_pending where id < $1', [firstIdOf(oldest.day + 1)])
        return { deleted: rows[0]?.count ?? 0, more: true }
      }
      if (isTooLarge) {
        const { rows } = await pool.query<{ count: number }>('select count(*) as count from call_requests')
        const wanted = Math.ceil((rows[0]?.count ?? 0) * SHARE_OF_DAY)
        let deleted = 0
        for (let done = 1; done > 0 && deleted < wanted; deleted += done)
          done = await removeOldest('true order by id limit $1', [Math.min(DELETED_AT_ONCE, wanted - deleted)])
        await pool.query('vacuum call_requests')
        return { deleted, more: false }
      }
      const deleted = await removeOldest(`id < $1 order by id limit ${DELETED_AT_ONCE}`, [limit])
      return { deleted, more: deleted === DELETED_AT_ONCE }
    },
    async remove({ callId, number, flowId }, after) {
      const { rows } = await pool.query<{ last: number | null }>(
        `select max(id) as last from
          (select id from call_requests where id > $1 order by id limit ${SEARCHED_AT_ONCE}) as next`,
        [after],
      )
      const last = rows[0]?.last ?? null
      if (last === null) {
        await pool.query('vacuum call_requests') // so that nothing is left of what was deleted
        await pool.query('vacuum call_words')
        return { deleted: 0, next: null }
      }
      const { rowCount } = await pool.query(
        `delete from call_requests where id > $1 and id <= $2 and ($3::text is null or call_id = $3)
         and ($4::text is null or caller_number = $4) and ($5::text is null or flow_id = $5)`,
        [after, last, callId ?? null, number ?? null, flowId ?? null],
      )
      return { deleted: rowCount ?? 0, next: last }
    },
  }
}
