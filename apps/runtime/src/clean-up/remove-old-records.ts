/**
 * Deletes flows for good that were long enough in the trash, and old changes. In transactions of some milliseconds with pauses between
 * them, since they take turns with everything else that is written (decision 0049).
 */
import { setTimeout as wait } from 'node:timers/promises'
import { SYSTEM } from '../changes/actor.ts'
import type { Change } from '../changes/change.ts'
import { MISSING } from '../changes/result.ts'
import type { EnqueueWrite } from '../changes/write-queue.ts'
import type { Kept } from '../settings/settings.ts'
import type { Storage } from '../store/storage.ts'

export interface OldRecordsDeps {
  storage: Pick<Storage, 'flows' | 'transaction'>
  change: Change
  enqueueWrite: EnqueueWrite
  kept: () => Pick<Kept, 'deletedFlowsDays' | 'changesDays'>
  now: () => Date
  /** Asked between two transactions. */
  isStopped: () => boolean
  pauseMs?: number
}

const DAY_MS = 24 * 60 * 60 * 1000
const FLOWS_AT_ONCE = 100
const CHANGES_AT_ONCE = 500
const PAUSE_MS = 20

/** @returns how many flows and changes went */
export async function removeOldRecords(deps: OldRecordsDeps): Promise<{ flows: number; changes: number }> {
  const { storage, enqueueWrite, kept, now, isStopped, pauseMs = PAUSE_MS } = deps
  const daysAgo = (days: number): string => new Date(now().getTime() - days * DAY_MS).toISOString()

  async function inSlices(removeSome: () => Promise<boolean>): Promise<void> {
    while (!isStopped() && (await removeSome())) await wait(pauseMs)
  }

  let flows = 0
  await inSlices(async () => {
    const expired = await expireFlows(deps, daysAgo(kept().deletedFlowsDays))
    flows += expired
    return expired === FLOWS_AT_ONCE
  })
  await inSlices(() => enqueueWrite(() => storage.transaction((tx) => tx.flows.removeExpired())))

  let changes = 0
  await inSlices(async () => {
    const before = daysAgo(kept().changesDays)
    const removed = await enqueueWrite(() =>
      storage.transaction((tx) => tx.changes.removeBefore(before, CHANGES_AT_ONCE)),
    )
    changes += removed
    return removed === CHANGES_AT_ONCE
  })
  return { flows, changes }
}

/** Each is a change, so that other servers forget the flow too: its key is unknown from then on. @returns how many */
async function expireFlows({ storage, change, isStopped }: OldRecordsDeps, before: string): Promise<number> {
  let expired = 0
  for (const { id, name } of await storage.flows.listDeleted(before, FLOWS_AT_ONCE)) {
    if (isStopped()) break
    const done = await change(SYSTEM, 'flow.expire', id, async (tx) =>
      (await tx.flows.expire(id, before)) ? { ok: true, value: null, detail: { name } } : MISSING,
    )
    if (done.ok) expired += 1
  }
  return expired
}
