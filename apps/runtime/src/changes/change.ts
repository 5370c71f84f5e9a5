/**
 * The one door for changes of what is stored: asks whether the actor may, waits for its turn, does the work in one transaction,
 * writes one row of `changes` beside it, and tells memory (decision 0036).
 */
import type { ChangeId } from '@callflow-studio/model/api'
import type { ChangeDetail, ChangeRecord } from '../store/change-store.ts'
import type { Storage, Transaction } from '../store/storage.ts'
import { type Actor, toActorText } from './actor.ts'
import type { Follower } from './follower.ts'
import { assertMay, type SystemChangeId } from './may.ts'
import type { EnqueueWrite } from './write-queue.ts'

/** What work has done. */
interface Changed<T> {
  ok: true
  value: T
  detail?: ChangeDetail
  /** True: there was nothing to do, so that nothing is written. */
  isUnchanged?: boolean
}

interface Failed {
  ok: false
}

/**
 * @param subject the id of what is changed, or the name of the secret
 * @param work writes and reads in the transaction of the change; what it writes is seen from this epoch on. Nothing of it stays
 *   where it returns a failure.
 * @returns what `work` has returned, once memory knows
 * @throws NotAllowed
 */
export type Change = <T, F extends Failed = never>(
  actor: Actor,
  operation: ChangeId | SystemChangeId,
  subject: string,
  work: (tx: Transaction, epoch: number) => Promise<Changed<T> | F>,
) => Promise<Changed<T> | F>

export interface ChangeDeps {
  storage: Pick<Storage, 'transaction'>
  enqueueWrite: EnqueueWrite
  follower: Pick<Follower, 'push'>
  now: () => Date
}

export function createChange({ storage, enqueueWrite, follower, now }: ChangeDeps): Change {
  return async (actor, operation, subject, work) => {
    assertMay(actor, operation, subject)
    return enqueueWrite(async () => {
      let made: ChangeRecord | null = null
      const done = await storage
        .transaction(async (tx) => {
          const epoch = await tx.changes.nextEpoch()
          const done = await work(tx, epoch)
          if (!done.ok || done.isUnchanged) throw new Undone(done)
          const { detail = null } = done
          made = { epoch, at: now().toISOString(), actor: toActorText(actor), operation, subject, detail }
          await tx.changes.insert(made)
          return done
        })
        .catch((error: unknown) => {
          if (error instanceof Undone) return error.done as Awaited<ReturnType<typeof work>>
          throw error
        })
      if (made) await follower.push(made)
      return done
    })
  }
}

/** Thrown inside a transaction, so that nothing of it stays. */
class Undone extends Error {
  readonly done: unknown
  constructor(done: unknown) {
    super('Nothing is changed.')
    this.done = done
  }
}
