/**
 * Tables as a whole: written, searched and cleaned up in a thread of its own. A new set of rows is written in transactions
 * of a few milliseconds, each in a turn that the answering thread gives: a flow that is saved meanwhile gets the next one,
 * and nobody waits for a lock. Nobody sees the rows before the answering thread names their generation in a state of the
 * table: all of them or none.
 */
import type { Cell } from '@callflow-studio/model/api'
import type { Database } from 'better-sqlite3'
import type { BulkStore, RowPage, RowQuery } from '../bulk-store.ts'
import { type Cells, SAME_REQUEST_MS } from '../row-store.ts'
import { openSqlite, STUDIO_FILE } from './database.ts'

/** How long one transaction may write before it commits. */
const MAX_MS = 3

const VISIBLE = `generation = @generation and from_epoch <= @epoch and (to_epoch is null or to_epoch > @epoch)
  and (expires_at is null or expires_at > @at)`

export function openBulkStore(dataDir: string): BulkStore {
  // A power cut may take the last rows, but never those of a table: the state that names them is written with FULL, which
  // brings to the disk all that stands before it in the same log.
  const database = openSqlite(dataDir, STUDIO_FILE, { synchronous: 'NORMAL', waits: true })
  const insertRow = database.prepare(
    'insert into table_rows (generation, row, cells, from_epoch, expires_at) values (?, ?, ?, 0, ?)',
  )
  const insertCell = database.prepare(
    'insert into table_cells (generation, column_id, value, row, id) values (?, ?, ?, ?, ?)',
  )
  function insert(generation: number, row: number, cells: Cells, expiresAt: number | null): void {
    const { lastInsertRowid: id } = insertRow.run(generation, row, JSON.stringify(cells), expiresAt)
    for (const [columnId, value] of Object.entries(cells)) insertCell.run(generation, columnId, String(value), row, id)
  }
  const append = database.transaction(
    (generation: number, rows: readonly Cells[], from: number, expiries: readonly (number | null)[]) => {
      const until = performance.now() + MAX_MS
      let next = from
      do insert(generation, next + 1, rows[next] ?? {}, expiries[next++] ?? null)
      while (next < rows.length && performance.now() < until)
      return next
    },
  )
  const all = database.prepare<unknown[], { cells: string; expires_at: number | null }>(
    `select cells, expires_at from table_rows where ${VISIBLE} order by row`,
  )
  addSearch(database)
  return {
    append: (generation, rows, from, expiries) =>
      from < rows.length ? append.immediate(generation, rows, from, expiries) : from,
    page: (query) => readPage(database, query),
    *all(generation, epoch, at) {
      for (const { cells, expires_at: expiresAt } of all.iterate({ generation, epoch, at }))
        yield { cells: JSON.parse(cells), expiresAt }
    },
    ...createRemoval(database),
    checkpoint: () => database.pragma('wal_checkpoint(PASSIVE)'),
    close: () => void database.close(),
  }
}

/** Part of any cell, in any case: SQLite's `like` knows that of A to Z only. */
function addSearch(database: Database): void {
  database.function('row_holds', { deterministic: true }, (cells, columns, wanted) => {
    const text = String(wanted)
    const json = String(cells)
    // Most rows hold it nowhere, which is seen without parsing them, unless JSON would write it otherwise.
    if (!ESCAPED.test(text) && !json.toLowerCase().includes(text)) return 0
    const row: Record<string, Cell> = JSON.parse(json)
    return String(columns)
      .split(' ')
      .some((id) => Object.hasOwn(row, id) && String(row[id]).toLowerCase().includes(text))
      ? 1
      : 0
  })
}

