/**
 * Calls as the log lists, finds and counts them. They are made of its requests some time after these were written, so that
 * writing takes no longer; each question first makes what is missing (decision 0043). The SQL is the same for both databases but for
 * what `CallSql` hides.
 */
import type { CallStore } from '../call-store.ts'
import { findProblems } from './call-problems.ts'
import type { CallSqlDatabase } from './call-sql.ts'
import { countPending, createDigest } from './digest-calls.ts'
import { findCalls } from './find-calls.ts'
import { requestsOfKeys } from './requests-of-calls.ts'
import { readTraffic, removeOldTraffic } from './traffic-counts.ts'

/** Requests that become part of calls at once, before a question is answered, and for how long at most. */
const DIGESTED_AT_ONCE = 200
const MAX_DIGEST_MS = 150

export function createCalls(
  database: CallSqlDatabase,
): Pick<CallStore, 'digest' | 'listCalls' | 'requestsOf' | 'lookUpsOf' | 'traffic' | 'problems' | 'removeOldTraffic'> {
  const digest = createDigest(database)

  async function digestNewest(endedBefore: number): Promise<boolean> {
    const begun = performance.now()
    let hasMore = true
    while (hasMore && performance.now() - begun < MAX_DIGEST_MS) hasMore = await digest(DIGESTED_AT_ONCE, endedBefore)
    return hasMore
  }

  return {
    digest,
    async problems(from, endedBefore) {
      await digestNewest(endedBefore)
      return findProblems(database, from)
    },
    async traffic({ endedBefore, ...query }) {
      await digestNewest(endedBefore)
      return readTraffic(database, query)
    },
    removeOldTraffic: (before) => removeOldTraffic(database, before),
    requestsOf: (keys) => requestsOfKeys(database, keys),
    async lookUpsOf(flowId, limit) {
      const rows = await database.all<{ lookUps: string | null }>(
        'select look_ups as "lookUps" from call_requests where flow_id = ? order by id desc limit ?',
        [flowId, limit],
      )
      return rows.flatMap(({ lookUps }) => lookUps ?? [])
    },
    async listCalls(query) {
      const hasMore = await digestNewest(query.endedBefore)
      return { ...(await findCalls(database, query)), pending: hasMore ? await countPending(database) : 0 }
    },
  }
}
