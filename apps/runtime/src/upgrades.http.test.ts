/** Databases of every earlier version, as `store/sqlite/fixtures` keeps them, opened in this one, and back. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { callMigrations } from './store/sqlite/migrations/calls.ts'
import { studioMigrations } from './store/sqlite/migrations/studio.ts'
import { copiesIn, restoreCopy } from './store/sqlite/restore.ts'
import {
  readFlows,
  readRecordings,
  readSwitches,
  readTables,
  readTests,
  readWrittenRows,
} from './testing/read-fixture.ts'
import { killAll, spawnServer } from './testing/spawn-server.ts'
import { dumpDatabase, loadDump } from './testing/sql-dump.ts'
import { startStudio, type TestStudio } from './testing/studio.ts'

const fixtures = join(import.meta.dirname, 'store', 'sqlite', 'fixtures')
const root = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
afterAll(() => {
  killAll()
  rmSync(root, { recursive: true, force: true })
})
let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(root, 'data-'))
})

const load = (kind: string, step: string): void =>
  loadDump(join(dataDir, `${kind}.sqlite`), readFileSync(join(fixtures, `${kind}-${step}.sql`), 'utf8'))
const dump = (kind: string): string => dumpDatabase(join(dataDir, `${kind}.sqlite`))
const start = (): Promise<TestStudio> =>
  startStudio({
    dataDir,
    environment: { STUDIO_SECRET: 'the secret of all fixtures' },
    now: () => new Date('2026-11-26T12:00:00.000Z'),
  })

it('there is a database of each migration; testing/make-fixture.ts makes one of a new one', () => {
  const names = (kind: string, migrations: object) => Object.keys(migrations).map((step) => `${kind}-${step}.sql`)
  const expected = [...names('calls', callMigrations), ...names('studio', studioMigrations)]
  expect(readdirSync(fixtures).sort()).toEqual(expected.sort())
})

describe.each(Object.keys(studioMigrations))('a studio.sqlite of %s', (step) => {
  it('can be read and answers calls', async () => {
    load('studio', step)
    const studio = await start()
    try {
      await readFlows(studio)
      if (step >= '0002') await readTables(studio)
      if (step >= '0003') await readRecordings(studio)
      if (step >= '0004') await readWrittenRows(studio)
      if (step >= '0005') await readSwitches(studio)
      if (step >= '0008') expect(await studio.api('GET', '/settings')).toMatchObject({ settings: { callLogDays: 7 } })
      if (step >= '0009') await readTests(studio)
    } finally {
      await studio.stop()
    }
  })
})

it.each(Object.keys(callMigrations))('a calls.sqlite of %s can be read', async (step) => {
  load('calls', step)
  const studio = await start()
  try {
    const { calls, log } = await studio.api<{ calls: { id: string; callId: string }[]; log: object }>('GET', '/calls')
    expect(calls.map(({ callId }) => callId)).toEqual(
      ['call-4', 'call-3', 'call-2', '', 'call-1'].slice(3 - Object.keys(callMigrations).indexOf(step)),
    )
    for (const { id } of calls) await studio.api('GET', `/calls/${id}`)
    const summaries = await studio.api<{ calls: { callId: string }[] }>('GET', '/calls/summaries')
    expect(summaries.calls.map(({ callId }) => callId)).toEqual(calls.map(({ callId }) => callId))
    expect(log).toMatchObject({ problem: null, setAside: null })
  } finally {
    await studio.stop()
  }
})

describe('the copy before an upgrade', () => {
  it.each([
    ...Object.keys(studioMigrations).map((step) => ['studio', step] as const),
    ...Object.keys(callMigrations).map((step) => ['calls', step] as const),
  ])('brings %s.sqlite of %s back', async (kind, step) => {
    load(kind, step)
    const before = dump(kind)
    const studio = await start()
    await studio.api('GET', '/calls')
    await studio.stop()
    const copies = copiesIn(dataDir)
    const isNewest = step === Object.keys(kind === 'studio' ? studioMigrations : callMigrations).at(-1)
    expect(copies).toEqual(isNewest ? [] : [expect.stringContaining(`-${step}.sqlite`)])
    const [copy] = copies
    if (copy === undefined) return
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    const upgraded = dump(kind)
    const { path, replaced } = restoreCopy(dataDir, copy)
    expect(path).toBe(join(dataDir, `${kind}.sqlite`))
    expect(dump(kind)).toBe(before)
    expect(dumpDatabase(replaced ?? '')).toBe(upgraded)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('is made once by servers that start at the same time, and the oldest makes room', async () => {
    load('studio', '0003-recordings')
    const copies = join(dataDir, 'copies')
    mkdirSync(copies)
    for (const day of [1, 2, 3]) loadDump(join(copies, `studio-2026-01-0${day}T00-00-00-000Z-0002.sqlite`), 'select 1')
    const servers = await Promise.all([1, 2, 3].map(() => spawnServer({ dataDir })))
    for (const { kill } of servers) await kill('SIGTERM')
    expect(readdirSync(copies).sort()).toEqual([
      'studio-2026-01-02T00-00-00-000Z-0002.sqlite',
      'studio-2026-01-03T00-00-00-000Z-0002.sqlite',
      expect.stringMatching(/^studio-.*-0003-recordings\.sqlite$/),
    ])
  })
})

describe('a restore', () => {
  it('is refused while a server runs', async () => {
    load('studio', '0006-changes')
    const studio = await start()
    const [copy = ''] = copiesIn(dataDir)
    expect(() => restoreCopy(dataDir, copy)).toThrow(`A server uses ${dataDir}. Stop it, restore, and start it again.`)
    expect((await studio.send('/readyz')).status).toBe(200)
    await studio.stop()
  })

  it('takes the place of a damaged file, with its log of changes', () => {
    load('studio', '0006-changes')
    const copy = join(dataDir, 'kept.sqlite')
    loadDump(copy, readFileSync(join(fixtures, 'studio-0005-switches.sql'), 'utf8'))
    const database = new Database(join(dataDir, 'studio.sqlite'))
    database.exec('pragma journal_mode = WAL; create table x (y)')
    database.close()
    const file = join(dataDir, 'studio.sqlite')
    rmSync(file)
    loadDump(`${file}-wal`, 'create table z (y)')
    mkdirSync(join(dataDir, 'copies'))
    restoreCopy(dataDir, copy)
    expect(dump('studio')).toBe(dumpDatabase(copy))
    expect(existsSync(`${file}-wal`)).toBe(false)
  })

  it('refuses what is no copy, and leaves the database as it is', () => {
    load('studio', '0006-changes')
    const before = dump('studio')
    const other = join(dataDir, 'other.sqlite')
    loadDump(other, 'create table notes (text)')
    expect(() => restoreCopy(dataDir, other)).toThrow(`${other} is no database of Callflow Studio.`)
    expect(() => restoreCopy(dataDir, join(fixtures, 'studio-0001-flows.sql'))).toThrow('file is not a database')
    expect(() => restoreCopy(dataDir, join(dataDir, 'missing'))).toThrow('There is no file')
    expect(dump('studio')).toBe(before)
  })
})

describe('a database of a newer version', () => {
  it('ends the start with one sentence and is left as it is', async () => {
    load('studio', '0007-flow-summaries')
    load('calls', '0003-variables-and-look-ups')
    const path = join(dataDir, 'studio.sqlite')
    const database = new Database(path)
    database.exec(`insert into kysely_migration values ('9999-later', '2027-01-01T00:00:00.000Z')`)
    database.close()
    const before = dump('studio')
    const failure = await spawnServer({ dataDir }).then(
      () => new Error('It started.'),
      (error: Error) => error,
    )
    expect(failure.message.trim()).toBe(
      `${path} cannot be opened: it is of a newer Callflow Studio (9999-later). Start that version, or a newer one.`,
    )
    expect(failure.cause).toBe(1)
    expect(dump('studio')).toBe(before)
    expect(readdirSync(dataDir).filter((name) => name.includes('broken'))).toEqual([])
  })
})
