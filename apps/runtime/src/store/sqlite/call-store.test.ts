import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openCallStore } from './call-store.ts'
import { CALLS_FILE, openSqlite, queriesOver } from './database.ts'
import { migrate } from './migrate.ts'
import { callMigrations } from './migrations/calls.ts'

it('a log that was begun before there were warnings is read and written on', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
  const old = openSqlite(dataDir, CALLS_FILE, { synchronous: 'NORMAL', waits: true })
  const { '0001-call-requests': first } = callMigrations
  if (!first) throw new Error('The first migration is gone.')
  await migrate(queriesOver(old), { dataDir, file: CALLS_FILE, migrations: { '0001-call-requests': first } })
  const columns = old.prepare("select name from pragma_table_info('call_requests')").pluck().all()
  const values = columns.map((name) => (name === 'id' ? 1 : 'x'))
  old
    .prepare(`insert into call_requests (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`)
    .run(values)
  old.close()
  for (const _ of ['upgraded', 'opened again']) {
    const store = await openCallStore(dataDir, new Map())
    expect(await store.find(1)).toMatchObject({ id: 1, warnings: null })
    await store.close()
  }
  rmSync(dataDir, { recursive: true })
})
