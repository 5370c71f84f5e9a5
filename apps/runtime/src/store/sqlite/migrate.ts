import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { isFull } from '../storage-error.ts'

/** Two servers that start at once trip each other up: a step may be run again, and is then done or left alone. */
const MAX_TRIES = 5
const RETRY_AFTER_MS = 100

/**
 * Brings a database up to date.
 * @throws if a migration fails: a server must not start on a half-known database.
 */
export async function migrate<Tables>(database: Kysely<Tables>, migrations: Record<string, Migration>): Promise<void> {
  for (let tries = 1; ; tries++) {
    const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } })
    const { error } = await migrator.migrateToLatest()
    if (error === undefined) return
    if (tries === MAX_TRIES || isFull(error)) throw error instanceof Error ? error : new Error(String(error))
    await wait(tries * RETRY_AFTER_MS)
  }
}
