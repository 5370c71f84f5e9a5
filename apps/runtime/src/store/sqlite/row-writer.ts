/** Rows that calls change: found by their key, changed and written in one short transaction, beside other writers. */
import type { Database } from 'better-sqlite3'
import {
  type Cells,
  type KeptRow,
  MAX_EXPIRED_REMOVED,
  type RowWrite,
  type RowWritten,
  SAME_REQUEST_MS,
  type WriteRows,
} from '../row-store.ts'

interface Found {
  id: number
  row: number
  cells: string
  from_epoch: number
  expires_at: number | null
}

export function createRowWriter(database: Database): WriteRows {
  const find = database.prepare<unknown[], Found>(
    `select r.id, r.row, r.cells, r.from_epoch, r.expires_at
     from table_cells c join table_rows r on r.id = c.id
     where c.generation = ? and c.column_id = ? and c.value = ? and r.to_epoch is null
     order by r.expires_at is not null and r.expires_at <= ?, r.row limit 1`,
  )
  const epochNow = database.prepare<[], { epoch: number }>('select epoch from epoch_counter')
  const lastRow = database.prepare<[number], { row: number | null }>(
    'select max(row) as row from table_rows where generation = ?',
  )
  const insertRow = database.prepare(
    'insert into table_rows (generation, row, cells, from_epoch, expires_at) values (?, ?, ?, ?, ?)',
  )
  const updateRow = database.prepare('update table_rows set cells = ?, expires_at = ? where id = ?')
  const endRow = database.prepare('update table_rows set to_epoch = ?, ended_at = ? where id = ?')
  const deleteRow = database.prepare('delete from table_rows where id = ?')
  const insertCell = database.prepare(
    'insert or ignore into table_cells (generation, column_id, value, row, id) values (?, ?, ?, ?, ?)',
  )
  const deleteCell = database.prepare(
    'delete from table_cells where generation = ? and column_id = ? and value = ? and row = ? and id = ?',
  )
  const rowCount = database.prepare<[string], { row_count: number }>('select row_count from data_tables where id = ?')
  const countRows = database.prepare('update data_tables set row_count = row_count + ?, updated_at = ? where id = ?')
  const expired = database.prepare<[number, number, number], Found>(
    `select id, row, cells, from_epoch, expires_at from table_rows
     where generation = ? and to_epoch is null and expires_at is not null and expires_at <= ? limit ?`,
  )
  const written = database.prepare<[string, number], { before: string | null; after: string | null }>(
    'select before, after from table_writes where name = ? and at > ?',
  )
  const keepWritten = database.prepare(
    'insert or replace into table_writes (name, at, before, after) values (?, ?, ?, ?)',
  )
  const forgetWritten = database.prepare(
    'delete from table_writes where name in (select name from table_writes where at <= ? order by at limit 2)',
  )

  function index(generation: number, { id, row }: Pick<Found, 'id' | 'row'>, before: Cells, after: Cells): void {
    for (const [column, value] of Object.entries(before))
      if (after[column] !== value) deleteCell.run(generation, column, String(value), row, id)
    for (const [column, value] of Object.entries(after))
      if (before[column] !== value) insertCell.run(generation, column, String(value), row, id)
  }

  function insert(generation: number, row: number, { cells, expiresAt }: KeptRow, epoch: number): void {
    const { lastInsertRowid } = insertRow.run(generation, row, JSON.stringify(cells), epoch, expiresAt)
    index(generation, { id: Number(lastInsertRowid), row }, {}, cells)
  }

  function remove(generation: number, found: Found): void {
    index(generation, found, JSON.parse(found.cells), {})
    deleteRow.run(found.id)
  }

  /** @returns whether there is room for one more row, for which those go that have expired */
  function makeRoom({ tableId, generation, maxRows }: RowWrite<unknown>, at: number, now: string): boolean {
    if ((rowCount.get(tableId)?.row_count ?? 0) < maxRows) return true
    const old = expired.all(generation, at, MAX_EXPIRED_REMOVED)
    for (const found of old) remove(generation, found)
    countRows.run(-old.length, now, tableId)
    return old.length > 0
  }

  function write<Failure>(wanted: RowWrite<Failure>, at: number, epoch: number): RowWritten<Failure> {
    const { tableId, generation, keyColumn, keys, liveSince, once } = wanted
    const known = once === null ? undefined : written.get(once, at - SAME_REQUEST_MS)
    if (known) return { kind: 'written', before: parse(known.before), after: parse(known.after) }

    let found: Found | undefined
    for (const key of keys) {
      found = find.get(generation, keyColumn, key, at)
      if (found) break
    }
    const isThere = found && (found.expires_at === null || found.expires_at > at)
    const before = found && isThere ? { cells: JSON.parse(found.cells) as Cells, expiresAt: found.expires_at } : null
    const changed = wanted.change(before)
    if (!changed.ok) return { kind: 'refused', failure: changed.failure }
    const { row: after } = changed
    const now = new Date(at).toISOString()
    if (!found && after && !makeRoom(wanted, at, now)) return { kind: 'full' }

    countRows.run(Number(after !== null) - Number(found !== undefined), now, tableId)
    // Calls that began before the table was live see the rows of then.
    const isOurs = found && found.from_epoch >= liveSince
    if (found && isOurs && after) {
      updateRow.run(JSON.stringify(after.cells), after.expiresAt, found.id)
      index(generation, found, JSON.parse(found.cells), after.cells)
    } else {
      if (found && isOurs) remove(generation, found)
      else if (found) endRow.run(epoch, at, found.id)
      if (after) insert(generation, found?.row ?? (lastRow.get(generation)?.row ?? 0) + 1, after, epoch)
    }
    if (once !== null) keepWritten.run(once, at, toText(before?.cells), toText(after?.cells))
    return { kind: 'written', before: before?.cells ?? null, after: after?.cells ?? null }
  }

  const writeAll = database.transaction((writes: readonly RowWrite<unknown>[], at: number, known: number) => {
    const epoch = epochNow.get()?.epoch ?? 0
    if (epoch > known) return null
    return writes.map((each) => {
      forgetWritten.run(at - SAME_REQUEST_MS)
      return write(each, at, epoch)
    })
  })
  return <Failure>(writes: readonly RowWrite<Failure>[], at: number, epoch: number) =>
    writeAll.immediate(writes, at, epoch) as RowWritten<Failure>[] | null
}

const parse = (text: string | null): Cells | null => (text === null ? null : JSON.parse(text))
const toText = (cells: Cells | undefined): string | null => (cells ? JSON.stringify(cells) : null)
