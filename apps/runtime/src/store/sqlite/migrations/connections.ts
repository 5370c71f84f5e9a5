import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** See `studio.ts` for why each step may be run twice. */
export const connectionMigrations: Record<string, Migration> = {
  '0010-connections': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('connections')
        .ifNotExists()
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('base_url', 'text', (column) => column.notNull())
        .addColumn('account_id', 'text', (column) => column.notNull().unique())
        .addColumn('account', 'text', (column) => column.notNull())
        .addColumn('sealed', 'text', (column) => column.notNull())
        .addColumn('updated_at', 'text', (column) => column.notNull())
        .execute()
    },
  },
}
