import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { changeMigrations } from './changes.ts'
import { connectionMigrations } from './connections.ts'
import { lookUpMigrations } from './look-ups.ts'
import { recordingMigrations } from './recordings.ts'
import { settingsMigrations } from './settings.ts'
import { summaryMigrations } from './summaries.ts'
import { switchMigrations } from './switches.ts'
import { testMigrations } from './tests.ts'
import { writtenRowMigrations } from './written-rows.ts'

/**
 * Inline, so that a bundle holds them. All that are missing run in one transaction. Each step may be run twice: older versions ran
 * them without one, and may have been cut off in the middle.
 */
export const studioMigrations: Record<string, Migration> = {
  '0001-flows': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('flows')
        .ifNotExists()
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('document', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull().unique())
        .addColumn('live_version', 'integer')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('updated_at', 'text', (column) => column.notNull())
        .addColumn('deleted_at', 'text')
        .execute()
      await database.schema
        .createTable('versions')
        .ifNotExists()
        .addColumn('flow_id', 'text', (column) => column.notNull().references('flows.id'))
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('document', 'text', (column) => column.notNull())
        .addColumn('note', 'text', (column) => column.notNull())
        .addColumn('published_at', 'text', (column) => column.notNull())
        .addColumn('changed_steps', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('versions_key', ['flow_id', 'version'])
        .execute()
      // Published is published: not even a mistake of ours may change what calls run on.
      await sql`create trigger if not exists versions_stay before update on versions
        begin select raise(abort, 'published versions never change'); end`.execute(database)
      await database.schema
        .createTable('activations')
        .ifNotExists()
        .addColumn('epoch', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('flow_id', 'text', (column) => column.notNull().references('flows.id'))
        .addColumn('version', 'integer')
        .addColumn('at', 'text', (column) => column.notNull())
        .execute()
    },
  },
  ...lookUpMigrations,
  ...recordingMigrations,
  ...switchMigrations,
  ...writtenRowMigrations,
  ...changeMigrations,
  ...summaryMigrations,
  ...settingsMigrations,
  ...testMigrations,
  ...connectionMigrations,
}
