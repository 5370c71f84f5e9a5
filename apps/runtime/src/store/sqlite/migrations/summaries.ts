import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Summaries of flows that are there already are made after the start. See `studio.ts` for why each step may be run twice. */
export const summaryMigrations: Record<string, Migration> = {
  '0007-flow-summaries': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('flow_summaries')
        .ifNotExists()
        .addColumn('flow_id', 'text', (column) => column.primaryKey().references('flows.id'))
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('summary', 'text', (column) => column.notNull())
        .addColumn('search_text', 'text', (column) => column.notNull())
        .execute()
    },
  },
}
