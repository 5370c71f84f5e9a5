import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { type CanonicalRow, type CanonicalValue, canonicalJson, cellsOf, toCanonical } from '../copy/canonical.ts'
import { CALL_REQUESTS, type ColumnKind, type CopiedTable, quoted, TABLE_ROWS } from '../copy/copied-tables.ts'
import type { CopySource, CopyTarget } from '../copy/copy-ends.ts'
import { MaintenanceError } from '../maintenance-error.ts'
import type { SecretProbe } from '../secret-probe.ts'
import type { StudioTables } from '../sql/tables.ts'
import { createDays } from './call-days.ts'
import { cleanText, toJsonb } from './clean-text.ts'
import { databaseName, toDatabaseUrlError } from './connection-problem.ts'
import { POSTGRES, toTimestamp } from './dialect.ts'
import { inTransaction } from './in-transaction.ts'
import { emptyDatabase, migrate, readVersion, refuseOtherSecret, refuseUnfinished, setUnfinished } from './migrate.ts'
import { connectionOf } from './pool.ts'

/** How servers tell these connections from their own. */
const APPLICATION = 'callflow'

/**
 * Reads a database as it is now. Servers may run on it.
 * @param probe null: nobody knows the secret of its servers
 * @throws MaintenanceError where it holds no studio, or one of an older version; DatabaseUrlError
 */
export async function openCopySource(databaseUrl: string, probe: SecretProbe | null): Promise<CopySource> {
  const client = new pg.Client({ ...connectionOf(databaseUrl), application_name: APPLICATION })
  client.on('error', () => undefined) // the next query fails
  try {
    await client.connect()
    await client.query('begin isolation level repeatable read read only')
    await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0')
    const isDone = await readVersion(client, databaseName(databaseUrl))
    if (isDone === 'empty')
      throw new MaintenanceError(`There is no studio in the database ${databaseName(databaseUrl)}.`)
    if (isDone === 'older') throw older(databaseUrl)
    await refuseUnfinished(client, databaseName(databaseUrl))
    if (probe !== null) await refuseOtherSecret(client, probe)
  } catch (error) {
    await client.end()
    throw error instanceof MaintenanceError ? error : toDatabaseUrlError(error, databaseUrl)
  }
  return { ...readsOver(client), close: () => client.end() }
}

const older = (databaseUrl: string): MaintenanceError =>
  new MaintenanceError(
    `The database ${databaseName(databaseUrl)} is of an older Callflow Studio. Start this version on it once, which brings it up to date, and copy then.`,
  )

/**
 * Opens a database to write to, and makes what is missing.
 * @param isReplaced whether what is there is deleted first
 * @throws MaintenanceError where servers use it, or where it is of an older version; DatabaseUrlError
 */
export async function openCopyTarget(
  databaseUrl: string,
  probe: SecretProbe,
  isReplaced: boolean,
): Promise<CopyTarget> {
  const pool = new pg.Pool({ ...connectionOf(databaseUrl), application_name: APPLICATION, max: 1 })
  pool.on('error', () => undefined) // the next query takes another connection
  try {
    await refuseUsed(pool, databaseUrl)
    if (isReplaced) await emptyDatabase(pool, databaseName(databaseUrl))
    else if ((await readVersion(pool, databaseName(databaseUrl))) === 'older') throw older(databaseUrl)
    const queries = new Kysely<StudioTables>({
      dialect: new PostgresDialect({ pool }),
      plugins: [new CamelCasePlugin()],
    })
    await migrate(queries, databaseName(databaseUrl), probe)
  } catch (error) {
    await pool.end()
    throw error instanceof MaintenanceError ? error : toDatabaseUrlError(error, databaseUrl)
  }
  return { ...readsOver(pool), ...writesOver(pool), close: () => pool.end() }
}

async function refuseUsed(pool: pg.Pool, databaseUrl: string): Promise<void> {
  const { rows } = await pool.query(
    `select from pg_stat_activity where datname = current_database() and application_name = 'callflow-studio' limit 1`,
  )
  if (rows.length > 0)
    throw new MaintenanceError(
      `Servers use the database ${databaseName(databaseUrl)}. Stop them, copy, and start them again.`,
    )
}

