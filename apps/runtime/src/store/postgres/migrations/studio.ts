import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Inline, so that a bundle holds them. All of them that are missing run in one transaction. Texts that are sorted or compared
 * have the order of their bytes, as in SQLite. Documents and what the log keeps are `json`, which leaves a text as it is; what
 * is asked by its parts is `jsonb` (decision 0040).
 */
export const migrations: Record<string, Migration> = {
  '0001-studio': {
    async up(database: Kysely<unknown>) {
      for (const statement of STUDIO) await sql.raw(statement).execute(database)
    },
  },
  '0002-call-log': {
    async up(database: Kysely<unknown>) {
      for (const statement of CALL_LOG) await sql.raw(statement).execute(database)
    },
  },
  '0003-calls': {
    async up(database: Kysely<unknown>) {
      for (const statement of CALLS) await sql.raw(statement).execute(database)
    },
  },
  '0004-settings': {
    async up(database: Kysely<unknown>) {
      await sql`create table settings (name text collate "C" primary key, value json not null)`.execute(database)
    },
  },
  '0005-flow-tests': {
    async up(database: Kysely<unknown>) {
      for (const statement of FLOW_TESTS) await sql.raw(statement).execute(database)
    },
  },
  '0006-connections': {
    async up(database: Kysely<unknown>) {
      await sql`create table connections (
        id text collate "C" primary key, base_url text not null, account_id text collate "C" not null unique,
        account json not null, sealed text not null, updated_at timestamptz not null)`.execute(database)
    },
  },
}

const FLOW_TESTS = [
  `create table flow_tests (
    id text collate "C" primary key, flow_id text collate "C" not null references flows (id), place integer not null,
    name text not null, text text not null, created_at timestamptz not null, updated_at timestamptz not null,
    last_run json)`,
  `create index flow_tests_of_flow on flow_tests (flow_id, place)`,
  `alter table versions add column tests json`,
]

const STUDIO = [
  `create table studio_settings (name text primary key, value text not null)`,
  `create table flows (
    id text collate "C" primary key, name text collate "C" not null, revision integer not null, document json not null,
    document_bytes integer not null generated always as (octet_length(document::text)) stored,
    key text collate "C" not null unique, live_version integer, created_at timestamptz not null,
    updated_at timestamptz not null, deleted_at timestamptz)`,
  `create table versions (
    flow_id text collate "C" not null references flows (id), version integer not null, document json not null,
    note text not null, published_at timestamptz not null, changed_steps integer not null, primary key (flow_id, version))`,
  // Published is published: not even a mistake of ours may change what calls run on.
  `create function versions_stay() returns trigger language plpgsql as $$
    begin raise exception 'published versions never change'; end $$`,
  `create trigger versions_stay before update on versions for each row execute function versions_stay()`,
  `create table activations (
    epoch bigint primary key, flow_id text collate "C" not null references flows (id), version integer,
    at timestamptz not null)`,
  `create table epoch_counter (id integer primary key, epoch bigint not null)`,
  `insert into epoch_counter values (1, 0)`,
  `create table changes (
    epoch bigint primary key, at timestamptz not null, actor text not null, operation text not null, subject text not null,
    detail jsonb)`,
  // Heard by all servers when the change is committed.
  `create function tell_of_change() returns trigger language plpgsql as $$
    begin perform pg_notify('callflow_changes', new.epoch::text); return null; end $$`,
  `create trigger tell_of_change after insert on changes for each row execute function tell_of_change()`,
  `create table secrets (name text collate "C" primary key, sealed text not null, updated_at timestamptz not null)`,
  `create table flow_summaries (
    flow_id text collate "C" primary key references flows (id), state text not null, summary json not null,
    search_text text not null)`,
  `create table switches (
    id text collate "C" primary key, name text not null, state text not null, until timestamptz, changed_at timestamptz,
    changed_by json)`,
  `create table recordings (
    id text collate "C" primary key, flow_id text not null, version integer not null, node_id text not null,
    call_id text collate "C" not null, visit integer not null, kind text not null, size_bytes bigint not null,
    duration_ms integer, created_at timestamptz not null, deleted_at timestamptz)`,
  `create index recordings_of_call on recordings (call_id, created_at)`,
  `create table data_tables (
    id text collate "C" primary key, row_count integer not null, created_at timestamptz not null,
    updated_at timestamptz not null)`,
  `create table table_states (
    epoch bigint primary key, table_id text collate "C" not null references data_tables (id), name text not null,
    columns jsonb not null, key_column text not null, live boolean not null, revision integer not null,
    generation bigint not null, deleted boolean not null, at timestamptz not null)`,
  `create table table_generations (
    id bigint generated by default as identity primary key, table_id text collate "C" not null, started_at timestamptz)`,
  `create table table_rows (
    id bigint generated by default as identity primary key, generation bigint not null, row integer not null,
    cells jsonb not null, from_epoch bigint not null, to_epoch bigint, ended_at timestamptz, expires_at timestamptz)`,
  `create index table_rows_in_order on table_rows (generation, row)`,
  `create index table_rows_ended on table_rows (ended_at) where ended_at is not null`,
  `create index table_rows_expiring on table_rows (expires_at) where expires_at is not null`,
  // Every column is indexed, so that a look-up is a point read whichever column it asks.
  `create table table_cells (
    generation bigint not null, column_id text collate "C" not null, value text collate "C" not null, row integer not null,
    id bigint not null, primary key (generation, column_id, value, row, id))`,
  // What was written for a request that KAZOO may send again.
  `create table table_writes (
    name text collate "C" primary key, at timestamptz not null, before jsonb, after jsonb)`,
  `create index table_writes_by_time on table_writes (at)`,
]

