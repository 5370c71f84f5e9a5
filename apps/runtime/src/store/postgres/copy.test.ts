/** A studio that moves from SQLite to PostgreSQL, and back. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { copyDatabase } from '../../maintenance.ts'
import { TEST_PREFIX } from '../../testing/postgres-server.ts'
import { dumpDatabase, loadDump } from '../../testing/sql-dump.ts'
import { startStudio } from '../../testing/studio.ts'
import { ask } from '../../testing/test-store.ts'
import { COPIED_TABLES } from '../copy/copied-tables.ts'
import { type CopyProgress, copyRows } from '../copy/copy-rows.ts'
import { openCopyTarget as openSqliteTarget } from '../sqlite/copy-ends.ts'
import { openCopySource } from './copy-ends.ts'

const SECRET = 'the secret of all fixtures'
const server = inject('postgresUrl') ?? ''
const root = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const fixtures = join(import.meta.dirname, '..', 'sqlite', 'fixtures')
const newest = (kind: string): string => {
  const names = readdirSync(fixtures).filter((name) => name.startsWith(kind))
  return readFileSync(join(fixtures, names.sort().at(-1) ?? ''), 'utf8')
}

let folder = ''
let back = ''
let url = ''
let made = 0
beforeEach(async () => {
  if (server === '') return
  folder = mkdtempSync(join(root, 'from-'))
  back = join(mkdtempSync(join(root, 'back-')), 'data')
  loadDump(join(folder, 'studio.sqlite'), newest('studio'))
  loadDump(join(folder, 'calls.sqlite'), newest('calls'))
  url = await makeDatabase()
})

async function makeDatabase(): Promise<string> {
  const name = `${TEST_PREFIX}copy_${process.pid}_${++made}`
  await ask(server, `create database ${name}`)
  const address = new URL(server)
  address.pathname = name
  return address.href
}

const copy = (from: string, to: string, onProgress: (progress: CopyProgress) => void = () => undefined) =>
  copyDatabase({ from, to, secrets: [SECRET], onProgress })

function change(dataDir: string, statements: string, file = 'studio.sqlite'): void {
  const database = new Database(join(dataDir, file))
  database.exec(statements)
  database.close()
}

const rowsIn = (dataDir: string): string[] =>
  ['studio.sqlite', 'calls.sqlite'].flatMap((file) =>
    dumpDatabase(join(dataDir, file))
      .split('\n')
      .filter(
        (line) => line.startsWith('insert') && !line.includes('"kysely_migration"') && !line.includes('"call_pending"'),
      ),
  )

describe.runIf(server)('from SQLite to PostgreSQL', () => {
  it('and back gives the same rows', async () => {
    const there = await copy(folder, url)
    expect(there.tables.every(({ rows, written }) => rows > 0 && written === rows)).toBe(true)
    const home = await copy(url, back)
    expect(home.tables).toEqual(there.tables)
    expect(rowsIn(back)).toEqual(rowsIn(folder))
    expect([there.recordings, home.recordings]).toEqual([null, null])
  })

  it('copies every column that there is', async () => {
    await copy(folder, url)
    const stored = await ask<{ name: string; columns: string[] }>(
      url,
      `select table_name as name, array_agg(column_name::text order by column_name::text collate "C") as columns
       from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER' group by table_name`,
    )
    for (const { name, columns } of COPIED_TABLES)
      expect(stored.find((table) => table.name === name)?.columns).toEqual(Object.keys(columns).sort())
    const others = stored.filter(({ name }) => !COPIED_TABLES.some((table) => name.startsWith(table.name)))
    expect(others.map(({ name }) => name).sort()).toEqual([
      'call_flows',
      'call_pending',
      'call_traffic',
      'call_words',
      'calls',
      'epoch_counter',
      'studio_migration_lock',
      'studio_migrations',
      'studio_settings',
      'table_cells',
    ])
  })

  it('and to another PostgreSQL gives the same rows', async () => {
    const there = await copy(folder, url)
    const other = await makeDatabase()
    expect((await copy(url, other)).tables).toEqual(there.tables)
    expect((await copy(other, url)).tables).toEqual(there.tables.map((table) => ({ ...table, written: 0 })))
  })

  it('servers go on with it: calls, tables, secrets and the log, and new rows take new numbers', async () => {
    await copy(folder, url)
    const studio = await startStudio({
      environment: { DATABASE_URL: url, STUDIO_SECRET: SECRET },
      now: () => new Date('2026-11-26T12:00:00.000Z'),
    })
    try {
      const answer = await studio.send('/pivot/key-of-the-front-desk-01', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ 'Call-ID': 'a', 'Account-ID': 'b' }),
      })
      expect(JSON.parse(answer.text).data.text).toBe('Hello again.')
      const { secrets } = await studio.api<{ secrets: object[] }>('GET', '/secrets')
      expect(secrets).toEqual([
        expect.objectContaining({ name: 'crm', isReadable: true }),
        expect.objectContaining({ name: 'erp', isReadable: true }),
      ])
      await studio.api('POST', '/tables/t1/rows', { values: { number: '+14155550102', name: 'Carol' } }, 201)
      const table = { name: 'New', columns: [{ name: 'key', type: 'text' }], keyColumn: 'key' }
      const { id } = await studio.api('POST', '/tables', table, 201)
      await studio.api('POST', `/tables/${id}/rows`, { values: { key: 'A' } }, 201)
      const { rows } = await studio.api<{ rows: { values: { name: string } }[] }>('GET', '/tables/t1/rows')
      expect(rows.map(({ values }) => values.name)).toEqual(['Alice', 'Bobby', 'Carol'])
      await expect
        .poll(async () => {
          const { calls } = await studio.api<{ calls: { callId: string }[] }>('GET', '/calls')
          return calls.map(({ callId }) => callId)
        })
        .toEqual(['a', 'call-4', 'call-3', 'call-2', '', 'call-1'])
    } finally {
      await studio.stop()
    }
    expect(await ask(url, 'select max(id) as id from table_generations')).toEqual([{ id: 4 }])
    await copy(url, back)
    expect(rowsIn(back).filter((row) => row.startsWith('insert into "call_requests"'))).toHaveLength(6)
    expect(rowsIn(back)).toContain(`insert into sqlite_sequence values ('table_generations', 4);`)
  })

  it('changes nothing the second time, and continues what was cut off', async () => {
    const cut = new Error('cut off')
    await expect(
      copy(folder, url, ({ table, done }) => {
        if (table === 'table_writes' && done === 0) throw cut
      }),
    ).rejects.toBe(cut)
    const rest = await copy(folder, url)
    expect(rest.tables.filter(({ written }) => written > 0).map(({ table }) => table)).toEqual([
      'table_writes',
      'call_requests',
    ])
    const again = await copy(folder, url)
    expect(again.tables).toEqual(rest.tables.map((table) => ({ ...table, written: 0 })))
  })

  it('stores what PostgreSQL cannot hold as its servers would, and finds it the same', async () => {
    const long = 'x'.repeat(3000)
    change(
      folder,
      `update flows set name = 'Front' || char(0) || 'desk' where id = 'f1';
       update switches set until = '2026-12-24T01:00:00+01:00' where id = 's1';
       update table_rows set cells = '{"c2":"\\ud800 and \\u0000","c1":"${long}"}' where id = 1;
       delete from table_cells where id = 1;
       insert into table_cells values (1, 'c1', '${long}', 1, 1), (1, 'c2', 'as it may be', 1, 1);`,
    )
    change(folder, `update call_requests set request_body = 'a' || char(0), took_ms = 1e-7`, 'calls.sqlite')
    const there = await copy(folder, url)
    expect((await copy(folder, url)).tables).toEqual(there.tables.map((table) => ({ ...table, written: 0 })))
    expect(await ask(url, `select name from flows where id = 'f1'`)).toEqual([{ name: 'Front\uFFFDdesk' }])
    expect(await ask(url, `select until from switches where id = 's1'`)).toEqual([
      { until: '2026-12-24T00:00:00.000Z' },
    ])
    expect(await ask(url, `select value from table_cells where id = 1 order by column_id`)).toEqual([
      { value: expect.stringMatching(/^sha256 [0-9a-f]{64}$/) },
      { value: '\uFFFD and \uFFFD' },
    ])
    await copy(url, back)
    const database = new Database(join(back, 'studio.sqlite'), { readonly: true })
    expect(database.prepare('select value from table_cells where id = 1 order by column_id').pluck().all()).toEqual([
      long,
      '\uFFFD and \uFFFD',
    ])
    database.close()
  })

  it('is no database that servers start on, or that is copied, until it is complete', async () => {
    const starting = () => startStudio({ environment: { DATABASE_URL: url, STUDIO_SECRET: SECRET } })
    const cut = new Error('cut off')
    await expect(
      copy(folder, url, ({ table, done }) => {
        if (table === 'switches' && done === 0) throw cut
      }),
    ).rejects.toBe(cut)
    const sentence = 'is an unfinished copy. Run the same callflow db copy again: it continues.'
    await expect(starting()).rejects.toThrow(`DATABASE_URL: the database ${new URL(url).pathname.slice(1)} ${sentence}`)
    await expect(copy(url, back)).rejects.toThrow(sentence)
    await copy(folder, url)
    await (await starting()).stop()
  })

  it('takes the place of other data where it is asked to, also of an older version with another secret', async () => {
    await ask(url, readFileSync(join(import.meta.dirname, 'fixtures', '0002-call-log.sql'), 'utf8'))
    await ask(url, `update flows set name = 'Another' where id = 'f1'`)
    const options = { from: folder, to: url, secrets: ['another secret than theirs'], onProgress: () => undefined }
    await expect(copyDatabase(options)).rejects.toThrow('is of an older Callflow Studio.')
    const { tables } = await copyDatabase({ ...options, isReplaced: true })
    expect(tables.every(({ rows, written }) => rows > 0 && written === rows)).toBe(true)
    expect((await copyDatabase(options)).tables.every(({ written }) => written === 0)).toBe(true)
  })

  it('copies what there was when it began while servers write', async () => {
    await copy(folder, url)
    const source = await openCopySource(url, null)
    await ask(url, `update switches set name = 'Renamed meanwhile'`)
    const target = await openSqliteTarget(back)
    await copyRows(source, target, back, () => undefined)
    await target.close()
    await source.close()
    expect(rowsIn(back)).toEqual(rowsIn(folder))
  })
})

describe.runIf(server)('a copy is refused', () => {
  it('where the database holds other data', async () => {
    await copy(folder, url)
    change(folder, `update flows set name = 'Another' where id = 'f1'`)
    await expect(copy(folder, url)).rejects.toThrow(`${url} holds other data (flows). Copy to an empty one`)
    await expect(copy(url, folder)).rejects.toThrow(`${folder} holds other data (flows). Copy to an empty one`)
    await expect(copy(url, `${url}?sslmode=disable`)).rejects.toThrow('name the same place')
  })

  it('while servers use the target', async () => {
    const studio = await startStudio({ environment: { DATABASE_URL: url, STUDIO_SECRET: SECRET } })
    await expect(copy(folder, url)).rejects.toThrow('Stop them, copy, and start them again.')
    await studio.stop()
  })

  it('without the secret, or with another one', async () => {
    const without = copyDatabase({ from: folder, to: url, secrets: [], onProgress: () => undefined })
    await expect(without).rejects.toThrow('STUDIO_SECRET is not set.')
    await copy(folder, url)
    const other = { secrets: ['another secret than theirs'], onProgress: () => undefined }
    const sentence = 'STUDIO_SECRET: the other servers of this database have another one.'
    await expect(copyDatabase({ ...other, from: folder, to: url })).rejects.toThrow(sentence)
    await expect(copyDatabase({ ...other, from: url, to: back })).rejects.toThrow(sentence)
    writeFileSync(join(folder, 'studio-secret'), `${SECRET}\n`)
    await expect(copyDatabase({ ...other, from: folder, to: url })).rejects.toThrow('STUDIO_SECRET does not hold')
    await copyDatabase({ from: folder, to: url, secrets: [], onProgress: () => undefined })
  })

  it.each([
    ['where there is no studio', 'select 1', 'There is no studio in the database'],
    ['from another program', 'create table notes (text text)', 'holds tables of another program, such as notes'],
  ])('%s', async (_, statement, sentence) => {
    await ask(url, statement)
    await expect(copy(url, back)).rejects.toThrow(sentence)
  })

  it('from or to an older or a newer version', async () => {
    await copy(folder, url)
    await ask(url, `insert into studio_migrations values ('9999-later', '')`)
    await expect(copy(url, back)).rejects.toThrow('is of a newer Callflow Studio (9999-later)')
    await expect(copy(folder, url)).rejects.toThrow('is of a newer Callflow Studio (9999-later)')
    await ask(url, `delete from studio_migrations where name >= '0002'`)
    await expect(copy(url, back)).rejects.toThrow('is of an older Callflow Studio. Start this version on it once')
    await expect(copy(folder, url)).rejects.toThrow('is of an older Callflow Studio. Start this version on it once')
  })

  it('with a sentence that holds no password where nobody answers, or where it is no address', async () => {
    await expect(copy(folder, 'postgres://me:hunter2@127.0.0.1:1/callflow')).rejects.toThrow(
      'postgres://me@127.0.0.1:1/callflow: no PostgreSQL answers at 127.0.0.1:1. Check host and port, and that it runs.',
    )
    await expect(copy(folder, 'mysql://me:hunter2@host/callflow')).rejects.toThrow(
      'mysql://me@host/callflow is no address of a database.',
    )
  })
})
