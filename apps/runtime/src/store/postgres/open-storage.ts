/** Everything but the call log, in PostgreSQL. */
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import type { SecretProbe } from '../secret-probe.ts'
import { storesOver } from '../sql/stores-over.ts'
import type { StudioTables } from '../sql/tables.ts'
import type { Storage, Transaction } from '../storage.ts'
import { askWhetherNamesStay } from './ask-pooler.ts'
import { databaseName, toDatabaseUrlError } from './connection-problem.ts'
import { POSTGRES } from './dialect.ts'
import { inTime } from './in-time.ts'
import { listenForChanges } from './listener.ts'
import { CHANGE_LOCK } from './locks.ts'
import { migrate, refuseUnfinished } from './migrate.ts'
import { createPool } from './pool.ts'
import { createRowReader, createRowsReader } from './row-reader.ts'
import { createRowWriter } from './row-writer.ts'

const QUERY_TIMEOUT_MS = 8000
const MAX_CONNECTIONS = 8
/**
 * A listener can be cut, and hears nothing through some poolers: changes are looked for this often in any case. With the pauses
 * of the follower they are known within a second.
 */
const READ_EVERY_MS = 700
const PING_MS = 500

/**
 * Opens the database and brings it up to date.
 * @param onProblem told of connections that break
 * @throws DatabaseUrlError
 */
export async function openStorage(
  databaseUrl: string,
  probe: SecretProbe,
  onProblem: (message: string) => void,
): Promise<Storage> {
  const pool = createPool(databaseUrl, { max: MAX_CONNECTIONS, timeoutMs: QUERY_TIMEOUT_MS }, ({ message }) =>
    onProblem(`A connection to the database broke: ${message}. Another one takes its place.`),
  )
  const queries = new Kysely<StudioTables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  })
  try {
    const name = databaseName(databaseUrl)
    await migrate(queries, name, probe)
    await refuseUnfinished(pool, name)
    await askWhetherNamesStay(pool)
  } catch (error) {
    await pool.end()
    throw toDatabaseUrlError(error, databaseUrl)
  }
  let isTold = true
  let readAt = 0
  const listener = listenForChanges(databaseUrl, () => {
    isTold = true
  })
  return {
    ...storesOver(queries, POSTGRES),
    transaction: (work) => queries.transaction().execute((transaction) => work(transactionOver(transaction))),
    async readVersion(flowId, version) {
      const { rows } = await pool.query<{ document: string }>({
        name: 'read-version',
        text: 'select document from versions where flow_id = $1 and version = $2',
        values: [flowId, version],
      })
      return rows[0]?.document ?? null
    },
    readRow: createRowReader(pool),
    readRows: createRowsReader(pool),
    writeRows: createRowWriter(pool),
    hasNews() {
      const now = performance.now()
      if (!isTold && now - readAt < READ_EVERY_MS) return false
      isTold = false
      readAt = now
      return true
    },
    async ping() {
      await inTime(pool.query('select 1'), PING_MS)
    },
    check: () => undefined,
    canBeAway: true,
    async close() {
      await listener.close()
      await pool.end()
    },
  }
}

/** Changes take turns: a follower that reads up to an epoch misses none that is committed later. */
function transactionOver(queries: Kysely<StudioTables>): Transaction {
  const stores = storesOver(queries, POSTGRES)
  return {
    ...stores,
    changes: {
      ...stores.changes,
      async nextEpoch() {
        await sql`select pg_advisory_xact_lock(${sql.lit(CHANGE_LOCK)})`.execute(queries)
        return stores.changes.nextEpoch()
      },
    },
  }
}
