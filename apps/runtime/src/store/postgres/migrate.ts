import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Pool } from 'pg'
import type { SecretProbe } from '../secret-probe.ts'
import type { StudioTables } from '../sql/tables.ts'
import { DatabaseUrlError } from '../storage-error.ts'
import { inTransaction } from './in-transaction.ts'
import { MIGRATION_LOCK } from './locks.ts'
import { migrations } from './migrations/studio.ts'

const MIGRATION_TABLE = 'studio_migrations'
const MIGRATION_LOCK_TABLE = 'studio_migration_lock'

/**
 * Brings a database up to date, in one transaction: of several servers that start at once, one does.
 * @throws DatabaseUrlError where it is another program's, newer than this server, or of servers with another secret
 */
export async function migrate(database: Kysely<StudioTables>, name: string, probe: SecretProbe): Promise<void> {
  await database.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = '60s'`.execute(tx)
    await sql`set local statement_timeout = 0`.execute(tx)
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx)
    await refuseForeign(tx, name)
    await refuseWithoutRights(tx)
    const migrator = new Migrator({
      db: tx,
      provider: { getMigrations: async () => migrations },
      migrationTableName: MIGRATION_TABLE,
      migrationLockTableName: MIGRATION_LOCK_TABLE,
    })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw error
    await compareSecrets(tx, probe)
  })
}

/** A connection, or several, of the library itself. */
type Queries = Pick<Pool, 'query'>

/**
 * How far a database has been brought up to date, which is only read.
 * @throws DatabaseUrlError where it is another program's, or newer than this version
 */
export async function readVersion(database: Queries, name: string): Promise<'empty' | 'older' | 'current'> {
  const { rows: tables } = await database.query<{ relname: string }>(LIST_TABLES)
  refuseOtherProgram(tables, name)
  if (tables.length === 0) return 'empty'
  const { rows: done } = await database.query<{ name: string }>(LIST_DONE)
  refuseNewer(done, name)
  return done.length < Object.keys(migrations).length ? 'older' : 'current'
}

/** @throws DatabaseUrlError where what the servers of a database have sealed cannot be opened */
export async function refuseOtherSecret(database: Queries, { opens }: SecretProbe): Promise<void> {
  const { rows } = await database.query<{ value: string }>(READ_PROBE)
  if (rows[0] && !opens(rows[0].value)) throw otherSecret()
}

/** @throws DatabaseUrlError where a copy to this database was cut off, or what was copied is not what was read */
export async function refuseUnfinished(database: Queries, name: string): Promise<void> {
  const { rows } = await database.query(`select from studio_settings where name = '${UNFINISHED}'`)
  if (rows.length > 0)
    throw new DatabaseUrlError(
      `DATABASE_URL: the database ${name} is an unfinished copy. Run the same callflow db copy again: it continues.`,
    )
}

export async function setUnfinished(database: Queries, isUnfinished: boolean): Promise<void> {
  await database.query(
    isUnfinished
      ? `insert into studio_settings (name, value) values ('${UNFINISHED}', '') on conflict do nothing`
      : `delete from studio_settings where name = '${UNFINISHED}'`,
  )
}

/**
 * Empties a database of a studio, of this version or an older one, and marks it as an unfinished copy.
 * @throws DatabaseUrlError where it is another program's, or newer than this version
 */
export async function emptyDatabase(pool: Pool, name: string): Promise<void> {
  if ((await readVersion(pool, name)) === 'empty') return
  const { rows } = await pool.query<{ relname: string }>(LIST_TABLES)
  const kept = [MIGRATION_TABLE, MIGRATION_LOCK_TABLE, 'epoch_counter']
  const emptied = rows.map(({ relname }) => relname).filter((table) => !kept.includes(table))
  await inTransaction(
    pool,
    async (client) => {
      await client.query(`truncate ${emptied.map((table) => `"${table}"`).join(', ')} restart identity`)
      await client.query('update epoch_counter set epoch = 0')
      await setUnfinished(client, true)
    },
    { waits: true },
  )
}

/** The setting that an unfinished copy has. */
const UNFINISHED = 'unfinished copy'

const LIST_TABLES = `select relname from pg_class c where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`
const LIST_DONE = `select name from ${MIGRATION_TABLE}`
const READ_PROBE = `select value from studio_settings where name = 'probe'`

/** Tables of extensions are nobody's. */
async function refuseForeign(tx: Kysely<StudioTables>, name: string): Promise<void> {
  const { rows: tables } = await sql<{ relname: string }>`${sql.raw(LIST_TABLES)}`.execute(tx)
  refuseOtherProgram(tables, name)
  if (tables.length === 0) return
  const { rows: done } = await sql<{ name: string }>`${sql.raw(LIST_DONE)}`.execute(tx)
  refuseNewer(done, name)
}

function refuseOtherProgram(tables: readonly { relname: string }[], name: string): void {
  if (tables.length > 0 && !tables.some(({ relname }) => relname === MIGRATION_TABLE))
    throw new DatabaseUrlError(
      `DATABASE_URL: the database ${name} holds tables of another program, such as ${tables[0]?.relname}. Name an empty database.`,
    )
}

function refuseNewer(done: readonly { name: string }[], name: string): void {
  const unknown = done.find((migration) => !Object.hasOwn(migrations, migration.name))
  if (unknown)
    throw new DatabaseUrlError(
      `DATABASE_URL: the database ${name} is of a newer Callflow Studio (${unknown.name}). Start that version, or a newer one.`,
    )
}

async function refuseWithoutRights(tx: Kysely<StudioTables>): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`
    select coalesce(has_schema_privilege(current_schema(), 'create'), false) as may`.execute(tx)
  if (!rows[0]?.may) throw Object.assign(new Error('permission denied for schema'), { code: NO_RIGHTS })
}

/** PostgreSQL's code for it. */
const NO_RIGHTS = '42501'

async function compareSecrets(tx: Kysely<StudioTables>, { seal, opens, isCurrent }: SecretProbe): Promise<void> {
  const { rows } = await sql<{ value: string }>`${sql.raw(READ_PROBE)}`.execute(tx)
  const [probe] = rows
  if (!probe) await sql`insert into studio_settings (name, value) values ('probe', ${seal()})`.execute(tx)
  else if (!opens(probe.value)) throw otherSecret()
  else if (!isCurrent(probe.value))
    await sql`update studio_settings set value = ${seal()} where name = 'probe'`.execute(tx)
}

const otherSecret = (): DatabaseUrlError =>
  new DatabaseUrlError(
    'STUDIO_SECRET: the other servers of this database have another one. Set the same on all of them.',
  )
