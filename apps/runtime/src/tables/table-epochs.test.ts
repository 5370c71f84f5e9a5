import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ADMINISTRATOR } from '../changes/actor.ts'
import { BUILT_DIR } from '../testing/build-for-tests.ts'
import { type OpenChanges, openChanges } from '../testing/open-changes.ts'
import { isOnPostgres, locationOf, queryStored } from '../testing/test-store.ts'
import { startThread, type Thread } from '../threads/thread.ts'
import { addRow, deleteRow, deleteRows, readPage, saveRow } from './rows.ts'
import { createTables, type Tables } from './tables.ts'
import type { TablesAnswers, ToTables } from './worker-protocol.ts'

const HOUR_MS = 60 * 60 * 1000
let dataDir: string
let open: OpenChanges
let thread: Thread<ToTables, TablesAnswers>
let tables: Tables
let time = 0

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
  time = Date.parse('2026-11-24T08:00:00Z')
  await start()
})
afterEach(async () => {
  await close()
  rmSync(dataDir, { recursive: true })
})

async function start(): Promise<void> {
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
}
async function close(): Promise<void> {
  await open.follower.stop()
  await thread.ask({ kind: 'close' })
  await open.storage.close()
}
/** How many rows a table of the database has. */
async function countStored(name: string): Promise<number> {
  const [found] = await queryStored<{ count: number }>(dataDir, `select count(*) as count from ${name}`)
  return found?.count ?? 0
}

const INPUT = {
  name: 'Orders',
  columns: [
    { name: 'number', type: 'number' as const },
    { name: 'state', type: 'text' as const },
  ],
  keyColumn: 'number',
  live: false,
}
const create = async (more: Partial<typeof INPUT> = {}): Promise<string> => {
  const done = await tables.create(ADMINISTRATOR, { ...INPUT, ...more })
  if (!done.ok) throw new Error(done.why)
  return done.value.state.tableId
}
const importRows = async (id: string, ...lines: string[]): Promise<number> => {
  const done = await tables.import(ADMINISTRATOR, id, new TextEncoder().encode(`number,state\n${lines.join('\n')}`))
  expect(done).toMatchObject({ ok: true })
  return tables.epoch()
}
/** What a call that began at this epoch finds. */
const find = async (table: string, key: string, epoch: number, column = 'number') => {
  const reply = await tables.read({ table, column, key, epoch, at: time })
  return reply.kind === 'found' ? reply.row.state : reply.kind === 'error' ? reply.code : reply.kind
}
const rowId = async (id: string, index = 0): Promise<string> => {
  const info = tables.find(id)
  const page =
    info && (await readPage(tables, info, { offset: 0, limit: 10, search: '', key: '', sort: null, descending: false }))
  return page?.rows[index]?.id ?? ''
}

describe('a running call sees one state of a table', () => {
  it('through edits, additions and removals of rows', async () => {
    const id = await create()
    const began = await importRows(id, '1,new', '2,paid')
    const first = await rowId(id)
    await saveRow(tables, ADMINISTRATOR, id, first, { state: 'sent' })
    const later = tables.epoch()
    await addRow(tables, ADMINISTRATOR, id, { number: 3, state: 'added' })
    await deleteRow(tables, ADMINISTRATOR, id, first)
    const now = tables.epoch()
    expect(await Promise.all(['1', '2', '3'].map((key) => find(id, key, began)))).toEqual(['new', 'paid', 'not_found'])
    expect(await Promise.all(['1', '2', '3'].map((key) => find(id, key, later)))).toEqual(['sent', 'paid', 'not_found'])
    expect(await Promise.all(['1', '2', '3'].map((key) => find(id, key, now)))).toEqual(['not_found', 'paid', 'added'])
  })

  it('of rows removed together: all of them or none', async () => {
    const id = await create()
    const began = await importRows(id, '1,new', '2,paid', '3,sent')
    await deleteRows(tables, ADMINISTRATOR, id, [await rowId(id, 0), await rowId(id, 2)])
    expect(await Promise.all(['1', '2', '3'].map((key) => find(id, key, began)))).toEqual(['new', 'paid', 'sent'])
    expect(await Promise.all(['1', '2', '3'].map((key) => find(id, key, tables.epoch())))).toEqual([
      'not_found',
      'paid',
      'not_found',
    ])
    expect(tables.epoch()).toBe(began + 1)
  })

  it('through imports, changed columns, a restart and the end of the table', async () => {
    const id = await create()
    const began = await importRows(id, '1,new')
    await importRows(id, '1,sent')
    const columns = (tables.find(id)?.state.columns ?? []).map((column) => ({ ...column, name: `${column.name}_x` }))
    await tables.save(ADMINISTRATOR, id, { ...INPUT, columns, keyColumn: 'number_x' })
    await tables.delete(ADMINISTRATOR, id)
    await close()
    await start()
    expect(await find(id, '1', began)).toBe('new')
    expect(await find(id, '1', began + 1)).toBe('sent')
    expect(await find(id, '1', began + 2)).toBe('table.no-column')
    expect(await find(id, '1', tables.epoch())).toBe('table.gone')
  })

  it('unless the table is live', async () => {
    const id = await create({ live: true })
    const began = await importRows(id, '1,new')
    await saveRow(tables, ADMINISTRATOR, id, await rowId(id), { state: 'sent' })
    expect(await find(id, '1', began)).toBe('sent')
    await importRows(id, '1,back')
    expect(await find(id, '1', began)).toBe('back')
    await tables.delete(ADMINISTRATOR, id)
    expect(await find(id, '1', began)).toBe('table.gone')
  })

  it('for a day; what nobody can see any more is removed', async () => {
    const id = await create()
    const began = await importRows(id, '1,new', '2,paid')
    await saveRow(tables, ADMINISTRATOR, id, await rowId(id), { state: 'sent' })
    await importRows(id, '1,back', '2,paid')
    await saveRow(tables, ADMINISTRATOR, id, await rowId(id), { state: 'again' })
    const stored = () => countStored('table_rows')
    const indexed = () => countStored('table_cells')
    time += 23 * HOUR_MS
    await tables.cleanUp()
    expect([await stored(), await indexed()]).toEqual([6, 12])
    expect(await find(id, '1', began)).toBe('new')
    time += 2 * HOUR_MS
    await tables.cleanUp()
    expect([await stored(), await indexed()]).toEqual([2, 4])
    expect(await find(id, '1', tables.epoch())).toBe('again')
    expect(await countStored('table_generations')).toBe(1)
  })
})

