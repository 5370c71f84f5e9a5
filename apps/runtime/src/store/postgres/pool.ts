/** Connections to PostgreSQL, which come back by themselves: each query takes one that works, or fails in time. */
import pg from 'pg'
import { cleanText } from './clean-text.ts'

/** As long as anybody waits for a connection. */
const CONNECT_TIMEOUT_MS = 2000
/** Longer than the server itself lets a query take: past it the connection is dead. */
const DEAD_AFTER_MS = 1000
/** A connection on which nothing was sent for so long is asked whether it is alive: a listener would hear nothing for hours. */
const QUIET_MS = 10_000
/** Connections are replaced now and then, so that a server that became a replica is left. */
const MAX_LIFETIME_S = 60

export interface PoolOptions {
  max: number
  /** As long as a query may take. */
  timeoutMs: number
}

/** @param onLost told of connections that break while nobody uses them: the next query takes another one */
export function createPool(
  databaseUrl: string,
  { max, timeoutMs }: PoolOptions,
  onLost: (error: Error) => void,
): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOf(databaseUrl),
    Client: StudioClient,
    max,
    query_timeout: timeoutMs + DEAD_AFTER_MS,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: MAX_LIFETIME_S,
    // Not among the options of the connection, which a pooler between does not know.
    onConnect: async (client) => {
      await client.query(
        `set statement_timeout = ${timeoutMs}; set lock_timeout = ${Math.min(timeoutMs, LOCK_TIMEOUT_MS)};
         set idle_in_transaction_session_timeout = ${timeoutMs}`,
      )
    },
  })
  pool.on('error', onLost)
  giveUpIdleBeside(pool)
  return pool
}

/** Where one connection is dead, those that nobody uses most likely are too: each would cost the next query its whole time. */
function giveUpIdleBeside(pool: pg.Pool): void {
  const idle = new Set<pg.Client>()
  const giveUpAll = (): void => {
    for (const client of idle) client.connection.stream.destroy() // the pool hears of it
  }
  pool.on('connect', (client) => client.on(DEAD as 'end', giveUpAll))
  pool.on('acquire', (client) => idle.delete(client))
  pool.on('release', (_error, client) => idle.add(client))
  pool.on('remove', (client) => idle.delete(client))
}

/** As long as a save waits for another one. */
const LOCK_TIMEOUT_MS = 4000

/** What a connection needs to know, outside of a pool too. `sslmode` means what it does in PostgreSQL's own programs. */
export function connectionOf(databaseUrl: string): pg.ClientConfig {
  const url = new URL(databaseUrl)
  if (url.searchParams.has('sslmode') && !url.searchParams.has('uselibpqcompat'))
    url.searchParams.set('uselibpqcompat', 'true')
  return {
    connectionString: url.href,
    application_name: 'callflow-studio',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: QUIET_MS,
    types: { getTypeParser: parserOf },
  }
}

/** Values as the stores hand them on: times as ISO 8601, JSON as text, whole numbers as numbers. */
function parserOf(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  switch (oid) {
    case TIMESTAMPTZ:
      return (text) => new Date(text).toISOString()
    case INT8:
      return Number
    case JSON_TEXT:
    case JSONB:
      return (text) => text
    default:
      return pg.types.getTypeParser(oid, format as 'text')
  }
}

const INT8 = 20
const JSON_TEXT = 114
const TIMESTAMPTZ = 1184
const JSONB = 3802

/** Emitted by a client whose query was not answered in time. */
const DEAD = 'dead'

/** Replaces what PostgreSQL stores in no text, and gives a connection up that does not answer. */
class StudioClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    this.on('error', () => undefined) // of a connection in use, whose query fails with it; the pool hears of all others
    const query = this.query.bind(this) as (...given: unknown[]) => unknown
    const send = (...given: unknown[]): unknown => {
      const callback = given.at(-1)
      if (typeof callback === 'function')
        given[given.length - 1] = (error: unknown, ...result: unknown[]) => {
          this.#giveUpAfter(error)
          callback(error, ...result)
        }
      const sent = query(...given.map(cleanArgument))
      if (sent instanceof Promise) sent.catch((error: unknown) => this.#giveUpAfter(error))
      return sent
    }
    this.query = send as typeof this.query
  }

  #giveUpAfter(error: unknown): void {
    if (!(error instanceof Error) || error.message !== READ_TIMEOUT) return
    this.connection.stream.destroy()
    this.emit(DEAD)
  }
}

/** What the library says. */
const READ_TIMEOUT = 'Query read timeout'

function cleanArgument(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(cleanValue)
  const isConfig = typeof given === 'object' && given !== null && 'values' in given && !('submit' in given)
  return isConfig ? { ...given, values: cleanArgument(given.values) } : given
}

const cleanValue = (value: unknown): unknown =>
  typeof value === 'string' ? cleanText(value) : Array.isArray(value) ? value.map(cleanValue) : value
