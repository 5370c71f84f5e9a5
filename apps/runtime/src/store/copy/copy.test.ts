/** The whole of a studio, copied from one place to another. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { copyDatabase } from '../../maintenance.ts'
import { dumpDatabase, loadDump } from '../../testing/sql-dump.ts'
import { startStudio } from '../../testing/studio.ts'
import { openCopySource, openCopyTarget } from '../sqlite/copy-ends.ts'
import { COPIED_TABLES } from './copied-tables.ts'
import type { CopyTarget } from './copy-ends.ts'
import { type CopyProgress, copyRows } from './copy-rows.ts'

const root = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const fixtures = join(import.meta.dirname, '..', 'sqlite', 'fixtures')
const newest = (kind: string): string =>
  readFileSync(
    join(
      fixtures,
      readdirSync(fixtures)
        .filter((name) => name.startsWith(kind))
        .sort()
        .at(-1) ?? '',
    ),
    'utf8',
  )

let from = ''
let to = ''
beforeEach(() => {
  from = mkdtempSync(join(root, 'from-'))
  to = join(mkdtempSync(join(root, 'to-')), 'data')
  loadDump(join(from, 'studio.sqlite'), newest('studio'))
  loadDump(join(from, 'calls.sqlite'), newest('calls'))
})

/** All rows, without when the tables were made, and which requests wait to become part of calls. */
const rowsIn = (dataDir: string): string[] =>
  ['studio.sqlite', 'calls.sqlite'].map((file) =>
    dumpDatabase(join(dataDir, file))
      .split('\n')
      .filter(
        (line) => line.startsWith('insert') && !line.includes('"kysely_migration"') && !line.includes('"call_pending"'),
      )
      .join('\n'),
  )

const copy = (onProgress: (progress: CopyProgress) => void = () => undefined) =>
  copyDatabase({ from, to, secrets: [], onProgress })

function change(dataDir: string, statements: string): void {
  const database = new Database(join(dataDir, 'studio.sqlite'))
  database.exec(statements)
  database.close()
}

