import { setTimeout as wait } from 'node:timers/promises'
import type { Database as SqliteDatabase } from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { isBusy, NewerVersionError } from '../storage-error.ts'
import { makeCopy } from './copies.ts'

/** As long as a server waits for another one that brings the same file up to date, a copy of a large log included. */
const PATIENCE_MS = 60_000
const RETRY_AFTER_MS = 100

/** A file and the steps that bring it up to date. */
export interface MigratedFile {
  dataDir: string
  file: string
  migrations: Record<string, Migration>
}

/**
 * Brings a database up to date, in one transaction: of several servers that start at once, one does. A copy of what was there
 * before is kept in the folder `copies`.
 * @throws if a migration fails, and nothing is changed: a server must not start on a half-known database.
 */
export async function migrate<Tables>(database: Kysely<Tables>, migrated: MigratedFile): Promise<void> {
  const { migrations } = migrated
  const count = Object.keys(migrations).length
  for (const begun = performance.now(); ; await wait(RETRY_AFTER_MS)) {
    try {
      if ((await listDone(database, migrations)).length === count) return
      await database.transaction().execute(async (tx) => {
        const done = await listDone(tx, migrations)
        const last = done.at(-1)
        if (last !== undefined && done.length < count) makeCopy(migrated, last)
        const { error } = await new Migrator({
          db: tx,
          provider: { getMigrations: async () => migrations },
        }).migrateToLatest()
        if (error !== undefined) throw error instanceof Error ? error : new Error(String(error))
      })
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() - begun > PATIENCE_MS) throw error
    }
  }
}

/** @returns the steps that were done, in their order */
async function listDone<Tables>(database: Kysely<Tables>, migrations: MigratedFile['migrations']): Promise<string[]> {
  const { rows: tables } = await sql`${sql.raw(FIND_TABLE)}`.execute(database)
  if (tables.length === 0) return []
  const { rows } = await sql<{ name: string }>`${sql.raw(LIST_DONE)}`.execute(database)
  return refuseNewer(rows, migrations)
}

/**
 * The steps that were done to a file, which is only read.
 * @throws NewerVersionError
 */
export function readVersion(database: SqliteDatabase, migrations: MigratedFile['migrations']): string[] {
  if (database.prepare(FIND_TABLE).get() === undefined) return []
  return refuseNewer(database.prepare<[], { name: string }>(LIST_DONE).all(), migrations)
}

const FIND_TABLE = `select name from sqlite_master where type = 'table' and name = 'kysely_migration'`
const LIST_DONE = 'select name from kysely_migration order by name'

function refuseNewer(done: readonly { name: string }[], migrations: MigratedFile['migrations']): string[] {
  const unknown = done.find(({ name }) => !Object.hasOwn(migrations, name))
  if (unknown) throw new NewerVersionError(unknown.name)
  return done.map(({ name }) => name)
}
