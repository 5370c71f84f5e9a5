/** Puts a copy of a database back in its place. */
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Database, { type Database as SqliteDatabase } from 'better-sqlite3'
import { MaintenanceError } from '../maintenance-error.ts'
import { DatabaseFileError, isBusy } from '../storage-error.ts'
import { COPIES_FOLDER, copyBeside, listCopies, moveDatabase, timeForNames } from './copies.ts'
import { CALLS_FILE, STUDIO_FILE } from './database.ts'

export interface Restored {
  /** The file that was restored. */
  path: string
  /** Where the one before is now; null: there was none. */
  replaced: string | null
}

/**
 * @param copy the path of the copy
 * @throws MaintenanceError where it is no copy, or a server runs; DatabaseFileError
 */
export function restoreCopy(dataDir: string, copy: string): Restored {
  const file = kindOf(copy)
  const path = join(dataDir, file)
  refuseRunning(dataDir, 'restore')
  const restored = copyOf(copy, path)
  const replaced = setAside(dataDir, file)
  renameSync(restored, path)
  return { path, replaced }
}

function copyOf(copy: string, path: string): string {
  const database = new Database(copy, { readonly: true })
  try {
    return copyBeside(database, path)
  } catch (error) {
    throw new DatabaseFileError(path, error)
  } finally {
    database.close()
  }
}

/** The copies that were made of this folder's databases, oldest first, each by its path. */
export const copiesIn = (dataDir: string): string[] =>
  [STUDIO_FILE, CALLS_FILE].flatMap((file) =>
    listCopies(dataDir, file).map((name) => join(dataDir, COPIES_FOLDER, name)),
  )

/** @returns the name of the file that this is a copy of */
function kindOf(copy: string): string {
  if (!existsSync(copy)) throw new MaintenanceError(`There is no file ${copy}. Name a copy of a database.`)
  let database: SqliteDatabase | null = null
  try {
    database = new Database(copy, { readonly: true })
    const check = database.pragma('quick_check(1)', { simple: true })
    if (check !== 'ok') throw new MaintenanceError(`${copy} is damaged: ${check}. Choose another copy.`)
    const isTable = database.prepare(`select 1 from sqlite_master where type = 'table' and name = ?`)
    for (const [table, file] of [
      ['flows', STUDIO_FILE],
      ['call_requests', CALLS_FILE],
    ] as const)
      if (isTable.get(table)) return file
  } catch (error) {
    throw error instanceof MaintenanceError ? error : new DatabaseFileError(copy, error)
  } finally {
    database?.close()
  }
  throw new MaintenanceError(
    `${copy} is no database of Callflow Studio. Name a copy of ${STUDIO_FILE} or ${CALLS_FILE}.`,
  )
}

/**
 * Makes room for other databases.
 * @returns where those that were there are now
 * @throws MaintenanceError where a server runs
 */
export function setAsideAll(dataDir: string): string[] {
  refuseRunning(dataDir, 'copy')
  return [STUDIO_FILE, CALLS_FILE].map((file) => setAside(dataDir, file)).filter((path) => path !== null)
}

/** A file is held as long as a server has it open. A damaged one is held by nobody. */
function refuseRunning(dataDir: string, work: string): void {
  for (const file of [STUDIO_FILE, CALLS_FILE]) {
    const path = join(dataDir, file)
    if (!existsSync(path)) continue
    let database: SqliteDatabase | null = null
    try {
      database = new Database(path, { timeout: 500 })
      database.pragma('locking_mode = EXCLUSIVE')
      database.pragma('journal_mode = DELETE') // with all that its log of changes holds in the file itself
    } catch (error) {
      if (isBusy(error)) throw new MaintenanceError(`A server uses ${dataDir}. Stop it, ${work}, and start it again.`)
    } finally {
      database?.close()
    }
  }
}

/** @returns null where there is nothing */
function setAside(dataDir: string, file: string): string | null {
  const replaced = join(dataDir, COPIES_FOLDER, `replaced-${file.replace('.sqlite', '')}-${timeForNames()}.sqlite`)
  return moveDatabase(join(dataDir, file), replaced) ? replaced : null
}