const ESCAPED = /["\\\p{Cc}]/u

function readPage(database: Database, query: RowQuery): RowPage {
  const { columns, search, key, keyColumn, sort, descending, ...plain } = query
  const direction = descending ? 'desc' : 'asc'
  const given = {
    ...plain,
    keyColumn,
    key,
    after: `${key}${LAST_CHARACTER}`,
    ids: columns.map(({ id }) => id).join(' '),
    search: search.toLowerCase(),
    by: `$.${sort ?? (key === '' ? '' : keyColumn)}`,
  }
  let where = VISIBLE
  if (search !== '') where += ' and row_holds(cells, @ids, @search)'
  if (key !== '')
    where += ` and id in (select id from table_cells
      where generation = @generation and column_id = @keyColumn and value >= @key and value < @after)`
  const order =
    sort === null && key === '' ? `row ${direction}` : `cells ->> @by is null, cells ->> @by ${direction}, row`
  const rows = database
    .prepare<unknown[], { row: number; cells: string; expires_at: number | null }>(
      `select row, cells, expires_at from table_rows where ${where} order by ${order} limit @limit offset @offset`,
    )
    .all(given)
  const total = database
    .prepare<unknown[], { count: number }>(`select count(*) as count from table_rows where ${where}`)
    .get(given)
  return {
    rows: rows.map(({ row, cells, expires_at: expiresAt }) => ({ row, cells: JSON.parse(cells), expiresAt })),
    total: total?.count ?? 0,
  }
}

/** Sorts after all others, so that what begins with a text lies between it and it followed by this. */
const LAST_CHARACTER = '\u{10FFFF}'

/** How many rows one transaction removes: a few milliseconds' worth. */
const MAX_REMOVED = 50

function createRemoval(database: Database): Pick<BulkStore, 'removeEnded' | 'removeExpired' | 'removeGeneration'> {
  const rowsOf = database.prepare<[number, number], { id: number }>(
    'select id from table_rows where generation = ? limit ?',
  )
  const ended = database.prepare<[number, number], { id: number }>(
    'select id from table_rows where ended_at < ? and ended_at is not null limit ?',
  )
  const expired = database.prepare<[number, number], { id: number }>(
    'select id from table_rows where expires_at <= ? and expires_at is not null and to_epoch is null limit ?',
  )
  const discount = database.prepare(
    `update data_tables set row_count = row_count - 1
     where id = (select g.table_id from table_rows r join table_generations g on g.id = r.generation where r.id = ?)`,
  )
  const cellsOf = database.prepare<[number], { generation: number; row: number; cells: string }>(
    'select generation, row, cells from table_rows where id = ?',
  )
  const removeCell = database.prepare(
    'delete from table_cells where generation = ? and column_id = ? and value = ? and row = ? and id = ?',
  )
  const removeRow = database.prepare('delete from table_rows where id = ?')
  const removeGeneration = database.prepare('delete from table_generations where id = ?')
  const remove = database.transaction((ids: readonly { id: number }[]) => {
    for (const { id } of ids) {
      const stored = cellsOf.get(id)
      if (!stored) continue
      for (const [columnId, value] of Object.entries(JSON.parse(stored.cells)))
        removeCell.run(stored.generation, columnId, String(value), stored.row, id)
      removeRow.run(id)
    }
  })
  const forgetWrites = database.prepare(
    'delete from table_writes where name in (select name from table_writes where at <= ? order by at limit ?)',
  )
  const removeCounted = database.transaction((ids: readonly { id: number }[]) => {
    for (const { id } of ids) discount.run(id)
    remove(ids)
  })
  return {
    removeExpired(before) {
      const old = expired.all(before, MAX_REMOVED)
      if (old.length > 0) removeCounted.immediate(old)
      const { changes } = forgetWrites.run(before - SAME_REQUEST_MS, MAX_REMOVED)
      return old.length + changes > 0
    },
    removeEnded(before) {
      const old = ended.all(before, MAX_REMOVED)
      if (old.length > 0) remove.immediate(old)
      return old.length > 0
    },
    removeGeneration(generation) {
      const rows = rowsOf.all(generation, MAX_REMOVED)
      if (rows.length > 0) remove.immediate(rows)
      else removeGeneration.run(generation)
      return rows.length > 0
    },
  }
}
