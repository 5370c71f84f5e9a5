import type { Pool, PoolClient } from 'pg'

/**
 * All of it or nothing, and by default without waiting for the disk: the last commits may be lost in a power cut, but never one that
 * came before a commit which has waited.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  { waits = false }: { waits?: boolean } = {},
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(waits ? 'begin' : 'begin; set local synchronous_commit = off')
    const done = await work(client)
    await client.query('commit')
    return done
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}
