import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** See `studio.ts` for why each step may be run twice. */
export const settingsMigrations: Record<string, Migration> = {
  '0008-settings': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('settings')
        .ifNotExists()
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute()
    },
  },
}
