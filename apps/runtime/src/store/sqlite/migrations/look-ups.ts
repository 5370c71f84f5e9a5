import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Secrets and tables. See `studio.ts` for why each step may be run twice. */
export const lookUpMigrations: Record<string, Migration> = {
  '0002-secrets-and-tables': {
    async up(database: Kysely<unknown>) {
      const { schema } = database
      await schema
        .createTable('secrets')
        .ifNotExists()
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('sealed', 'text', (column) => column.notNull())
        .addColumn('updated_at', 'text', (column) => column.notNull())
        .execute()
      // One counter for all changes of what calls see: those of flows so far have numbered themselves.
      await schema
        .createTable('epoch_counter')
        .ifNotExists()
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('epoch', 'integer', (column) => column.notNull())
        .execute()
      await sql`insert or ignore into epoch_counter (id, epoch)
        select 1, coalesce(max(epoch), 0) from activations`.execute(database)
      await schema
        .createTable('data_tables')
        .ifNotExists()
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('row_count', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('updated_at', 'text', (column) => column.notNull())
        .execute()
      await schema
        .createTable('table_states')
        .ifNotExists()
        .addColumn('epoch', 'integer', (column) => column.primaryKey())
        .addColumn('table_id', 'text', (column) => column.notNull().references('data_tables.id'))
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('columns', 'text', (column) => column.notNull())
        .addColumn('key_column', 'text', (column) => column.notNull())
        .addColumn('live', 'integer', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('generation', 'integer', (column) => column.notNull())
        .addColumn('deleted', 'integer', (column) => column.notNull())
        .addColumn('at', 'integer', (column) => column.notNull())
        .execute()
      await schema
        .createTable('table_generations')
        .ifNotExists()
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('table_id', 'text', (column) => column.notNull())
        .execute()
      await schema
        .createTable('table_rows')
        .ifNotExists()
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('generation', 'integer', (column) => column.notNull())
        .addColumn('row', 'integer', (column) => column.notNull())
        .addColumn('cells', 'text', (column) => column.notNull())
        .addColumn('from_epoch', 'integer', (column) => column.notNull())
        .addColumn('to_epoch', 'integer')
        .addColumn('ended_at', 'integer')
        .execute()
      await schema
        .createIndex('table_rows_in_order')
        .ifNotExists()
        .on('table_rows')
        .columns(['generation', 'row'])
        .execute()
      await sql`create index if not exists table_rows_ended on table_rows (ended_at) where ended_at is not null`.execute(
        database,
      )
      // Every column is indexed, so that a look-up is a point read whichever column it asks.
      await sql`create table if not exists table_cells (
        generation integer not null, column_id text not null, value text not null, row integer not null, id integer not null,
        primary key (generation, column_id, value, row, id)) without rowid`.execute(database)
    },
  },
}
