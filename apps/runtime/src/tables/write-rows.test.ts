/** Rows of live tables as calls change them, on the real database. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RowChange, TableWrite, TableWritten } from '@callflow-studio/model'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMINISTRATOR } from '../changes/actor.ts'
import { BUILT_DIR } from '../testing/build-for-tests.ts'
import { type OpenChanges, openChanges } from '../testing/open-changes.ts'
import { holdDatabase, isOnPostgres, locationOf, queryStored } from '../testing/test-store.ts'
import { startThread, type Thread } from '../threads/thread.ts'
import { readPage, saveRow } from './rows.ts'
import { createTables, type Tables } from './tables.ts'
import type { TablesAnswers, ToTables } from './worker-protocol.ts'

let dataDir: string
let open: OpenChanges
let thread: Thread<ToTables, TablesAnswers>
let tables: Tables
let time = Date.parse('2026-11-24T08:00:00Z')

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
  const now = () => new Date(time)
  open = await openChanges(dataDir, now)
  const url = new URL('tables-worker.js', pathToFileURL(`${BUILT_DIR}/`))
  thread = startThread({
    url,
    opensWith: await locationOf(dataDir),
    name: 'tables',
    onDeath: (error) => expect(error).toBeNull(),
  })
  tables = createTables({ ...open, thread, now })
  await open.follower.start([tables.projection])
})
afterAll(async () => {
  await thread.ask({ kind: 'close' })
  await open.follower.stop()
  await open.storage.close()
  rmSync(dataDir, { recursive: true })
})

const create = async (live = true): Promise<string> => {
  const columns = [
    { name: 'key', type: 'text' as const },
    { name: 'count', type: 'number' as const },
    { name: 'note', type: 'text' as const },
  ]
  const done = await tables.create(ADMINISTRATOR, { name: 'Counts', columns, keyColumn: 'key', live })
  if (!done.ok) throw new Error(done.why)
  return done.value.state.tableId
}
const writeOf = (table: string, more: Partial<TableWrite> = {}): TableWrite => ({
  nodeId: 'n',
  table,
  key: 'a',
  change: { kind: 'add', column: 'count', by: 1 },
  expiresAt: null,
  epoch: tables.epoch(),
  at: time,
  once: null,
  ...more,
})
const write = (table: string, more: Partial<TableWrite> = {}, timeoutMs = 3000) =>
  tables.write(writeOf(table, more), timeoutMs)
const countOf = (written: TableWritten): unknown => (written.kind === 'written' ? written.after?.count : written.code)
const read = async (table: string, key: string, epoch = tables.epoch()) => {
  const answer = tables.read({ table, column: 'key', key, epoch, at: time })
  expect(answer instanceof Promise).toBe(isOnPostgres()) // SQLite answers at once
  const reply = await answer
  return reply.kind === 'found' ? reply.row : null
}
const pageOf = async (table: string) => {
  const info = tables.find(table)
  const wanted = { offset: 0, limit: 500, search: '', key: '', sort: null, descending: false }
  return info ? ((await readPage(tables, info, wanted))?.rows ?? []) : []
}

describe('any sequence of writes', () => {
  type Act =
    | { kind: 'write'; key: string; change: RowChange; lastsMs: number | null }
    | { kind: 'wait'; ms: number }
    | { kind: 'tidy' }
  const act: fc.Arbitrary<Act> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('write' as const),
        key: fc.constantFrom('a', 'b', 'c'),
        change: fc.oneof(
          fc.integer({ min: -3, max: 3 }).map((by): RowChange => ({ kind: 'add', column: 'count', by })),
          fc.constantFrom(0, 7, null).map((value): RowChange => ({ kind: 'set', column: 'count', value })),
          fc.constantFrom('x', null).map((value): RowChange => ({ kind: 'set', column: 'note', value })),
          fc.constant<RowChange>({ kind: 'forget' }),
        ),
        lastsMs: fc.constantFrom(null, 1000, 5000),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 1000, 6000) }) },
    { weight: 1, arbitrary: fc.constant<Act>({ kind: 'tidy' }) },
  )
  interface Modelled {
    count: unknown
    note: unknown
    expiresAt: number | null
  }

  it('leaves what a simple model leaves, for calls and on the page, in a call and in a preview', () =>
    fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        const table = await create()
        const model = new Map<string, Modelled>()
        const preview = tables.preview()
        const epoch = tables.epoch()
        // The preview goes first: it must not see what the calls have stored meanwhile.
        const begun = time
        for (const isPreview of [true, false]) {
          time = begun
          model.clear()
          for (const each of acts) {
            if (each.kind === 'wait') time += each.ms
            else if (each.kind === 'tidy') await tables.removeExpired()
            else {
              const { key, change, lastsMs } = each
              const expiresAt = lastsMs === null ? null : time + lastsMs
              const wanted = writeOf(table, { key, change, expiresAt, epoch })
              const known = model.get(key)
              const old = known && (known.expiresAt === null || known.expiresAt > time) ? known : undefined
              const row: Modelled = old ? { ...old } : { count: null, note: null, expiresAt: null }
              if (change.kind === 'forget') model.delete(key)
              else {
                if (change.kind === 'add') {
                  row.count = Number(row.count ?? 0) + change.by
                  row.expiresAt ??= expiresAt
                } else {
                  row[change.column as 'count' | 'note'] = change.value
                  row.expiresAt = expiresAt
                }
                model.set(key, row)
              }
              const shown = (each: Modelled | undefined) => each && { key, count: each.count, note: each.note }
              expect(await (isPreview ? preview.writeTable(wanted, 3000) : tables.write(wanted, 3000))).toEqual({
                kind: 'written',
                before: shown(old) ?? null,
                after: (change.kind === 'forget' ? undefined : shown(row)) ?? null,
              })
            }
            for (const key of ['a', 'b', 'c']) {
              const row = model.get(key)
              const isThere = row && (row.expiresAt === null || row.expiresAt > time)
              const query = { table, column: 'key', key, epoch, at: time }
              expect(await (isPreview ? preview.readTable(query, 'step') : tables.read(query))).toEqual(
                isThere ? { kind: 'found', row: { key, count: row.count, note: row.note } } : { kind: 'not_found' },
              )
            }
          }
        }
        const left = [...model].filter(([, { expiresAt }]) => expiresAt === null || expiresAt > time)
        const rows = await pageOf(table)
        expect(rows.map(({ values }) => values.key).sort()).toEqual(left.map(([key]) => key).sort())
        await tables.removeExpired()
        expect(tables.find(table)?.rowCount).toBe(left.length)
      }),
      { numRuns: 60 },
    ))
})

describe('a write', () => {
  it('is one of many at once, and none is lost', async () => {
    const table = await create()
    const written = await Promise.all(Array.from({ length: 200 }, () => write(table)))
    expect(written.map(countOf)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
  })

  it('adds decimals without their noise', async () => {
    const table = await create()
    const add = (by: number) => write(table, { change: { kind: 'add', column: 'count', by } })
    await add(0.1)
    expect(countOf(await add(0.2))).toBe(0.3)
  })

  it('waits for another process without holding the thread, and is not made once its call has gone on', async () => {
    const table = await create()
    const release = await holdDatabase(dataDir)
    expect(countOf(await write(table, {}, 60))).toBe('table.busy')
    const patient = write(table)
    await release()
    expect(countOf(await patient)).toBe(1)
    expect(await read(table, 'a')).toMatchObject({ count: 1 })
  })

  it('is refused for what cannot be, and the others of its transaction are made', async () => {
    const table = await create()
    const notLive = await create(false)
    await write(table, { key: 'x', change: { kind: 'set', column: 'note', value: 'text' } })
    const codes = await Promise.all([
      write(table),
      write('gone'),
      write(notLive),
      write(table, { change: { kind: 'add', column: 'nothing', by: 1 } }),
      write(table, { change: { kind: 'set', column: 'key', value: 'b' } }),
      write(table, { key: 'x', change: { kind: 'add', column: 'note', by: 1 } }),
      write(table, { change: { kind: 'add', column: 'count', by: Number.MAX_SAFE_INTEGER } }),
      write(table, { key: '' }),
      write(table, { key: 'k'.repeat(2001) }),
      write(table),
    ])
    expect(codes.map(countOf)).toEqual([
      1,
      'table.gone',
      'table.not-live',
      'table.no-column',
      'table.no-column',
      'table.value',
      'table.value',
      'table.no-key',
      'table.value',
      2,
    ])
  })

  it('of the same request is made once, also where others have come in between, and also where it forgets', async () => {
    const table = await create()
    const twice = { once: 'token n 0' }
    expect(countOf(await write(table, twice))).toBe(1)
    await write(table)
    expect(countOf(await write(table, twice))).toBe(1)
    const forget = { change: { kind: 'forget' as const }, once: 'token n 1' }
    const [first, second] = [await write(table, forget), await write(table, forget)]
    expect(first).toEqual(second)
    time += 10_001
    await tables.removeExpired()
    expect(await queryStored(dataDir, 'select count(*) as count from table_writes')).toEqual([{ count: 0 }])
    expect(countOf(await write(table, twice))).toBe(1) // another request of that name, long after
  })

  it('leaves what calls see that began before the table was live', async () => {
    const table = await create(false)
    await tables.import(ADMINISTRATOR, table, new TextEncoder().encode('key,count,note\na,5,'))
    const before = tables.epoch()
    const info = tables.find(table)
    if (!info) throw new Error('no table')
    const { name, columns } = info.state
    await tables.save(ADMINISTRATOR, table, { name, columns, keyColumn: 'key', live: true })
    expect(countOf(await write(table))).toBe(6)
    expect(countOf(await write(table))).toBe(7)
    expect(await read(table, 'a')).toMatchObject({ count: 7 })
    expect(await read(table, 'a', before)).toMatchObject({ count: 5 })
    expect(countOf(await write(table, { epoch: before }))).toBe('table.not-live')
  })

  it('goes on beside edits, and an edit goes on from it', async () => {
    const table = await create()
    await write(table, { expiresAt: time + 5000 })
    const [row] = await pageOf(table)
    const [, written] = await Promise.all([
      saveRow(tables, ADMINISTRATOR, table, row?.id ?? '', { count: 40 }),
      write(table),
    ])
    expect(countOf(written)).toBe(41)
    expect(await pageOf(table)).toMatchObject([{ expiresAt: new Date(time + 5000).toISOString() }])
    expect(tables.find(table)?.rowCount).toBe(1)
  })
})

describe('a table that is full', () => {
  it('takes no further rows, but counts on in those that it has; expired ones make room', async () => {
    const table = await create()
    await write(table, { expiresAt: time + 1000 })
    await queryStored(dataDir, `update data_tables set row_count = 200000 where id = '${table}'`)
    expect(await write(table, { key: 'b' })).toEqual({
      kind: 'error',
      code: 'table.full',
      message: 'Counts has 200000 rows, and a table cannot have more. Delete some, or let rows expire.',
    })
    expect(countOf(await write(table))).toBe(2)
    time += 1000
    expect(countOf(await write(table, { key: 'b' }))).toBe(1)
  })
})
