import { type Kysely, type RawBuilder, sql } from 'kysely'
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
  '0004-calls': {
    async up(database: Kysely<unknown>) {
      await addColumn(database, 'is_test', sql`integer not null default 0`)
      for (const statement of CALLS) await sql.raw(statement).execute(database)
    },
  },
}

/** Calls, made of requests some time after these are written (decision 0043). The index of words is added where it is missing. */
const CALLS = [
  `create table if not exists calls (
    id integer primary key, key text not null unique, call_id text not null, last_id integer not null, at integer not null,
    last_at integer not null, flow_id text not null, flow_name text not null, version integer not null,
    caller_name text not null, caller_number text not null, called text not null, requests integer not null,
    slowest_ms real not null, status integer not null, outcome text not null, error text, has_warning integer not null,
    slow integer not null, failed integer not null, traffic text not null)`,
  `create index if not exists calls_by_last_request on calls (last_id)`,
  `create index if not exists calls_by_outcome on calls (outcome, id)`,
  `create index if not exists calls_of_caller on calls (caller_number, id)`,
  `create index if not exists calls_open on calls (last_id) where outcome = 'waiting'`,
  `create index if not exists calls_slow on calls (id) where slow = 1`,
  `create index if not exists calls_failed on calls (id) where failed = 1`,
  `create table if not exists call_flows (
    flow_id text not null, call integer not null, version integer not null, outcome text not null, slow integer not null,
    failed integer not null, primary key (flow_id, call, version)) without rowid`,
  `create index if not exists call_flows_by_call on call_flows (call)`,
  `create table if not exists call_traffic (
    flow_id text not null, hour integer not null, version integer not null, kind text not null, node_id text not null,
    port text not null, calls integer not null, ms integer not null,
    primary key (flow_id, hour, version, kind, node_id, port)) without rowid`,
  // Requests that are not part of a call yet.
  `create table if not exists call_pending (id integer primary key)`,
  `create trigger if not exists call_requests_come after insert on call_requests
    begin insert or ignore into call_pending values (new.id); end`,
  // A call goes with the last of its requests.
  `create trigger if not exists call_requests_go after delete on call_requests begin
    delete from call_pending where id = old.id;
    delete from calls where last_id = old.id;
  end`,
  `create trigger if not exists calls_go after delete on calls begin
    delete from call_flows where call = old.id;
    delete from call_words where rowid = old.id;
  end`,
]

const addText = (database: Kysely<unknown>, column: string): Promise<void> => addColumn(database, column, sql`text`)

async function addColumn(database: Kysely<unknown>, column: string, type: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info('call_requests')`.execute(database)
  if (rows.some(({ name }) => name === column)) return
  await sql`alter table call_requests add column ${sql.ref(column)} ${type}`.execute(database)
}
