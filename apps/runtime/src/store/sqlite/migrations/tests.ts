import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** See `studio.ts` for why each step may be run twice. */
export const testMigrations: Record<string, Migration> = {
  '0009-flow-tests': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('flow_tests')
        .ifNotExists()
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('flow_id', 'text', (column) => column.notNull().references('flows.id'))
        .addColumn('place', 'integer', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('updated_at', 'text', (column) => column.notNull())
        .addColumn('last_run', 'text')
        .execute()
      await database.schema
        .createIndex('flow_tests_of_flow')
        .ifNotExists()
        .on('flow_tests')
        .columns(['flow_id', 'place'])
        .execute()
      const { rows } = await sql`select 1 from pragma_table_info('versions') where name = 'tests'`.execute(database)
      if (rows.length === 0) await database.schema.alterTable('versions').addColumn('tests', 'text').execute()
    },
  },
}
