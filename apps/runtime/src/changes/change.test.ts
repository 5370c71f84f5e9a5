import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Storage } from '../store/storage.ts'
import { openTestStorage } from '../testing/open-changes.ts'
import { ADMINISTRATOR, CALL_ACTOR } from './actor.ts'
import { type Change, createChange } from './change.ts'
import { createFollower, type Follower, type Projection } from './follower.ts'
import { NotAllowed } from './may.ts'
import { MISSING } from './result.ts'
import { createWriteQueue } from './write-queue.ts'

const now = () => new Date('2026-11-24T08:00:00Z')
let dataDir = ''
let storage: Storage
let follower: Follower
let change: Change
const problems: unknown[] = []

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
  storage = await openTestStorage(dataDir)
  problems.length = 0
  follower = createFollower({ storage, onProblem: (error) => problems.push(error) })
  change = createChange({ storage, enqueueWrite: createWriteQueue(), follower, now })
})
afterEach(async () => {
  await follower.stop()
  await storage.close()
  rmSync(dataDir, { recursive: true })
})

const saveSecret = (name: string) =>
  change(ADMINISTRATOR, 'secret.save', name, async (tx) => {
    await tx.secrets.save({ name, sealed: 'sealed', updatedAt: now().toISOString() })
    return { ok: true, value: name, detail: { length: name.length } }
  })
/** Remembers what it was told, after it has failed so often. */
function createMemory(failures = 0): { told: (string | null)[]; projection: Projection } {
  const told: (string | null)[] = []
  let left = failures
  const projection: Projection = {
    name: 'memory',
    of: 'secret',
    async apply(changes) {
      if (changes && left-- > 0) throw new Error('The disk hiccups.')
      told.push(...(changes ? changes.map(({ subject }) => subject) : [null]))
    },
  }
  return { told, projection }
}

describe('a change', () => {
  it('writes a row with its epoch, and memory knows when it is done', async () => {
    const { told, projection } = createMemory()
    await follower.start([projection])
    expect(await saveSecret('crm')).toMatchObject({ ok: true, value: 'crm' })
    expect(told).toEqual([null, 'crm'])
    expect(follower.epoch()).toBe(1)
    const row = { epoch: 1, at: now().toISOString(), actor: 'administrator', operation: 'secret.save', subject: 'crm' }
    expect(await storage.changes.after(0)).toEqual([{ ...row, detail: { length: 3 } }])
  })

  it('that fails, throws or changes nothing leaves nothing, not even an epoch', async () => {
    await follower.start([])
    const work = (done: typeof MISSING | { ok: true; value: null; isUnchanged: true }) =>
      change(ADMINISTRATOR, 'secret.save', 'x', async (tx) => {
        await tx.secrets.save({ name: 'x', sealed: '', updatedAt: now().toISOString() })
        return done
      })
    expect(await work(MISSING)).toEqual(MISSING)
    expect(await work({ ok: true, value: null, isUnchanged: true })).toMatchObject({ ok: true })
    await expect(
      change(ADMINISTRATOR, 'secret.save', 'x', async () => Promise.reject(new Error('A bug.'))),
    ).rejects.toThrow('A bug.')
    expect([await storage.secrets.list(null), await storage.changes.after(0)]).toEqual([[], []])
    await saveSecret('next')
    expect(await storage.changes.latestEpoch()).toBe(1)
  })

  it('is refused where the actor may not make it, before anything is asked of the storage', async () => {
    await expect(change(CALL_ACTOR, 'secret.delete', 'crm', async () => MISSING)).rejects.toBeInstanceOf(NotAllowed)
  })
})

describe('memory', () => {
  it('reads again what it could not read, in the order of the changes', async () => {
    const { told, projection } = createMemory(1)
    await follower.start([projection])
    await saveSecret('one')
    expect([told, follower.epoch(), problems.length]).toEqual([[null], 0, 1])
    await saveSecret('two')
    expect([told, follower.epoch()]).toEqual([[null, 'one', 'two'], 2])
  })

  it('reads everything again where changes were removed before it read them', async () => {
    const { told, projection } = createMemory()
    await follower.start([projection])
    const other = await openTestStorage(dataDir)
    for (let epoch = 1; epoch <= 3; epoch++)
      await other.transaction(async (tx) => {
        const at = `2026-11-0${epoch}T08:00:00.000Z`
        await tx.changes.insert({
          epoch: await tx.changes.nextEpoch(),
          at,
          actor: 'administrator',
          operation: 'secret.save',
          subject: `${epoch}`,
          detail: null,
        })
        if (epoch === 3) await tx.changes.removeBefore('2026-11-02T09:00:00.000Z', 10)
      })
    await follower.catchUp()
    expect([told.at(-1), told.includes('3'), follower.epoch()]).toEqual([null, false, 3])
    await saveSecret('next')
    expect(told.at(-1)).toBe('next')
    await other.close()
  })

  it('finds changes of another server by itself, also after a failure', async () => {
    const { told, projection } = createMemory(1)
    await follower.start([projection])
    const other = await openTestStorage(dataDir)
    const there = createFollower({ storage: other, onProblem: (error) => problems.push(error) })
    await there.start([])
    const changeThere = createChange({ storage: other, enqueueWrite: createWriteQueue(), follower: there, now })
    await changeThere(ADMINISTRATOR, 'secret.save', 'there', async (tx) => {
      await tx.secrets.save({ name: 'there', sealed: '', updatedAt: now().toISOString() })
      return { ok: true, value: null }
    })
    await expect.poll(() => told, { timeout: 2000, interval: 20 }).toEqual([null, 'there'])
    expect(follower.epoch()).toBe(1)
    await there.stop()
    await other.close()
  })
})
