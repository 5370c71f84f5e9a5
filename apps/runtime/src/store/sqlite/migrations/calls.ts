import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** See `studio.ts` for why each step may be run twice. */
export const callMigrations: Record<string, Migration> = {
  '0001-call-requests': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('call_requests')
        .ifNotExists()
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('at', 'integer', (column) => column.notNull())
        .addColumn('call_id', 'text', (column) => column.notNull())
        .addColumn('flow_id', 'text', (column) => column.notNull())
        .addColumn('flow_name', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('caller_name', 'text', (column) => column.notNull())
        .addColumn('caller_number', 'text', (column) => column.notNull())
        .addColumn('called', 'text', (column) => column.notNull())
        .addColumn('hop', 'integer', (column) => column.notNull())
        .addColumn('status', 'integer', (column) => column.notNull())
        .addColumn('took_ms', 'real', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('error', 'text')
        .addColumn('asked_for', 'text')
        .addColumn('method', 'text', (column) => column.notNull())
        .addColumn('url', 'text', (column) => column.notNull())
        .addColumn('request_type', 'text', (column) => column.notNull())
        .addColumn('request_body', 'text')
        .addColumn('response_type', 'text', (column) => column.notNull())
        .addColumn('response_body', 'text')
        .addColumn('nodes', 'text', (column) => column.notNull())
        .execute()
      await database.schema
        .createIndex('call_requests_of_call')
        .ifNotExists()
        .on('call_requests')
        .columns(['call_id'])
        .execute()
      await database.schema
        .createIndex('call_requests_of_flow')
        .ifNotExists()
        .on('call_requests')
        .columns(['flow_id', 'id'])
        .execute()
    },
  },
  '0002-warnings': { up: (database: Kysely<unknown>) => addText(database, 'warnings') },
  '0003-variables-and-look-ups': {
    async up(database: Kysely<unknown>) {
      await addText(database, 'variables')
      await addText(database, 'look_ups')
    },
  },
}

async function addText(database: Kysely<unknown>, column: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info('call_requests')`.execute(database)
  if (rows.some(({ name }) => name === column)) return
  await database.schema.alterTable('call_requests').addColumn(column, 'text').execute()
}
