import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** See `studio.ts` for why each step may be run twice. */
export const recordingMigrations: Record<string, Migration> = {
  '0003-recordings': {
    async up(database: Kysely<unknown>) {
      const { schema } = database
      await schema
        .createTable('recordings')
        .ifNotExists()
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('flow_id', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('node_id', 'text', (column) => column.notNull())
        .addColumn('call_id', 'text', (column) => column.notNull())
        .addColumn('visit', 'integer', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('size_bytes', 'integer', (column) => column.notNull())
        .addColumn('duration_ms', 'integer')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('deleted_at', 'text')
        .execute()
      await schema
        .createIndex('recordings_of_call')
        .ifNotExists()
        .on('recordings')
        .columns(['call_id', 'created_at'])
        .execute()
    },
  },
}
