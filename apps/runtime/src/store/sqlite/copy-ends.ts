import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database, { type Database as SqliteDatabase } from 'better-sqlite3'
import { type CanonicalRow, type CanonicalValue, cellsOf, toCanonical } from '../copy/canonical.ts'
import { CALL_REQUESTS, type ColumnKind, type CopiedTable, quoted, TABLE_ROWS } from '../copy/copied-tables.ts'
import type { CopySource, CopyTarget, Counters } from '../copy/copy-ends.ts'
import { MaintenanceError } from '../maintenance-error.ts'
import { DatabaseFileError } from '../storage-error.ts'
import { CALLS_FILE, openSqlite, queriesOver, refuseUnfinished, STUDIO_FILE, setUnfinished } from './database.ts'
import { type MigratedFile, migrate, readVersion } from './migrate.ts'
import { callMigrations } from './migrations/calls.ts'
import { studioMigrations } from './migrations/studio.ts'

/** The two files; no call log where there is none. */
interface Files {
  studio: SqliteDatabase
  calls: SqliteDatabase | null
}

/**
 * Reads a folder as it is now. A server may run on it.
 * @throws MaintenanceError where there is no database, or one of an older version; DatabaseFileError
 */
export function openCopySource(dataDir: string): CopySource {
  const [studio, calls] = filesOf(dataDir).map(openToRead)
  if (!studio) throw new MaintenanceError(`There is no ${STUDIO_FILE} in ${dataDir}. Name the data folder of a studio.`)
  return sourceOver({ studio, calls: calls ?? null })
}

const filesOf = (dataDir: string): MigratedFile[] => [
  { dataDir, file: STUDIO_FILE, migrations: studioMigrations },
  { dataDir, file: CALLS_FILE, migrations: callMigrations },
]

function openToRead({ dataDir, file, migrations }: MigratedFile): SqliteDatabase | null {
  const path = join(dataDir, file)
  if (!existsSync(path)) return null
  let database: SqliteDatabase | null = null
  try {
    database = new Database(path, { readonly: true })
    database.exec('begin') // all that is read from here on is of one moment
    const done = readVersion(database, migrations)
    if (done.length > 0) {
      refuseOlder(path, done, migrations)
      refuseUnfinished(database)
      return database
    }
    database.close() // a server has just begun to make it
    return null
  } catch (error) {
    database?.close()
    throw error instanceof MaintenanceError ? error : new DatabaseFileError(path, error)
  }
}

function refuseOlder(path: string, done: readonly string[], migrations: MigratedFile['migrations']): void {
  if (done.length < Object.keys(migrations).length)
    throw new MaintenanceError(
      `${path} is of an older Callflow Studio. Start this version on it once, which brings it up to date, and copy then.`,
    )
}

/**
 * Opens a folder to write to, and makes what is missing. No server can use it meanwhile.
 * @throws MaintenanceError where there are databases of an older version; DatabaseFileError
 */
export async function openCopyTarget(dataDir: string): Promise<CopyTarget> {
  const opened: SqliteDatabase[] = []
  try {
    for (const migrated of filesOf(dataDir)) opened.push(await openToWrite(migrated))
  } catch (error) {
    for (const database of opened) database.close()
    throw error
  }
  const [studio, calls] = opened
  if (!studio || !calls) throw new Error('Both files are open.')
  return { ...sourceOver({ studio, calls }), ...writesOver({ studio, calls }) }
}

async function openToWrite(migrated: MigratedFile): Promise<SqliteDatabase> {
  const { dataDir, file, migrations } = migrated
  const path = join(dataDir, file)
  const database = openSqlite(dataDir, file, {
    synchronous: 'FULL',
    waits: true,
    alone: true,
    forgets: file === CALLS_FILE,
  })
  try {
    const done = readVersion(database, migrations)
    if (done.length > 0) refuseOlder(path, done, migrations)
    await migrate(queriesOver(database), migrated)
    return database
  } catch (error) {
    database.close()
    throw error instanceof MaintenanceError ? error : new DatabaseFileError(path, error)
  }
}

function sourceOver({ studio, calls }: Files): CopySource {
  const fileOf = (table: CopiedTable): SqliteDatabase | null => (table === CALL_REQUESTS ? calls : studio)
  return {
    count: async (table) =>
      fileOf(table)?.prepare<[], { rows: number }>(`select count(*) as rows from ${table.name}`).get()?.rows ?? 0,
    async read(table, after) {
      const database = fileOf(table)
      if (database === null) return []
      const columns = Object.keys(table.columns).map(quoted).join(', ')
      const key = table.key.map(quoted).join(', ')
      const where = after === null ? '' : `where (${key}) > (${after.map(() => '?').join(', ')})`
      return database
        .prepare<CanonicalValue[], Record<string, unknown>>(
          `select ${columns} from ${table.name} ${where} order by ${key} limit ${table.batch}`,
        )
        .all(...(after ?? []))
        .map((row) => toCanonical(table, row))
    },
    async counters(): Promise<Counters> {
      const epoch = studio.prepare<[], { epoch: number }>('select epoch from epoch_counter').get()?.epoch ?? 0
      const generation = studio.prepare<[], { seq: number }>(LAST_GENERATION).get()?.seq ?? 0
      return { epoch, generation }
    },
    async close() {
      studio.close()
      calls?.close()
    },
  }
}

const LAST_GENERATION = `select seq from sqlite_sequence where name = 'table_generations'`

function writesOver({ studio, calls }: Files & { calls: SqliteDatabase }): Omit<CopyTarget, keyof CopySource> {
  const insertCell = studio.prepare(
    'insert into table_cells (generation, column_id, value, row, id) values (?, ?, ?, ?, ?)',
  )
  return {
    adapt: (_, row) => row,
    async write(table, rows) {
      const database = table === CALL_REQUESTS ? calls : studio
      const [names, kinds] = [Object.keys(table.columns), Object.values(table.columns)]
      const insert = database.prepare(
        `insert into ${table.name} (${names.map(quoted).join(', ')}) values (${names.map(() => '?').join(', ')})`,
      )
      const insertAll = database.transaction(() => {
        for (const row of rows) {
          insert.run(...row.map((value, column) => toStored(kinds[column], value)))
          if (table === TABLE_ROWS) insertCells(row)
        }
      })
      insertAll.immediate()
    },
    setUnfinished: async (isUnfinished) => void setUnfinished(studio, isUnfinished),
    async setCounters({ epoch, generation }) {
      const set = studio.transaction(() => {
        studio.prepare('update epoch_counter set epoch = ?').run(epoch)
        if (generation === 0) return
        const { changes } = studio
          .prepare(`update sqlite_sequence set seq = ? where name = 'table_generations'`)
          .run(generation)
        if (changes === 0) studio.prepare(`insert into sqlite_sequence values ('table_generations', ?)`).run(generation)
      })
      set.immediate()
    },
    countCells: async () =>
      studio.prepare<[], { cells: number }>('select count(*) as cells from table_cells').get()?.cells ?? 0,
  }

  function insertCells(row: CanonicalRow): void {
    for (const { generation, column, value, row: place, id } of cellsOf(row))
      insertCell.run(generation, column, value, place, id)
  }
}

const toStored = (kind: ColumnKind | undefined, value: CanonicalValue): CanonicalValue =>
  kind === 'flag' ? Number(value) : value
