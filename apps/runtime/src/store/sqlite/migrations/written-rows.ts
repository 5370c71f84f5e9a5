import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Rows that calls write. See `studio.ts` for why each step may be run twice. */
export const writtenRowMigrations: Record<string, Migration> = {
  '0004-written-rows': {
    async up(database: Kysely<unknown>) {
      const { rows } = await sql<{ name: string }>`select name from pragma_table_info('table_rows')`.execute(database)
      if (!rows.some(({ name }) => name === 'expires_at'))
        await database.schema.alterTable('table_rows').addColumn('expires_at', 'integer').execute()
      await sql`create index if not exists table_rows_expiring on table_rows (expires_at) where expires_at is not null`.execute(
        database,
      )
      // What was written for a request that KAZOO may send again.
      await sql`create table if not exists table_writes (
        name text not null primary key, at integer not null, before text, after text) without rowid`.execute(database)
      await database.schema.createIndex('table_writes_by_time').ifNotExists().on('table_writes').column('at').execute()
    },
  },
}
