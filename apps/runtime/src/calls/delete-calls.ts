import type { Actor } from '../changes/actor.ts'
import type { Change } from '../changes/change.ts'
import { assertMay } from '../changes/may.ts'
import type { CallFilter } from '../store/call-store.ts'
import type { CallLog } from './call-log.ts'

/**
 * Deletes what matches every given part of the filter from the call log, for good. The log has a database of its own, so the
 * change is noted after it.
 * @returns how many requests
 * @throws what keeps the log from being written
 */
export async function deleteCalls(
  { callLog, change }: { callLog: Pick<CallLog, 'remove'>; change: Change },
  actor: Actor,
  filter: CallFilter,
): Promise<number> {
  const subject = filter.callId ?? filter.flowId ?? '' // a caller's number is not noted
  assertMay(actor, 'call.delete', subject)
  const requests = await callLog.remove(filter)
  await change(actor, 'call.delete', subject, async () => ({
    ok: true,
    value: null,
    detail: { requests },
    isUnchanged: requests === 0,
  }))
  return requests
}
