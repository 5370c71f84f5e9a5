/** Flows, versions and activations: opened once, passed to whoever needs them. */
import type { Kysely } from 'kysely'
import { openSqlite, openSqliteReader, queriesOver, STUDIO_FILE } from './database.ts'
import { migrate } from './migrate.ts'
import { studioMigrations } from './migrations/studio.ts'
import { createRowReader, type ReadRow } from './row-reader.ts'
import type { StudioTables } from './tables.ts'

export type StudioQueries = Kysely<StudioTables>

export interface StudioStore {
  queries: StudioQueries
  /** All of it or nothing; on disk when the promise is fulfilled. */
  inTransaction: <T>(work: (queries: StudioQueries) => Promise<T>) => Promise<T>
  /** A published document's text, read at once: for a call that needs a version which is not in memory. */
  readVersion: (flowId: string, version: number) => string | null
  /** A row of a table, read at once. */
  readRow: ReadRow
  /** @throws if the database cannot be read. */
  ping: () => void
  close: () => Promise<void>
}

/** Opens `studio.sqlite` in this folder and brings it up to date. */
export async function openStudioStore(dataDir: string): Promise<StudioStore> {
  const queries = queriesOver<StudioTables>(openSqlite(dataDir, STUDIO_FILE, { synchronous: 'FULL', waits: false }))
  await migrate(queries, studioMigrations)
  const reader = openSqliteReader(dataDir, STUDIO_FILE)
  const documentOf = reader.prepare<[string, number], { document: string }>(
    'select document from versions where flow_id = ? and version = ?',
  )
  const one = reader.prepare('select 1')
  return {
    queries,
    inTransaction: (work) => queries.transaction().execute(work),
    readVersion: (flowId, version) => documentOf.get(flowId, version)?.document ?? null,
    readRow: createRowReader(reader),
    ping: () => void one.get(),
    async close() {
      reader.close()
      await queries.destroy()
    },
  }
}
