/** What can be wrong with a storage, told by the codes that its errors carry. */
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'

/** A database file that cannot be used. Its message names the file and says what to do. */
export class DatabaseFileError extends Error {
  readonly code: string
  constructor(path: string, cause: unknown) {
    const code = codeOf(cause)
    const why = cause instanceof Error ? cause.message : String(cause)
    const reason = isNewer(cause) || isUnfinished(cause) ? why : `${why} (${code || 'no code'})`
    super(`${path} cannot be opened: ${reason}. ${adviceFor(code)}`, { cause })
    this.code = code
  }
}

/** A database that holds what only a newer version knows. */
export class NewerVersionError extends Error {
  readonly code = 'NEWER_VERSION'
  /** @param migration the step that this version does not know */
  constructor(migration: string) {
    super(`it is of a newer Callflow Studio (${migration})`)
  }
}

/** A database that holds a part of what was to be copied to it. */
export class UnfinishedCopyError extends Error {
  readonly code = 'UNFINISHED_COPY'
  constructor() {
    super('it is an unfinished copy')
  }
}

const isUnfinished = (error: unknown): boolean => codeOf(error) === 'UNFINISHED_COPY'
const isNewer = (error: unknown): boolean => codeOf(error) === 'NEWER_VERSION'

/** A database server that cannot be used. Its message names the setting and says what to do; it holds no password. */
export class DatabaseUrlError extends Error {}

/** Whether another process, or another transaction, holds what was asked for. */
export const isBusy = (error: unknown): boolean =>
  codeOf(error).startsWith('SQLITE_BUSY') || POSTGRES_BUSY.has(codeOf(error))

/** A lock that was not to be had in time, two transactions that wait for each other, and a query that took too long. */
const POSTGRES_BUSY = new Set(['55P03', '40P01', '40001', '57014'])

/** Whether the server of the database cannot be reached, or lets nobody in: it is asked again, and answers once it is back. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  return AWAY.has(code) || /^(08|28|57P)/.test(code) || isUntrusted(error) || UNREACHABLE.test(error.message)
}

/** Whether a server's certificate was not accepted. */
export const isUntrusted = (error: unknown): boolean =>
  /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(codeOf(error))

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '53300',
])
/** Errors of the PostgreSQL library that have no code. */
const UNREACHABLE = /^(Connection terminated|timeout e|Query read timeout|Client (has encountered|was closed))/

/** Whether there was no room for what had to be written. */
export function isFull(error: unknown): boolean {
  const code = codeOf(error)
  return (
    code === 'SQLITE_FULL' ||
    code === 'ENOSPC' ||
    code === '53100' ||
    code === 'SQLITE_IOERR_WRITE' ||
    code.startsWith('SQLITE_IOERR_SHM')
  )
}

/** Whether the storage can be read at most, or is not there any more. */
export function isReadOnly(error: unknown): boolean {
  const code = codeOf(error)
  return code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN' || code === '25006'
}

/** Whether what is stored is damaged. */
export function isDamaged(error: unknown): boolean {
  const code = codeOf(error)
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_IOERR_SHORT_READ'
}

export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** What an administrator can do about it. */
function adviceFor(code: string): string {
  const error = Object.assign(new Error(), { code })
  if (isUnfinished(error)) return 'Run the same callflow db copy again: it continues.'
  if (isNewer(error)) return 'Start that version, or a newer one.'
  if (isFull(error)) return 'The disk is full or cannot be written. Free some space and start again.'
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'))
    return 'The file is damaged. Restore it from a backup.'
  if (isBusy(error)) return 'Another program holds it. End that program and start again.'
  return 'Check that DATA_DIR exists and that the studio may read and write it.'
}

/** As long as a save may wait for another process that holds the database: a backup, or somebody's SQLite shell. */
const PATIENCE_MS = 4000
const RETRY_AFTER_MS = 25
/** What held the thread this long is followed by those who wait for it, not by the next query. */
const LONG_MS = 4

/** @throws what `work` throws, a busy error only once its time is up */
export async function retryWhileBusy<T>(work: () => T | Promise<T>): Promise<T> {
  for (const begun = performance.now(); ; ) {
    try {
      const asked = performance.now()
      const done = await work()
      if (performance.now() - asked > LONG_MS) await turn()
      return done
    } catch (error) {
      if (!isBusy(error) || performance.now() - begun > PATIENCE_MS) throw error
      await wait(RETRY_AFTER_MS)
    }
  }
}
