import { type CompiledQuery, type DatabaseConnection, SqliteDriver } from 'kysely'
import { retryWhileBusy } from '../storage-error.ts'

/**
 * Waits for another process's lock without holding the thread. SQLite's own busy timeout waits synchronously: it would let
 * every call on this thread hear silence for as long.
 */
export class PatientDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection()
    return {
      executeQuery: (query: CompiledQuery) => retryWhileBusy(async () => connection.executeQuery(query) as never),
      streamQuery: (query, size) => connection.streamQuery(query, size) as never,
    }
  }

  /** SQLite has rolled back by itself where the disk is full, and the error that says so is the one to throw. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection)
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error
    }
  }
}