describe('from one folder to another', () => {
  it('copies every row of every table, and the numbers that are never given twice', async () => {
    change(from, `delete from table_generations where id = 3`)
    const { tables } = await copy()
    expect(rowsIn(to)).toEqual(rowsIn(from))
    const stored = dumpDatabase(join(from, 'studio.sqlite')) + dumpDatabase(join(from, 'calls.sqlite'))
    const names = [...stored.matchAll(/^create table "?(\w+)/gim)].map(([, name]) => name ?? '')
    // Calls are made of their requests again.
    const madeAgain = ['calls', 'call_flows', 'call_pending', 'call_traffic', 'table_cells']
    const apart = new Set(['kysely_migration', 'kysely_migration_lock', 'epoch_counter', ...madeAgain])
    expect(tables.map(({ table }) => table).sort()).toEqual(
      [...new Set(names)].filter((name) => !apart.has(name)).sort(),
    )
    expect(tables.every(({ rows, written }) => rows > 0 && written === rows)).toBe(true)
  })

  it('copies every column that there is', async () => {
    await copy()
    for (const { name, columns } of COPIED_TABLES) {
      const database = new Database(join(to, name === 'call_requests' ? 'calls.sqlite' : 'studio.sqlite'))
      const stored = database.prepare('select name from pragma_table_info(?)').pluck().all(name)
      expect([name, Object.keys(columns).sort()]).toEqual([name, stored.sort()])
      database.close()
    }
  })

  it('changes nothing the second time', async () => {
    const first = await copy()
    const second = await copy()
    expect(second.tables.map(({ table, rows, digest }) => ({ table, rows, digest }))).toEqual(
      first.tables.map(({ table, rows, digest }) => ({ table, rows, digest })),
    )
    expect(second.tables.every(({ written }) => written === 0)).toBe(true)
  })

  it('continues a copy that was cut off', async () => {
    const cut = new Error('cut off')
    await expect(
      copy(({ table }) => {
        if (table === 'table_rows') throw cut
      }),
    ).rejects.toBe(cut)
    expect(rowsIn(to)).not.toEqual(rowsIn(from))
    await copy()
    expect(rowsIn(to)).toEqual(rowsIn(from))
  })

  it('is no database that a server starts on, or that is copied, until it is complete', async () => {
    const cut = new Error('cut off')
    await expect(
      copy(({ table }) => {
        if (table === 'switches') throw cut
      }),
    ).rejects.toBe(cut)
    const sentence = `${join(to, 'studio.sqlite')} cannot be opened: it is an unfinished copy. Run the same callflow db copy again: it continues.`
    await expect(startStudio({ dataDir: to })).rejects.toThrow(sentence)
    await expect(copyDatabase({ from: to, to: `${to}-2`, secrets: [], onProgress: () => undefined })).rejects.toThrow(
      sentence,
    )
    await copy()
    await (await startStudio({ dataDir: to })).stop()
  })

  it('takes the place of other data where it is asked to, which is kept', async () => {
    await copy()
    change(to, `update flows set name = 'Another' where id = 'f1'`)
    const before = rowsIn(to)
    const { replaced } = await copyDatabase({ from, to, secrets: [], isReplaced: true, onProgress: () => undefined })
    expect(rowsIn(to)).toEqual(rowsIn(from))
    const kept = join(root, `kept-${Date.now()}`)
    mkdirSync(kept)
    for (const [index, file] of ['studio.sqlite', 'calls.sqlite'].entries())
      copyFileSync(replaced[index] ?? '', join(kept, file))
    expect(rowsIn(kept)).toEqual(before)

    const studio = await startStudio({ dataDir: to })
    await expect(
      copyDatabase({ from, to, secrets: [], isReplaced: true, onProgress: () => undefined }),
    ).rejects.toThrow(`A server uses ${to}. Stop it, copy, and start it again.`)
    await studio.stop()
  })

  it('refuses a folder that holds other data, and leaves it as it is', async () => {
    await copy()
    change(to, `update flows set name = 'Another' where id = 'f1'`)
    const before = rowsIn(to)
    await expect(copy()).rejects.toThrow(
      `${to} holds other data (flows). Copy to an empty one, or replace what is there with --replace.`,
    )
    change(
      from,
      `delete from flow_summaries; delete from recordings; update flows set name = 'Another' where id = 'f1'`,
    )
    await expect(copy()).rejects.toThrow(`${to} holds other data (flow summaries).`)
    expect(rowsIn(to)).toEqual(before)
  })

  it('finds a row that was not written', async () => {
    const [source, target] = [openCopySource(from), await openCopyTarget(to)]
    const forgetful: CopyTarget = {
      ...target,
      write: (table, rows) => target.write(table, table.name === 'switches' ? rows.slice(1) : rows),
    }
    await expect(copyRows(source, forgetful, to, () => undefined)).rejects.toThrow(
      `${to} does not hold what was copied (switches). Empty it and copy again while no server uses it.`,
    )
    await target.close()
    await source.close()
  })

  it('finds a cell that is missing in the index', async () => {
    await copy()
    change(to, `delete from table_cells where value = 'Alice'`)
    await expect(copy()).rejects.toThrow('does not hold what was copied (table rows)')
  })

  it('reads what there was when it began while a server writes', async () => {
    const before = rowsIn(from)
    const database = new Database(join(from, 'studio.sqlite'))
    database.pragma('journal_mode = WAL')
    await copy(({ table, done }) => {
      if (table === 'flows' && done === 0) database.exec(`update switches set name = 'Renamed meanwhile'`)
    })
    database.close()
    expect(rowsIn(to)).toEqual(before)
    expect(rowsIn(from)).not.toEqual(before)
  })

  it('copies recordings and the secret beside the databases', async () => {
    writeFileSync(join(from, 'studio-secret'), 'the secret of all fixtures\n')
    mkdirSync(join(from, 'recordings'))
    writeFileSync(join(from, 'recordings', 'r1.mp3'), 'sound')
    writeFileSync(join(from, 'recordings', 'r9.mp3.x.part'), 'half a sound')
    expect((await copy()).recordings).toBe(1)
    expect(readdirSync(join(to, 'recordings'))).toEqual(['r1.mp3'])
    expect(readFileSync(join(to, 'studio-secret'), 'utf8')).toBe('the secret of all fixtures\n')
    expect((await copy()).recordings).toBe(0)
    writeFileSync(join(from, 'studio-secret'), 'another one that nobody knows\n')
    await expect(copy()).rejects.toThrow('is another secret than')
  })

  it('takes a call log that a server has just begun to make for an empty one', async () => {
    rmSync(join(from, 'calls.sqlite'))
    loadDump(join(from, 'calls.sqlite'), 'pragma journal_mode = WAL')
    expect((await copy()).tables.at(-1)).toMatchObject({ table: 'call_requests', rows: 0 })
    rmSync(join(from, 'calls.sqlite'))
    await copy()
  })

  it('refuses a folder without a database, one of an older version, and the same place', async () => {
    await expect(copyDatabase({ from: to, to: from, secrets: [], onProgress: () => undefined })).rejects.toThrow(
      `There is no studio.sqlite in ${to}.`,
    )
    await expect(copyDatabase({ from, to: `${from}/.`, secrets: [], onProgress: () => undefined })).rejects.toThrow(
      'the same place',
    )
    change(from, `delete from kysely_migration where name >= '0007'`)
    await expect(copy()).rejects.toThrow('is of an older Callflow Studio. Start this version on it once')
    change(from, `insert into kysely_migration values ('0007-flow-summaries', ''), ('9999-later', '')`)
    await expect(copy()).rejects.toThrow(
      'is of a newer Callflow Studio (9999-later). Start that version, or a newer one.',
    )
  })

  it('refuses a target that a server uses', async () => {
    await copy()
    const server = new Database(join(to, 'studio.sqlite'))
    server.pragma('journal_mode = WAL')
    server.prepare('select count(*) from flows').get()
    await expect(copy()).rejects.toThrow('Another program holds it. End that program and start again.')
    server.close()
  }, 20_000)
})
