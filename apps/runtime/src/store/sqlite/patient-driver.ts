import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import { type CompiledQuery, type DatabaseConnection, SqliteDriver } from 'kysely'

/** As long as a save may wait for another process that holds the database: a backup, or somebody's SQLite shell. */
const PATIENCE_MS = 4000
const RETRY_AFTER_MS = 25
/** What held the thread this long is followed by whoever waits for it, not by the next query. */
const LONG_MS = 4

/**
 * Waits for another process's lock without holding the thread. SQLite's own busy timeout waits synchronously: it would let
 * every call on this thread hear silence for as long.
 */
export class PatientDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection()
    return {
      executeQuery: (query: CompiledQuery) => patiently(async () => connection.executeQuery(query) as never),
      streamQuery: (query, size) => connection.streamQuery(query, size) as never,
    }
  }
}

/** @throws what `work` throws, SQLITE_BUSY only once its time is up */
export async function patiently<T>(work: () => T | Promise<T>): Promise<T> {
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

/** @returns whether the database is held by another process. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
