/** A storage with all that changes take, for tests of a single service. */
import { type Change, createChange } from '../changes/change.ts'
import { createFollower, type Follower } from '../changes/follower.ts'
import { createWriteQueue, type EnqueueWrite } from '../changes/write-queue.ts'
import { openStorage } from '../store/sqlite/open-storage.ts'
import type { Storage } from '../store/storage.ts'

export interface OpenChanges {
  storage: Storage
  change: Change
  follower: Follower
  enqueueWrite: EnqueueWrite
}

export async function openChanges(dataDir: string, now: () => Date): Promise<OpenChanges> {
  const storage = await openStorage(dataDir)
  const enqueueWrite = createWriteQueue(storage.check)
  const follower = createFollower({
    storage,
    onProblem: (error) => {
      throw error
    },
  })
  return { storage, enqueueWrite, follower, change: createChange({ storage, enqueueWrite, follower, now }) }
}
