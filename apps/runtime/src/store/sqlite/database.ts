/**
 * The two SQLite files, and the only place that imports SQLite's library. Documents live in `studio.sqlite`, where
 * an acknowledged save survives a power cut (`synchronous=FULL`); the call log has a file of its own, because one shared
 * file made publishing fail with SQLITE_BUSY_SNAPSHOT. Queries are written with Kysely, which also speaks PostgreSQL.
 */
import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database, { type Database as SqliteDatabase, type Statement } from 'better-sqlite3'
import { CamelCasePlugin, type Driver, Kysely, SqliteAdapter, SqliteDialect, type SqliteDialectConfig } from 'kysely'
import { DatabaseFileError, UnfinishedCopyError } from '../storage-error.ts'
import { PatientDriver } from './patient-driver.ts'

export const STUDIO_FILE = 'studio.sqlite'
export const CALLS_FILE = 'calls.sqlite'

/**
 * How long a writer of a thread of its own waits for another one's lock, in ms. On the answering thread SQLite waits as
 * good as not at all, since it does so synchronously: `PatientDriver` tries again there.
 */
const BUSY_TIMEOUT_MS = 4000
const RETRY_AFTER_MS = 50
const BRIEF_BUSY_TIMEOUT_MS = 20
/** As long as another server of this database takes for the writes of its calls. */
const QUICK_BUSY_TIMEOUT_MS = 3

export interface OpenOptions {
  /** FULL: a commit is on disk when it returns. NORMAL: the last commits may be lost in a power cut. */
  synchronous: 'FULL' | 'NORMAL'
  /** Whether the thread may stand still while another process holds the file. */
  waits: boolean
  /**
   * For many small writes on the answering thread: hardly waits for a lock, and what is written stays in the log of changes
   * until another connection brings it to its place.
   */
  quick?: boolean
  /** Deleted rows are overwritten, and a new file can give its space back bit by bit. */
  forgets?: boolean
  /** No other connection can open the file, and none of its memory is a file: this works on a full disk too. */
  alone?: boolean
}

/**
 * Opens a file for reading and writing, and makes the folder if it is missing.
 * @throws DatabaseFileError
 */
export function openSqlite(dataDir: string, file: string, options: OpenOptions): SqliteDatabase {
  let database: SqliteDatabase | null = null
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    database = new Database(join(dataDir, file))
    // Callers’ numbers and sealed secrets: for nobody else on this machine. SQLite gives its side files the same mode.
    for (const name of [file, `${file}-wal`, `${file}-shm`])
      if (existsSync(join(dataDir, name))) chmodSync(join(dataDir, name), 0o600)
    configureInTurn(database, options)
    return database
  } catch (error) {
    database?.close()
    throw new DatabaseFileError(join(dataDir, file), error)
  }
}

/** Two servers that start at once on a new file both set its mode; SQLite refuses one of them without waiting. */
function configureInTurn(database: SqliteDatabase, options: OpenOptions): void {
  const begun = performance.now()
  for (;;) {
    try {
      configure(database, options)
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() - begun > BUSY_TIMEOUT_MS) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_AFTER_MS)
    }
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')

function configure(database: SqliteDatabase, { synchronous, waits, forgets, alone, quick }: OpenOptions): void {
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`) // while it is opened, nobody calls yet
  if (alone) database.pragma('locking_mode = EXCLUSIVE')
  if (forgets) database.pragma('auto_vacuum = INCREMENTAL') // counts before the first table only
  database.pragma('journal_mode = WAL')
  database.pragma(`synchronous = ${synchronous}`)
  database.pragma('foreign_keys = ON')
  if (quick) database.pragma('wal_autocheckpoint = 0')
  if (forgets) database.pragma('secure_delete = ON')
  if (!waits) database.pragma(`busy_timeout = ${quick ? QUICK_BUSY_TIMEOUT_MS : BRIEF_BUSY_TIMEOUT_MS}`)
}

/** @throws UnfinishedCopyError where a copy to this file was cut off, or what was copied is not what was read */
export function refuseUnfinished(database: SqliteDatabase): void {
  if (database.pragma('user_version', { simple: true }) === UNFINISHED) throw new UnfinishedCopyError()
}

export const setUnfinished = (database: SqliteDatabase, isUnfinished: boolean): unknown =>
  database.pragma(`user_version = ${isUnfinished ? UNFINISHED : 0}`)

/** A number in the head of the file, for programs to use. */
const UNFINISHED = 1

/** A second, reading connection to a file that is open already. It sees only what is committed. */
export const openSqliteReader = (dataDir: string, file: string): SqliteDatabase =>
  new Database(join(dataDir, file), { readonly: true, timeout: BRIEF_BUSY_TIMEOUT_MS })

/**
 * Kysely over an open connection, in camelCase. Statements are prepared once, and each transaction begins IMMEDIATE: a deferred one
 * fails with SQLITE_BUSY_SNAPSHOT as soon as there is a second writer, and no busy timeout helps.
 */
export function queriesOver<Tables>(database: SqliteDatabase): Kysely<Tables> {
  const prepared = new Map<string, Statement>()
  const config: SqliteDialectConfig = {
    database: {
      prepare(text) {
        const sql = text === 'begin' ? 'begin immediate' : text
        let statement = prepared.get(sql)
        if (!statement) {
          statement = database.prepare(sql)
          if (prepared.size < MAX_PREPARED) prepared.set(sql, statement)
        }
        return statement
      },
      close: () => database.close(),
    },
  }
  return new Kysely<Tables>({ dialect: new PatientDialect(config), plugins: [new CamelCasePlugin()] })
}

class PatientDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig
  constructor(config: SqliteDialectConfig) {
    super(config)
    this.#config = config
  }
  override createDriver(): Driver {
    return new PatientDriver(this.#config)
  }
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}

/** SQLite rolls changes of its schema back like all others, which Kysely does not rely on by default. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Queries with a varying number of values would fill the memory otherwise. */
const MAX_PREPARED = 200
