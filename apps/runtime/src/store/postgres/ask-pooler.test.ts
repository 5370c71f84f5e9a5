import type { PoolClient } from 'pg'
import { expect, inject, it } from 'vitest'
import { askWhetherNamesStay } from './ask-pooler.ts'
import { toDatabaseUrlError } from './connection-problem.ts'
import { createPool } from './pool.ts'

const databaseUrl = inject('postgresUrl') ?? ''

it.runIf(databaseUrl)('a pooler that forgets prepared statements is named with what to set', async () => {
  const pool = createPool(databaseUrl, { max: 2, timeoutMs: 5000 }, () => undefined)
  await askWhetherNamesStay(pool)

  const clients: PoolClient[] = []
  const forgetful = {
    async connect() {
      const client = await pool.connect()
      clients.push(client)
      const [first] = clients
      const ask = async (text: string) => {
        if (text.startsWith('begin')) await first?.query('deallocate all')
        return client.query(text)
      }
      return clients.length === 2 ? Object.assign(Object.create(client), { query: ask }) : client
    },
  }
  const error = await askWhetherNamesStay(forgetful as typeof pool).catch((reason: unknown) => reason)
  expect(toDatabaseUrlError(error, 'postgres://pooler:6432/callflow').message).toBe(
    'DATABASE_URL: the pooler at pooler:6432 forgets prepared statements. Set max_prepared_statements there (PgBouncer 1.21 or newer), or pool_mode=session.',
  )
  await pool.end()
})
