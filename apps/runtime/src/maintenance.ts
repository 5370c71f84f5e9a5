/** What the command line does with databases, most of it while no server runs on them. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isDatabaseUrl } from './config.ts'
import { SECRET_FILE } from './continuation/studio-secret.ts'
import { isPart, RECORDINGS_FOLDER } from './recordings/folder.ts'
import { createSecretProbe } from './secrets/seal-secret.ts'
import { type CopiedRows, type CopyProgress, copyRows } from './store/copy/copy-rows.ts'
import { MaintenanceError } from './store/maintenance-error.ts'
import {
  openCopySource as openPostgresSource,
  openCopyTarget as openPostgresTarget,
} from './store/postgres/copy-ends.ts'
import { openCopySource as openSqliteSource, openCopyTarget as openSqliteTarget } from './store/sqlite/copy-ends.ts'
import { setAsideAll } from './store/sqlite/restore.ts'
import { DatabaseUrlError, isAway } from './store/storage-error.ts'

export { MaintenanceError } from './store/maintenance-error.ts'
export { copiesIn, restoreCopy } from './store/sqlite/restore.ts'
export { DatabaseFileError } from './store/storage-error.ts'

export interface CopyOptions {
  /** A data folder, or the address of a PostgreSQL database. */
  from: string
  to: string
  /** STUDIO_SECRET; empty where it is not set. */
  secrets: readonly string[]
  /** Whether what the target holds makes room: SQLite files are kept, rows of PostgreSQL are deleted. */
  isReplaced?: boolean
  onProgress: (progress: CopyProgress) => void
}

export interface Copied {
  /** How the databases are named: without passwords. */
  from: string
  to: string
  tables: readonly CopiedRows[]
  /** Recordings whose files were copied; null: the files have to be copied by hand, from a folder or to one. */
  recordings: number | null
  /** Where the SQLite files are that the copy replaces. */
  replaced: readonly string[]
}

/**
 * Copies everything, unless it is there already.
 * @throws MaintenanceError, DatabaseFileError: with a sentence that says what to do
 */
export async function copyDatabase(options: CopyOptions): Promise<Copied> {
  const [from, to] = [toPlace(options.from), toPlace(options.to)]
  if (from.key === to.key) throw new MaintenanceError('--from and --to name the same place. Name two.')
  const secrets = secretsOf(from, to, options.secrets)
  const source = await opening(from, () =>
    from.dataDir === null
      ? openPostgresSource(from.url, secrets.length === 0 ? null : createSecretProbe(secrets))
      : openSqliteSource(from.dataDir),
  )
  try {
    const { isReplaced = false } = options
    const replaced = isReplaced && to.dataDir !== null ? setAsideAll(to.dataDir) : []
    const target = await opening(to, () =>
      to.dataDir === null
        ? openPostgresTarget(to.url, createSecretProbe(secrets), isReplaced)
        : openSqliteTarget(to.dataDir),
    )
    try {
      const tables = await copyRows(source, target, to.title, options.onProgress)
      const recordings = from.dataDir === null || to.dataDir === null ? null : copyFiles(from.dataDir, to.dataDir)
      return { from: from.title, to: to.title, tables, recordings, replaced }
    } finally {
      await target.close()
    }
  } catch (error) {
    if (!isAway(error) || !(error instanceof Error)) throw error
    throw new MaintenanceError(`The connection to the database broke: ${error.message}. Copy again: it continues.`)
  } finally {
    await source.close()
  }
}

/** Where a database is. */
type Place = { title: string; key: string } & ({ dataDir: string; url?: never } | { dataDir: null; url: string })

function toPlace(text: string): Place {
  if (!/^\w+:\/\//.test(text))
    return { title: text, key: existsSync(text) ? realpathSync(text) : resolve(text), dataDir: text }
  if (!isDatabaseUrl(text))
    throw new MaintenanceError(
      `${withoutPassword(text)} is no address of a database. Write one such as postgres://user:password@host:5432/database.`,
    )
  const { host, port, pathname } = new URL(text)
  return { title: withoutPassword(text), key: `${host}:${port} ${pathname}`, dataDir: null, url: text }
}

function withoutPassword(text: string): string {
  if (!URL.canParse(text)) return text.replace(/:[^:@/]*@/, '@')
  const url = new URL(text)
  url.password = ''
  url.search = '' // it may hold one too
  return url.href
}

/** Errors of a database server speak of the setting of servers; here it is one of two. */
async function opening<T>({ title }: Place, open: () => T | Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof DatabaseUrlError)) throw error
    throw new MaintenanceError(error.message.replace(/^DATABASE_URL: /, `${title}: `))
  }
}

/**
 * What seals the secrets that are copied.
 * @returns empty where nobody has said it, and it does not matter
 */
function secretsOf(from: Place, to: Place, given: readonly string[]): readonly string[] {
  const [ours, theirs] = [readSecret(from), readSecret(to)]
  const files = [from, to].map(({ dataDir }) => join(dataDir ?? '', SECRET_FILE))
  if (ours !== null && theirs !== null && ours !== theirs)
    throw new MaintenanceError(
      `${files[1]} is another secret than ${files[0]}, with which secrets are sealed. Copy to an empty folder.`,
    )
  if (given.length > 0 && ours !== null && !given.includes(ours))
    throw new MaintenanceError(
      `STUDIO_SECRET does not hold the secret in ${files[0]}, with which secrets are sealed. Add it to the list, or delete the file if it is not used any more.`,
    )
  const secrets = given.length > 0 ? given : [ours ?? theirs].filter((secret) => secret !== null)
  if (secrets.length === 0 && to.dataDir === null)
    throw new MaintenanceError('STUDIO_SECRET is not set. Set it to that of the servers: secrets are sealed with it.')
  return secrets
}

function readSecret({ dataDir }: Place): string | null {
  if (dataDir === null) return null
  const path = join(dataDir, SECRET_FILE)
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null
}

/** The files beside the databases. @returns how many recordings were copied */
function copyFiles(from: string, to: string): number {
  const secret = join(from, SECRET_FILE)
  if (existsSync(secret) && !existsSync(join(to, SECRET_FILE))) copyFileSync(secret, join(to, SECRET_FILE))
  const [recordings, copies] = [join(from, RECORDINGS_FOLDER), join(to, RECORDINGS_FOLDER)]
  if (!existsSync(recordings)) return 0
  mkdirSync(copies, { recursive: true, mode: 0o700 })
  let copied = 0
  for (const name of readdirSync(recordings)) {
    const [path, copy] = [join(recordings, name), join(copies, name)]
    if (isPart(name) || (existsSync(copy) && statSync(copy).size === statSync(path).size)) continue
    copyFileSync(path, copy)
    copied++
  }
  return copied
}
