import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { SecretProbe } from '../secret-probe.ts'
import type { StudioTables } from '../sql/tables.ts'
import { DatabaseUrlError } from '../storage-error.ts'
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

/** Tables of extensions are nobody's. */
async function refuseForeign(tx: Kysely<StudioTables>, name: string): Promise<void> {
  const { rows } = await sql<{ relname: string }>`
    select relname from pg_class c where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`.execute(tx)
  const tables = rows.map(({ relname }) => relname)
  if (tables.length > 0 && !tables.includes(MIGRATION_TABLE))
    throw new DatabaseUrlError(
      `DATABASE_URL: the database ${name} holds tables of another program, such as ${tables[0]}. Name an empty database.`,
    )
  if (tables.length === 0) return
  const { rows: done } = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(tx)
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
  const { rows } = await sql<{ value: string }>`select value from studio_settings where name = 'probe'`.execute(tx)
  const [probe] = rows
  if (!probe) await sql`insert into studio_settings (name, value) values ('probe', ${seal()})`.execute(tx)
  else if (!opens(probe.value))
    throw new DatabaseUrlError(
      'STUDIO_SECRET: the other servers of this database have another one. Set the same on all of them.',
    )
  else if (!isCurrent(probe.value))
    await sql`update studio_settings set value = ${seal()} where name = 'probe'`.execute(tx)
}
