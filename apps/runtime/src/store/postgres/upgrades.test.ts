/** Databases of earlier versions, as `fixtures` keeps them, opened in this one. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { TEST_PREFIX } from '../../testing/postgres-server.ts'
import {
  readFlows,
  readRecordings,
  readSwitches,
  readTables,
  readTests,
  readWrittenRows,
} from '../../testing/read-fixture.ts'
import { startStudio } from '../../testing/studio.ts'
import { ask } from '../../testing/test-store.ts'
import { migrations } from './migrations/studio.ts'

const server = inject('postgresUrl') ?? ''
const fixtures = join(import.meta.dirname, 'fixtures')
const names = readdirSync(fixtures)

/** The first two migrations make one database. */
const FIRST = '0002-call-log'

it('there is a database of each migration: the one before, what the migration does, and what only the new one holds', () => {
  const since = Object.keys(migrations).filter((step) => step >= FIRST)
  expect(names.sort()).toEqual(since.map((step) => `${step}.sql`))
})

it.runIf(server).each(names)('a database of %s can be read and answers calls', async (name) => {
  const database = `${TEST_PREFIX}upgrade_${process.pid}_${name.slice(0, 4)}`
  await ask(server, `create database ${database}`)
  const url = Object.assign(new URL(server), { pathname: database }).href
  await ask(url, readFileSync(join(fixtures, name), 'utf8'))
  const studio = await startStudio({
    environment: { DATABASE_URL: url, STUDIO_SECRET: 'the secret of all fixtures' },
    now: () => new Date('2026-11-26T12:00:00.000Z'),
  })
  try {
    const { calls } = await studio.api<{ calls: { id: string; callId: string }[] }>('GET', '/calls')
    const callIds = calls.map(({ callId }) => callId)
    expect(callIds).toEqual(['call-4', 'call-3', 'call-2', '', 'call-1'].slice(name < '0003' ? 1 : 0))
    for (const { id } of calls) await studio.api('GET', `/calls/${id}`)
    const summaries = await studio.api<{ calls: { callId: string }[] }>('GET', '/calls/summaries')
    expect(summaries.calls.map(({ callId }) => callId)).toEqual(callIds)
    for (const read of [readFlows, readTables, readRecordings, readWrittenRows, readSwitches]) await read(studio)
    if (name >= '0005') await readTests(studio)
  } finally {
    await studio.stop()
  }
  const done = await ask<{ name: string }>(url, 'select name from studio_migrations order by name')
  expect(done.map((migration) => migration.name)).toEqual(Object.keys(migrations))
})
