/** Hears of changes as they are committed, on a connection of its own that comes back by itself. */
import pg from 'pg'
import { connectionOf } from './pool.ts'

/** Between two tries, each time longer, and not of all servers at once. */
const RETRY_MS = { first: 200, most: 5000 }

/** @param onChange called where something was changed, and where something may have been missed */
export function listenForChanges(databaseUrl: string, onChange: () => void): { close: () => Promise<void> } {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null
  let delayMs = RETRY_MS.first
  let isClosed = false

  async function connect(): Promise<void> {
    let fresh: pg.Client | null = null
    const retry = (): void => {
      if (isClosed || client !== fresh) return
      client = null
      timer = setTimeout(connect, delayMs * (0.5 + Math.random()))
      timer.unref()
      delayMs = Math.min(RETRY_MS.most, delayMs * 2)
    }
    try {
      fresh = new pg.Client(connectionOf(databaseUrl)) // reads the files that the address names
      client = fresh
      fresh.on('error', retry)
      fresh.on('end', retry)
      fresh.on('notification', onChange)
      await fresh.connect()
      await fresh.query('listen callflow_changes')
      delayMs = RETRY_MS.first
      onChange()
    } catch {
      retry() // what is changed meanwhile is found by reading
      await fresh?.end().catch(() => undefined)
    }
  }

  void connect()
  return {
    async close() {
      isClosed = true
      if (timer) clearTimeout(timer)
      await client?.end().catch(() => undefined)
    },
  }
}
