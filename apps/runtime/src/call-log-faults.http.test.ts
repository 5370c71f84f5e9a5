/** A call log that is broken, cut, full or too old: calls are answered all the same, and the studio starts. */
import { closeSync, openSync, readdirSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { callListSchema, callsDeletedSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
let pivotUrl: string
let flowId: string
beforeAll(async () => {
  studio = await startStudio()
  ;({ pivotUrl, id: flowId } = await studio.publish(flow().step('say', 'tts', { text: 'Hello.' }).chain('say').build()))
})
afterAll(() => studio.stop())

/** What the log's thread does by and by. */
const SOON = { timeout: 15_000 }

const list = async (query = '') => callListSchema.parse(await studio.api('GET', `/calls${query}`))
const listNamed = async (beginning: string) =>
  (await list('?limit=500')).calls.filter(({ callId }) => callId.startsWith(beginning))
const call = async (callId: string, more = {}) => (await studio.ask(pivotUrl, { 'Call-ID': callId, ...more })).status
const file = () => join(studio.dataDir, 'calls.sqlite')
const setAside = () => readdirSync(studio.dataDir).filter((name) => /^calls-broken-.*\.sqlite$/.test(name))

function overwrite(from: number, size: number): void {
  const handle = openSync(file(), 'r+')
  writeSync(handle, Buffer.alloc(size, 0x5a), 0, size, from)
  closeSync(handle)
}

/** Some pages of the file, so that there is something to break. */
async function fill(): Promise<void> {
  for (let count = 0; count < 60; count++) await call(`fill-${count}`)
  await list()
}

const BREAK: [what: string, how: () => void][] = [
  ['a header of zeros', () => overwrite(0, 100)],
  ['pages that were overwritten', () => overwrite(4096, 20 * 4096)],
  ['a file that was cut off', () => truncateSync(file(), 9000)],
  ['the log of a newer studio', () => runSql("insert into kysely_migration values ('0999-newer', '2030-01-01')")],
]

function runSql(sql: string): void {
  const database = new Database(file())
  database.exec(sql)
  database.close()
}

describe.each(BREAK)('%s', (_, breakIt) => {
  it('is set aside at the start, said, and a new log is begun', async () => {
    await fill()
    const before = setAside()
    await studio.restart({}, breakIt)
    expect(await call('after')).toBe(200)
    await list()
    const { calls, log } = await list()
    expect(calls.map(({ callId }) => callId)).toEqual(['after'])
    expect(log.problem).toBeNull()
    expect(setAside()).toContain(log.setAside)
    expect(before).not.toContain(log.setAside)
    expect(studio.log()).toContain(`The damaged file is ${log.setAside} now.`)
  })
})

it('a log that breaks while it is written is set aside, and no call is lost to it', async () => {
  await fill()
  await studio.restart()
  await list()
  overwrite(0, 4096 * 4)
  for (let count = 0; count < 30; count++) expect(await call(`broken-${count}`)).toBe(200)
  await expect.poll(async () => (await listNamed('broken-')).length, SOON).toBe(30)
})

it('requests of today are counted after a start, without holding it up', async () => {
  await fill()
  const before = await studio.api<{ callsToday: number }>('GET', '/calls/stats')
  await studio.restart()
  const { calls } = await list('?limit=500')
  await expect
    .poll(async () => (await studio.api<{ callsToday: number }>('GET', '/calls/stats')).callsToday, SOON)
    .toBe(calls.length)
  expect(before.callsToday).toBeGreaterThan(0)
})

describe('what is kept', () => {
  it('is at most as old as CALL_LOG_DAYS says', async () => {
    await fill()
    const old = (Date.now() - 3 * 86_400_000) * 1000
    await studio.restart({ CALL_LOG_DAYS: '2' }, () =>
      runSql(`update call_requests set id = ${old} + rowid % 1000000, at = ${old} / 1000 where call_id like 'fill-%'`),
    )
    await expect.poll(async () => (await listNamed('fill-')).length, SOON).toBe(0)
  })

  it('takes at most as much space as CALL_LOG_MAX_MB says: the oldest go first', async () => {
    await studio.restart({}, () =>
      runSql(`with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000)
        insert into call_requests select 1000000 * i, 1000 * i, 'big', 'f', 'f', 1, '', '', '', 1, 200, 1, 'waiting',
          null, null, 'POST', '/', '', hex(randomblob(1000)), '', '', '[]', null, null, null, 0 from n`),
    )
    await call('young')
    await studio.restart({ CALL_LOG_MAX_MB: '1', CALL_LOG_DAYS: '36500' })
    await expect.poll(async () => (await list('?callId=big&limit=500')).calls.length, SOON).toBeLessThan(500)
    expect((await list('?callId=young')).calls).toHaveLength(1)
  })
})

describe('deleting calls', () => {
  const remove = async (query: string) => callsDeletedSchema.parse(await studio.api('DELETE', `/calls?${query}`))

  it("takes a caller's calls for good: nothing of them is left in the file", async () => {
    await call('theirs-1', { 'Caller-ID-Number': '+4915112345678', 'Caller-ID-Name': 'Erika Mustermann' })
    await call('theirs-2', { 'Caller-ID-Number': '+4915112345678', 'Caller-ID-Name': 'Erika Mustermann' })
    await call('another')
    expect(await remove(`number=${encodeURIComponent('+4915112345678')}`)).toEqual({ deleted: 2 })
    expect(await listNamed('theirs-')).toEqual([])
    expect((await list('?callId=another')).calls).toHaveLength(1)
    for (const end of ['', '-wal']) expect(readFileSync(file() + end, 'latin1')).not.toContain('Mustermann')
  })

  it('takes a call, and the calls of a flow', async () => {
    await call('one')
    expect(await remove('callId=one')).toEqual({ deleted: 1 })
    const { deleted } = await remove(`flow=${flowId}`)
    expect(deleted).toBeGreaterThan(0)
    expect((await list(`?flow=${flowId}`)).calls).toEqual([])
  })

  it('needs to be told whose', async () => {
    await studio.api('DELETE', '/calls', undefined, 400)
    await studio.api('DELETE', '/calls?number=', undefined, 400)
  })
})
