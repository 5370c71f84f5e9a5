/** Deleting from the call log, in transactions of a few milliseconds: what waits to be written takes its turn between them. */
import type { Database } from 'better-sqlite3'
import type { CallStore } from '../call-store.ts'

/** Rows in one transaction. */
const DELETED_AT_ONCE = 500
/** Rows that are looked at in one transaction. */
const SEARCHED_AT_ONCE = 5000
/** Pages of 4 KiB that go back to the disk after each transaction. */
const FREED_AT_ONCE = 500

export function createRemoval(database: Database): Pick<CallStore, 'removeOld' | 'remove'> {
  const removeBefore = database.prepare(
    'delete from call_requests where id in (select id from call_requests where id < ? order by id limit ?)',
  )
  const lastOf = database
    .prepare<[number, number], number | null>(
      'select max(id) from (select id from call_requests where id > ? order by id limit ?)',
    )
    .pluck()
  const removeMatching = database.prepare(`delete from call_requests where id > @after and id <= @last
    and (@callId is null or call_id = @callId) and (@number is null or caller_number = @number)
    and (@flowId is null or flow_id = @flowId)`)
  const hasWords = database.prepare(`select 1 from sqlite_master where name = 'call_words'`)
  const usedBytes = (): number => {
    const of = (pragma: string): number => Number(database.pragma(pragma, { simple: true }))
    return (of('page_count') - of('freelist_count')) * of('page_size')
  }
  /** Files of older studios keep their space, and use it again. */
  const giveBack = (): void => void database.pragma(`incremental_vacuum(${FREED_AT_ONCE})`)

  return {
    removeOld(before, maxBytes) {
      const limit = usedBytes() > maxBytes ? Number.MAX_SAFE_INTEGER : before * 1000
      const deleted = removeBefore.run(limit, DELETED_AT_ONCE).changes
      giveBack()
      return { deleted, more: deleted === DELETED_AT_ONCE }
    },
    remove({ callId, number, flowId }, after) {
      const last = lastOf.get(after, SEARCHED_AT_ONCE) ?? null
      if (last === null) {
        // The index of words only marks what is deleted, until its parts are merged.
        if (hasWords.get() !== undefined) database.exec(`insert into call_words (call_words) values ('optimize')`)
        // The log of changes holds earlier states of the pages: it is emptied, so that nothing is left of what was deleted.
        database.pragma('wal_checkpoint(TRUNCATE)')
        return { deleted: 0, next: null }
      }
      const deleted = removeMatching.run({
        callId: callId ?? null,
        number: number ?? null,
        flowId: flowId ?? null,
        after,
        last,
      }).changes
      if (deleted > 0) giveBack()
      return { deleted, next: last }
    },
  }
}
