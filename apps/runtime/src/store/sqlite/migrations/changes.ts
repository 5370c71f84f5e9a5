import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Who changed what, and since when sets of rows are written. See `studio.ts` for why each step may be run twice. */
export const changeMigrations: Record<string, Migration> = {
  '0006-changes': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('changes')
        .ifNotExists()
        .addColumn('epoch', 'integer', (column) => column.primaryKey())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('operation', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('detail', 'text')
        .execute()
      const { rows } = await sql<{ name: string }>`select name from pragma_table_info('table_generations')`.execute(
        database,
      )
      if (!rows.some(({ name }) => name === 'started_at'))
        await database.schema.alterTable('table_generations').addColumn('started_at', 'integer').execute()
    },
  },
}
