import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ADMINISTRATOR } from '../changes/actor.ts'
import { type OpenChanges, openChanges } from '../testing/open-changes.ts'
import { isOnPostgres, queryStored } from '../testing/test-store.ts'
import { removeOldRecords } from './remove-old-records.ts'

const DAY_MS = 24 * 60 * 60 * 1000
let dataDir: string
let open: OpenChanges
let time: number
const now = () => new Date(time)

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
  time = Date.parse('2026-11-24T08:00:00Z')
  open = await openChanges(dataDir, now)
  await open.follower.start([])
})
afterEach(async () => {
  await open.follower.stop()
  await open.storage.close()
  rmSync(dataDir, { recursive: true })
})

const clean = (isStopped = () => false) =>
  removeOldRecords({
    ...open,
    kept: () => ({ deletedFlowsDays: 90, changesDays: 400 }),
    now,
    isStopped,
    pauseMs: 0,
  })

/** A flow with so many versions, which is moved to the trash now. */
async function deleteFlow(id: string, versions = 1): Promise<void> {
  const at = now().toISOString()
  await open.change(ADMINISTRATOR, 'flow.delete', id, async (tx, epoch) => {
    await tx.flows.insert({
      id,
      name: `Flow ${id}`,
      revision: 1,
      document: '{}',
      key: `key of ${id}`,
      liveVersion: 1,
      latestVersion: null,
      createdAt: at,
      updatedAt: at,
      deletedAt: at,
    })
    for (let version = 1; version <= versions; version++)
      await tx.versions.insert({
        flowId: id,
        version,
        document: '{}',
        note: '',
        publishedAt: at,
        changedSteps: 1,
        tests: null,
      })
    await tx.versions.insertActivation({ epoch, flowId: id, version: null, at })
    await tx.tests.insert([
      { id: `test of ${id}`, flowId: id, place: 1, name: '', text: '', createdAt: at, updatedAt: at, lastRun: null },
    ])
    await tx.summaries.save({ flowId: id, state: '', summary: '{}', searchText: '' })
    return { ok: true, value: null }
  })
}

/** Of every table that tells which flow its rows are of: a new one must be emptied too. */
async function countRowsOf(flowId: string): Promise<Record<string, number>> {
  const tables = await queryStored<{ name: string }>(
    dataDir,
    isOnPostgres()
      ? `select table_name as name from information_schema.columns where table_schema = current_schema()
         and column_name = 'flow_id' and table_name not like 'call%' and table_name <> 'recordings'`
      : `select m.name from sqlite_master m join pragma_table_info(m.name) c
         where m.type = 'table' and c.name = 'flow_id' and m.name <> 'recordings'`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await queryStored<{ count: number }>(
      dataDir,
      `select count(*) as count from ${name} where flow_id = '${flowId}'`,
    )
    counts[name] = Number(row?.count)
  }
  return counts
}

it('deletes a flow for good, with all that is stored of it, once its time in the trash is over', async () => {
  await deleteFlow('old', 25)
  time += 89 * DAY_MS
  await deleteFlow('young')
  expect(await clean()).toEqual({ flows: 0, changes: 0 })
  time += 2 * DAY_MS
  expect(await clean()).toEqual({ flows: 1, changes: 0 })
  expect((await open.storage.flows.list({ deleted: true })).map(({ id }) => id)).toEqual(['young'])
  expect(new Set(Object.values(await countRowsOf('old')))).toEqual(new Set([0]))
  expect(Object.values(await countRowsOf('young'))).toContain(1)
  expect((await open.storage.changes.after(0)).at(-1)).toMatchObject({
    actor: 'system',
    operation: 'flow.expire',
    subject: 'old',
    detail: { name: 'Flow old' },
  })
})

it('continues where it was stopped; what is half gone is found no more', async () => {
  await deleteFlow('old', 25)
  time += 91 * DAY_MS
  let asked = 0
  await clean(() => ++asked > 4) // in the midst of the versions
  expect((await countRowsOf('old')).versions).toBeLessThan(25)
  expect((await countRowsOf('old')).versions).toBeGreaterThan(0)
  const { flows } = open.storage
  expect([await flows.find('old'), await flows.head('old'), await flows.list({ deleted: true })]).toEqual([
    null,
    null,
    [],
  ])
  await clean()
  expect(await queryStored(dataDir, 'select id from flows')).toEqual([])
})

it('removes old changes from the oldest on, and keeps the newest', async () => {
  const save = (name: string) =>
    open.change(ADMINISTRATOR, 'secret.save', name, async (tx) => {
      await tx.secrets.save({ name, sealed: '', updatedAt: now().toISOString() })
      return { ok: true, value: null }
    })
  for (let count = 0; count < 3; count++) await save(`old ${count}`)
  time += 399 * DAY_MS
  await save('young')
  const subjects = async () => (await open.storage.changes.after(0)).map(({ subject }) => subject)
  expect(await clean()).toMatchObject({ changes: 0 })
  time += 2 * DAY_MS
  expect(await clean()).toMatchObject({ changes: 3 })
  expect(await subjects()).toEqual(['young'])
  time += 1000 * DAY_MS
  expect(await clean()).toMatchObject({ changes: 0 })
  expect(await subjects()).toEqual(['young'])
})
