/** A storage with all that changes take, for tests of a single service. */
import { type Change, createChange } from '../changes/change.ts'
import { createFollower, type Follower } from '../changes/follower.ts'
import { createWriteQueue, type EnqueueWrite } from '../changes/write-queue.ts'
import { openStorage } from '../store/open.ts'
import type { Storage } from '../store/storage.ts'
import { locationOf } from './test-store.ts'

export interface OpenChanges {
  storage: Storage
  change: Change
  follower: Follower
  enqueueWrite: EnqueueWrite
}

export const openTestStorage = async (dataDir: string): Promise<Storage> =>
  openStorage(await locationOf(dataDir), { probe: { seal: () => 'sealed', opens: () => true, isCurrent: () => true } })

export async function openChanges(dataDir: string, now: () => Date): Promise<OpenChanges> {
  const storage = await openTestStorage(dataDir)
  const enqueueWrite = createWriteQueue(storage.check)
  const follower = createFollower({
    storage,
    onProblem: (error) => {
      throw error
    },
  })
  return { storage, enqueueWrite, follower, change: createChange({ storage, enqueueWrite, follower, now }) }
}
