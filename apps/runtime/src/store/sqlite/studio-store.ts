/** Flows, versions and activations: opened once, passed to whoever needs them. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { DatabaseFileError, isDiskFull, openSqlite, openSqliteReader, queriesOver, STUDIO_FILE } from './database.ts'
import { migrate } from './migrate.ts'
import { studioMigrations } from './migrations/studio.ts'
import { createRowReader, createRowsReader, type ReadRow, type ReadRows } from './row-reader.ts'
import { createRowWriter, type WriteRows } from './row-writer.ts'
import type { StudioTables } from './tables.ts'

export type StudioQueries = Kysely<StudioTables>

export interface StudioStore {
  queries: StudioQueries
  /** All of it or nothing; on disk when the promise is fulfilled. */
  inTransaction: <T>(work: (queries: StudioQueries) => Promise<T>) => Promise<T>
  /** A published document's text, read at once: for a call that needs a version which is not in memory. */
  readVersion: (flowId: string, version: number) => string | null
  /** A row of a table, read at once. */
  readRow: ReadRow
  /** The rows of a table, read at once: for short ones. */
  readRows: ReadRows
  /** Changes rows of live tables for calls: a write to the log of changes, which nothing waits for to reach the disk. */
  writeRows: WriteRows
  /** @throws if the database cannot be read, or is not the file in the folder any more. */
  ping: () => void
  /** @throws DatabaseFileError if the file was removed or replaced: whatever is written now is gone with the next start. */
  checkFile: () => void
  close: () => Promise<void>
}

/**
 * Opens `studio.sqlite` in this folder and brings it up to date.
 * @param onTrouble told where the disk has no room: what is stored can be read, and changes fail until the next start
 * @throws DatabaseFileError
 */
export async function openStudioStore(
  dataDir: string,
  onTrouble: (message: string) => void = () => undefined,
): Promise<StudioStore> {
  try {
    return await openStore(dataDir, false)
  } catch (error) {
    if (!(error instanceof DatabaseFileError) || !isDiskFull(error.code)) throw error
    const store = await openStore(dataDir, true).catch(() => {
      throw error // what was wrong at first says what to do
    })
    onTrouble(`${error.message} Calls are answered with what is stored.`)
    return store
  }
}

async function openStore(dataDir: string, alone: boolean): Promise<StudioStore> {
  const database = openSqlite(dataDir, STUDIO_FILE, { synchronous: 'FULL', waits: false, alone })
  const queries = queriesOver<StudioTables>(database)
  let reader = database
  let writer = database
  try {
    await migrate(queries, studioMigrations)
    if (!alone) {
      reader = openSqliteReader(dataDir, STUDIO_FILE)
      writer = openSqlite(dataDir, STUDIO_FILE, { synchronous: 'NORMAL', waits: false, quick: true })
    }
  } catch (error) {
    await queries.destroy()
    throw new DatabaseFileError(join(dataDir, STUDIO_FILE), error)
  }
  const documentOf = reader.prepare<[string, number], { document: string }>(
    'select document from versions where flow_id = ? and version = ?',
  )
  const one = reader.prepare('select 1')
  const path = join(dataDir, STUDIO_FILE)
  const opened = statSync(path)
  const checkFile = (): void => {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.ino === opened.ino && found.dev === opened.dev) return
    const why = found ? 'another file has taken its place' : 'it was removed'
    throw new DatabaseFileError(path, Object.assign(new Error(why), { code: 'SQLITE_CANTOPEN' }))
  }
  return {
    queries,
    inTransaction: (work) => queries.transaction().execute(work),
    readVersion: (flowId, version) => documentOf.get(flowId, version)?.document ?? null,
    readRow: createRowReader(reader),
    readRows: createRowsReader(reader),
    writeRows: createRowWriter(writer),
    ping() {
      checkFile()
      one.get()
    },
    checkFile,
    async close() {
      reader.close()
      if (writer !== database) writer.close()
      await queries.destroy()
    },
  }
}
