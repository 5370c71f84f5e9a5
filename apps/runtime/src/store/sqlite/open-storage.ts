/** `studio.sqlite`: everything but the call log. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { storesOver } from '../sql/stores-over.ts'
import type { StudioTables } from '../sql/tables.ts'
import type { Storage } from '../storage.ts'
import { DatabaseFileError, isFull } from '../storage-error.ts'
import { openSqlite, openSqliteReader, queriesOver, refuseUnfinished, STUDIO_FILE } from './database.ts'
import { SQLITE } from './dialect.ts'
import { migrate } from './migrate.ts'
import { studioMigrations } from './migrations/studio.ts'
import { createRowReader, createRowsReader } from './row-reader.ts'
import { createRowWriter } from './row-writer.ts'

/**
 * Opens `studio.sqlite` in this folder and brings it up to date.
 * @param onProblem told where the disk has no room: what is stored can be read, and changes fail until the next start
 * @throws DatabaseFileError
 */
export async function openStorage(
  dataDir: string,
  onProblem: (message: string) => void = () => undefined,
): Promise<Storage> {
  try {
    return await open(dataDir, false)
  } catch (error) {
    if (!(error instanceof DatabaseFileError) || !isFull(error)) throw error
    const storage = await open(dataDir, true).catch(() => {
      throw error // the first error says what to do
    })
    onProblem(`${error.message} Calls are answered with what is stored.`)
    return storage
  }
}

async function open(dataDir: string, alone: boolean): Promise<Storage> {
  const database = openSqlite(dataDir, STUDIO_FILE, { synchronous: 'FULL', waits: false, alone })
  const queries = queriesOver<StudioTables>(database)
  let reader = database
  let writer = database
  try {
    refuseUnfinished(database)
    await migrate(queries, { dataDir, file: STUDIO_FILE, migrations: studioMigrations })
    if (!alone) {
      reader = openSqliteReader(dataDir, STUDIO_FILE)
      writer = openSqlite(dataDir, STUDIO_FILE, { synchronous: 'NORMAL', waits: false, quick: true })
    }
  } catch (error) {
    await queries.destroy()
    database.close() // which was never asked, where it is an unfinished copy
    throw new DatabaseFileError(join(dataDir, STUDIO_FILE), error)
  }
  const documentOf = reader.prepare<[string, number], { document: string }>(
    'select document from versions where flow_id = ? and version = ?',
  )
  const one = reader.prepare('select 1')
  const dataVersion = reader.prepare<[], { data_version: number }>('pragma data_version')
  let seen = dataVersion.get()?.data_version
  const check = watchFile(join(dataDir, STUDIO_FILE))
  return {
    ...storesOver(queries, SQLITE),
    transaction: (work) => queries.transaction().execute((transaction) => work(storesOver(transaction, SQLITE))),
    readVersion: (flowId, version) => documentOf.get(flowId, version)?.document ?? null,
    readRow: createRowReader(reader),
    readRows: createRowsReader(reader),
    writeRows: createRowWriter(writer),
    hasNews() {
      const before = seen
      seen = dataVersion.get()?.data_version
      return seen !== before
    },
    ping() {
      check()
      one.get()
    },
    check,
    canBeAway: false,
    async close() {
      if (reader !== database) reader.close()
      if (writer !== database) writer.close()
      await queries.destroy()
    },
  }
}

/** @returns throws a DatabaseFileError once the file was removed or replaced: what is written then is gone with the next start */
function watchFile(path: string): () => void {
  const opened = statSync(path)
  return () => {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.ino === opened.ino && found.dev === opened.dev) return
    const why = found ? 'another file has taken its place' : 'it was removed'
    throw new DatabaseFileError(path, Object.assign(new Error(why), { code: 'SQLITE_CANTOPEN' }))
  }
}