describe('a look-up', () => {
  it('takes the key as what the column holds, in any column', async () => {
    const id = await create()
    const epoch = await importRows(id, '42,new', '43,7', '44,7')
    expect(await find(id, ' 042.0', epoch)).toBe('new')
    for (const key of ['43x', '', 'x'.repeat(3000)]) expect(await find(id, key, epoch)).toBe('not_found')
    expect(await tables.read({ table: id, column: 'state', key: '7', epoch, at: time })).toEqual({
      kind: 'found',
      row: { number: 43, state: '7' }, // the first of two, in the order of the file
    })
    expect(await find(id, '07', epoch, 'state')).toBe('not_found') // text is text
    expect(await find(id, '42', epoch, 'colour')).toBe('table.no-column')
    expect(await find('nothing', '42', epoch)).toBe('table.gone')
  })

  it('is a point read in 100,000 rows, whichever column it asks', async () => {
    const id = await create()
    const epoch = await importRows(id, ...Array.from({ length: 100_000 }, (_, index) => `${index},s${index % 50_000}`))
    const begun = performance.now()
    for (let index = 0; index < 1000; index++) {
      expect(await find(id, String(index * 100), epoch)).toBe(`s${(index * 100) % 50_000}`)
      expect(await find(id, `s${index * 50}`, epoch, 'state')).toBe(`s${index * 50}`)
    }
    expect((performance.now() - begun) / 2000).toBeLessThan(isOnPostgres() ? 5 : 1) // there, a round trip
  }, 60_000)
})

describe('a change that comes between', () => {
  it('makes an import or a change of types a conflict, and nothing is half done', async () => {
    const id = await create()
    await importRows(id, '1,new')
    const columns = tables.find(id)?.state.columns ?? []
    const reads = vi.spyOn(open.storage.tables, 'find')
    /** What was begun has read the table: what comes now comes between. */
    const untilRead = async () => void (await reads.mock.results.at(-1)?.value)
    const importing = tables.import(ADMINISTRATOR, id, new TextEncoder().encode('number,state\n5,five'))
    await untilRead()
    await tables.save(ADMINISTRATOR, id, { ...INPUT, columns, name: 'Renamed' })
    expect(await importing).toMatchObject({ ok: false, why: 'conflict' })
    const typed = tables.save(ADMINISTRATOR, id, {
      ...INPUT,
      columns: columns.map((column) => ({ ...column, type: 'text' as const })),
    })
    await untilRead()
    await addRow(tables, ADMINISTRATOR, id, { number: 2, state: 'added' })
    expect(await typed).toMatchObject({ ok: false, why: 'conflict' })
    expect(await Promise.all(['1', '2', '5'].map((key) => find(id, key, tables.epoch())))).toEqual([
      'new',
      'added',
      'not_found',
    ])
    await tables.cleanUp()
    expect(await countStored('table_generations')).toBe(2)
  })
})
