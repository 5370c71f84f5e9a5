/** The store that tests run on: SQLite, or the PostgreSQL that the global setup has started. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { FlowDocument } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing'
import Database from 'better-sqlite3'
import pg from 'pg'
import { inject } from 'vitest'
import type { StoreLocation } from '../store/location.ts'
import { CHANGE_LOCK } from '../store/postgres/locks.ts'
import { connectionOf } from '../store/postgres/pool.ts'
import { STUDIO_FILE } from '../store/sqlite/database.ts'
import { TEST_PREFIX } from './postgres-server.ts'

/** True in the project of tests that run on PostgreSQL. */
export const isOnPostgres = (): boolean => Boolean(inject('postgresUrl'))

const made = new Map<string, Promise<string>>()

/** Each folder has a database of its own. */
export async function locationOf(dataDir: string): Promise<StoreLocation> {
  const server = inject('postgresUrl')
  if (!server) return { dataDir, databaseUrl: null }
  const name = TEST_PREFIX + createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  const url = made.get(name) ?? makeDatabase(server, name)
  made.set(name, url)
  return { dataDir, databaseUrl: await url }
}

/** What a server needs to be told of it. */
export async function storeEnvironment(dataDir: string): Promise<Record<string, string>> {
  const { databaseUrl } = await locationOf(dataDir)
  return databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }
}

async function makeDatabase(server: string, name: string): Promise<string> {
  await ask(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = name
  return url.href
}

/**
 * What is stored, read or changed behind the studio's back, in SQL that both databases understand.
 * @param file of SQLite
 */
export async function queryStored<T>(dataDir: string, sql: string, file = STUDIO_FILE): Promise<T[]> {
  const { databaseUrl } = await locationOf(dataDir)
  if (databaseUrl !== null) return ask<T>(databaseUrl, sql)
  const database = new Database(join(dataDir, file))
  try {
    const statement = database.prepare<[], T>(sql)
    if (statement.reader) return statement.all()
    statement.run()
    return []
  } finally {
    database.close()
  }
}

/** Another program, or another transaction, keeps everything from being changed. @returns how it lets go */
export async function holdDatabase(dataDir: string): Promise<() => Promise<void>> {
  const { databaseUrl } = await locationOf(dataDir)
  if (databaseUrl === null) {
    const database = new Database(join(dataDir, STUDIO_FILE))
    database.exec('begin immediate')
    return async () => void database.close()
  }
  const client = new pg.Client(databaseUrl)
  await client.connect()
  await client.query(`begin; select pg_advisory_xact_lock(${CHANGE_LOCK})`)
  return () => client.end()
}

export async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client(connectionOf(url))
  await client.connect()
  try {
    const { rows } = await client.query(sql)
    return rows as T[]
  } finally {
    await client.end()
  }
}

/** A flow that says whether a table holds the key `A`, or that it could not be asked. */
export const lookingUp = (table: string): FlowDocument =>
  flow()
    .step('look', 'data.table', { table, column: 'key', key: 'A', assign: [] })
    .step('found', 'tts', { text: 'Found.' })
    .step('failed', 'tts', { text: 'Failed.' })
    .chain('look')
    .edge('look.found', 'found')
    .edge('look.error', 'failed')
    .build()