/** A partition for each day: its ids are microseconds since 1970. */
const CALL_LOG = [
  `create table call_requests (
    id bigint primary key, at timestamptz not null, call_id text collate "C" not null, flow_id text collate "C" not null,
    flow_name text not null, version integer not null, caller_name text not null, caller_number text collate "C" not null,
    called text not null, hop integer not null, status integer not null, took_ms double precision not null,
    state text not null, error text, warnings json, asked_for text, method text not null, url text not null,
    request_type text not null, request_body text, response_type text not null, response_body text, nodes json not null,
    variables json, look_ups json) partition by range (id)`,
  `create index call_requests_of_call on call_requests (call_id)`,
  `create index call_requests_of_flow on call_requests (flow_id, id)`,
  // Another number after each batch of rows.
  `create sequence call_log_marks`,
  `select nextval('call_log_marks')`,
]

/** Calls, made of requests some time after these are written (decision 0043). */
const CALLS = [
  `alter table call_requests add column is_test integer not null default 0`,
  `create table calls (
    id bigint primary key, key text collate "C" not null unique, call_id text not null, last_id bigint not null,
    at bigint not null, last_at bigint not null, flow_id text collate "C" not null, flow_name text not null,
    version integer not null, caller_name text not null, caller_number text collate "C" not null, called text not null,
    requests integer not null, slowest_ms double precision not null, status integer not null,
    outcome text collate "C" not null, error text, has_warning integer not null, slow integer not null,
    failed integer not null, traffic text not null)`,
  `create index calls_by_last_request on calls (last_id)`,
  `create index calls_by_outcome on calls (outcome, id)`,
  `create index calls_of_caller on calls (caller_number, id)`,
  `create index calls_open on calls (last_id) where outcome = 'waiting'`,
  `create index calls_slow on calls (id) where slow = 1`,
  `create index calls_failed on calls (id) where failed = 1`,
  `create table call_flows (
    flow_id text collate "C" not null, call bigint not null references calls (id) on delete cascade,
    version integer not null, outcome text collate "C" not null, slow integer not null, failed integer not null,
    primary key (flow_id, call, version) include (outcome, slow, failed))`,
  `create index call_flows_by_call on call_flows (call)`,
  `create table call_words (id bigint primary key references calls (id) on delete cascade, words tsvector not null)`,
  `create index call_words_index on call_words using gin (words)`,
  `create table call_traffic (
    flow_id text collate "C" not null, hour integer not null, version integer not null, kind text collate "C" not null,
    node_id text collate "C" not null, port text collate "C" not null, calls integer not null, ms bigint not null,
    primary key (flow_id, hour, version, kind, node_id, port))`,
  // Requests that are not part of a call yet.
  `create table call_pending (id bigint primary key)`,
  `create function call_requests_come() returns trigger language plpgsql as $$
    begin insert into call_pending select id from fresh on conflict do nothing; return null; end $$`,
  `create trigger call_requests_come after insert on call_requests referencing new table as fresh
    for each statement execute function call_requests_come()`,
  // A call goes with the last of its requests.
  `create function call_requests_go() returns trigger language plpgsql as $$
    begin
      delete from call_pending using gone where call_pending.id = gone.id;
      delete from calls using gone where calls.last_id = gone.id;
      return null;
    end $$`,
  `create trigger call_requests_go after delete on call_requests referencing old table as gone
    for each statement execute function call_requests_go()`,
  `insert into call_pending select id from call_requests`,
]