function readsOver(client: pg.Pool | pg.Client): Omit<CopySource, 'close'> {
  return {
    async count(table) {
      const { rows } = await client.query<{ rows: number }>(`select count(*) as rows from ${table.name}`)
      return rows[0]?.rows ?? 0
    },
    async read(table, after) {
      const columns = Object.keys(table.columns).map(quoted).join(', ')
      const key = table.key.map(quoted).join(', ')
      const where = after === null ? '' : `where (${key}) > (${after.map((_, index) => `$${index + 1}`).join(', ')})`
      const { rows } = await client.query<Record<string, unknown>>(
        `select ${columns} from ${table.name} ${where} order by ${key} limit ${table.batch}`,
        [...(after ?? [])],
      )
      return rows.map((row) => toCanonical(table, row))
    },
    async counters() {
      const { rows } = await client.query<{ epoch: number; generation: number }>(
        `select epoch, (select case when is_called then last_value else 0 end from table_generations_id_seq) as generation
         from epoch_counter`,
      )
      return { epoch: rows[0]?.epoch ?? 0, generation: rows[0]?.generation ?? 0 }
    },
  }
}

function writesOver(pool: pg.Pool): Omit<CopyTarget, keyof CopySource> {
  const days = createDays(pool)
  return {
    adapt: (table, row) => {
      const kinds = Object.values(table.columns)
      return row.map((value, column) => adapted(kinds[column], value))
    },
    async write(table, rows) {
      if (table === CALL_REQUESTS) await days.add(rows.map(([id]) => Number(id)))
      const insertAll = async (client: pg.PoolClient): Promise<void> => {
        await insertRows(client, table, rows)
        if (table === TABLE_ROWS) await insertCells(client, rows)
      }
      await inTransaction(pool, insertAll, { waits: true })
    },
    setUnfinished: (isUnfinished) => setUnfinished(pool, isUnfinished),
    async setCounters({ epoch, generation }) {
      await pool.query('update epoch_counter set epoch = $1', [epoch])
      if (generation > 0) await pool.query(`select setval('table_generations_id_seq', $1)`, [generation])
      await pool.query(`select setval('table_rows_id_seq', max(id)) from table_rows having max(id) is not null`)
    },
    async countCells() {
      const { rows } = await pool.query<{ cells: number }>('select count(*) as cells from table_cells')
      return rows[0]?.cells ?? 0
    },
  }
}

function adapted(kind: ColumnKind | undefined, value: CanonicalValue): CanonicalValue {
  if (typeof value !== 'string') return value
  return kind === 'json' ? canonicalJson(JSON.parse(toJsonb(JSON.parse(value)))) : cleanText(value)
}

async function insertRows(client: pg.PoolClient, table: CopiedTable, rows: readonly CanonicalRow[]): Promise<void> {
  const [names, kinds] = [Object.keys(table.columns), Object.values(table.columns)]
  const places = rows.map(
    (_, row) => `(${names.map((_name, column) => `$${row * names.length + column + 1}`).join(', ')})`,
  )
  await client.query(
    `insert into ${table.name} (${names.map(quoted).join(', ')}) values ${places.join(', ')}`,
    rows.flatMap((row) => row.map((value, column) => toStored(kinds[column], value))),
  )
}

const toStored = (kind: ColumnKind | undefined, value: CanonicalValue): CanonicalValue =>
  kind === 'milliseconds' && value !== null ? toTimestamp(Number(value)) : value

async function insertCells(client: pg.PoolClient, rows: readonly CanonicalRow[]): Promise<void> {
  const cells = rows
    .flatMap(cellsOf)
    .map(({ generation, column, value, row, id }) => [generation, column, POSTGRES.toIndexed(value), row, id])
  await client.query(
    `insert into table_cells (generation, column_id, value, row, id)
     select * from unnest($1::bigint[], $2::text[], $3::text[], $4::integer[], $5::bigint[])`,
    [0, 1, 2, 3, 4].map((part) => cells.map((cell) => cell[part])),
  )
}
