import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** See `studio.ts` for why each step may be run twice. */
export const switchMigrations: Record<string, Migration> = {
  '0005-switches': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('switches')
        .ifNotExists()
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('until', 'text')
        .addColumn('changed_at', 'text')
        .addColumn('changed_by', 'text')
        .execute()
    },
  },
}
