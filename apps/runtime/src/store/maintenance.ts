/** What the command line does with databases while no server, or any, runs on them. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { CopySource, CopyTarget } from './copy/copy-ends.ts'
import { type CopiedRows, type CopyProgress, copyRows } from './copy/copy-rows.ts'
import { MaintenanceError } from './maintenance-error.ts'
import { openCopySource as openSqliteSource, openCopyTarget as openSqliteTarget } from './sqlite/copy-ends.ts'

export { MaintenanceError } from './maintenance-error.ts'
export { copiesIn, type Restored, restoreCopy } from './sqlite/restore.ts'
export { DatabaseFileError } from './storage-error.ts'
export type { CopiedRows, CopyProgress }

export interface CopyOptions {
  /** A data folder. */
  from: string
  to: string
  onProgress: (progress: CopyProgress) => void
}

export interface Copied {
  tables: readonly CopiedRows[]
  /** Recordings whose files were copied. */
  recordings: number
}

/**
 * Copies everything, unless it is there already.
 * @throws MaintenanceError, DatabaseFileError: with a sentence that says what to do
 */
export async function copyDatabase({ from, to, onProgress }: CopyOptions): Promise<Copied> {
  if (isSamePlace(from, to)) throw new MaintenanceError('--from and --to name the same place. Name two.')
  const source: CopySource = openSqliteSource(from)
  let target: CopyTarget | null = null
  try {
    refuseOtherSecret(from, to)
    target = await openSqliteTarget(to)
    const tables = await copyRows(source, target, to, onProgress)
    return { tables, recordings: copyFiles(from, to) }
  } finally {
    await target?.close()
    await source.close()
  }
}

const isSamePlace = (from: string, to: string): boolean => placeOf(from) === placeOf(to)
const placeOf = (folder: string): string => (existsSync(folder) ? realpathSync(folder) : resolve(folder))

/** Of an installation that was given none by its settings. */
const SECRET_FILE = 'studio-secret'

/** What is sealed in the database opens with this secret only. */
function refuseOtherSecret(from: string, to: string): void {
  const [ours, theirs] = [from, to].map(readSecret)
  if (ours !== null && theirs !== null && ours !== theirs)
    throw new MaintenanceError(
      `${join(to, SECRET_FILE)} is another secret than that of ${from}, with which secrets are sealed. Copy to an empty folder.`,
    )
}

function readSecret(dataDir: string): string | null {
  const path = join(dataDir, SECRET_FILE)
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null
}

/** The files beside the databases. @returns how many recordings were copied */
function copyFiles(from: string, to: string): number {
  const secret = join(from, SECRET_FILE)
  if (existsSync(secret) && !existsSync(join(to, SECRET_FILE))) copyFileSync(secret, join(to, SECRET_FILE))
  const [recordings, copies] = [join(from, RECORDINGS), join(to, RECORDINGS)]
  if (!existsSync(recordings)) return 0
  mkdirSync(copies, { recursive: true, mode: 0o700 })
  let copied = 0
  for (const name of readdirSync(recordings)) {
    const [path, copy] = [join(recordings, name), join(copies, name)]
    if (name.endsWith(PART) || (existsSync(copy) && statSync(copy).size === statSync(path).size)) continue
    copyFileSync(path, copy)
    copied++
  }
  return copied
}

const RECORDINGS = 'recordings'
/** How the name of a file ends that is still being received. */
const PART = '.part'
