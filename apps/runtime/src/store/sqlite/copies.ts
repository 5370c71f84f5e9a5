/** Copies of the databases as they were before they were brought up to date, in the folder `copies` of the data folder. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database as SqliteDatabase } from 'better-sqlite3'
import { openSqliteReader } from './database.ts'

export const COPIES_FOLDER = 'copies'

/** Copies that are kept of each file. The call log is large, and holds what callers may want to be deleted. */
const KEPT: Readonly<Record<string, number>> = { 'studio.sqlite': 3, 'calls.sqlite': 1 }

/**
 * Copies a file as it is now; others may write to it meanwhile. The oldest copies make room.
 * @param version what the copy is named after, beside the time
 * @throws where there is no room
 */
export function makeCopy({ dataDir, file }: { dataDir: string; file: string }, version: string): void {
  const folder = join(dataDir, COPIES_FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = `${prefixOf(file)}${timeForNames()}-${version}.sqlite`
  const reader = openSqliteReader(dataDir, file)
  try {
    renameSync(copyBeside(reader, join(folder, name)), join(folder, name))
  } finally {
    reader.close()
  }
  const copies = listCopies(dataDir, file)
  for (const old of copies.slice(0, Math.max(0, copies.length - (KEPT[file] ?? 1)))) rmSync(join(folder, old))
}

/** @returns the names of the copies of a file, oldest first */
export function listCopies(dataDir: string, file: string): string[] {
  const folder = join(dataDir, COPIES_FOLDER)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefixOf(file)) && name.endsWith('.sqlite'))
    .sort()
}

/**
 * Copies a database to a file beside `path`, which only its owner may read and which is on the disk afterwards. Renaming it is the
 * last step, so that nobody takes half a copy for a whole one.
 * @returns the file
 */
export function copyBeside(database: SqliteDatabase, path: string): string {
  const unfinished = `${path}.unfinished`
  try {
    rmSync(unfinished, { force: true })
    closeSync(openSync(unfinished, 'wx', 0o600))
    database.prepare('vacuum into ?').run(unfinished)
    const descriptor = openSync(unfinished, 'r+')
    fsyncSync(descriptor)
    closeSync(descriptor)
    return unfinished
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}

const prefixOf = (file: string): string => file.replace(/sqlite$/, '').replace('.', '-')

/** Moves a file with its log of changes, which a new file of the same name would take for its own. @returns false where there was none */
export function moveDatabase(path: string, to: string): boolean {
  const parts = ['-shm', '-wal', ''].filter((end) => existsSync(path + end))
  if (parts.length === 0) return false
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  for (const end of parts) renameSync(path + end, to + end)
  return true
}

/** @example timeForNames() // 2026-12-01T09-30-00-000Z */
export const timeForNames = (): string => new Date().toISOString().replace(/[:.]/g, '-')
