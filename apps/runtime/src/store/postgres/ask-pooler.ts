import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'

/**
 * Queries that calls wait for are prepared under a name, which one connection of the server knows. A pooler that gives each
 * transaction another connection has to know these names too: one that does not would fail every look-up, and lose the call log.
 * @throws PostgreSQL’s error for a name that is not known, where such a pooler is between
 */
export async function askWhetherNamesStay(pool: Pick<Pool, 'connect'>): Promise<void> {
  const [one, other] = [await pool.connect(), await pool.connect()]
  const named = { name: randomUUID(), text: 'select 1' }
  try {
    await one.query(named)
    await other.query('begin; select 1') // takes the connection that was used last
    await one.query(named)
  } finally {
    await other.query('rollback').catch(() => undefined) // of a connection that is broken, which the pool sees
    one.release()
    other.release()
  }
}
