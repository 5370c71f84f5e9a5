/** Rows that calls change: found by their key, changed and written in one short transaction, whoever else writes. */
import type { Database } from 'better-sqlite3'
import type { Cells } from './table-rows.ts'

/** A row as it is, or is to be. */
export interface KeptRow {
  cells: Cells
  /** In milliseconds since 1970; null: never. */
  expiresAt: number | null
}

interface RowWrite<Refusal> {
  tableId: string
  generation: number
  keyColumn: string
  /** The texts under which the key may be stored, the likeliest first. */
  keys: readonly string[]
  /** Since which epoch the table has been live: older rows are still seen by calls that began before. */
  liveSince: number
  /** The name of a request that may come twice; null: it cannot. */
  once: string | null
  maxRows: number
  /** @returns the row to be: null where there is to be none; or why it cannot be changed */
  change: (before: KeptRow | null) => { ok: true; row: KeptRow | null } | { ok: false; refusal: Refusal }
}

export type RowWritten<Refusal> =
  | { kind: 'written'; before: Cells | null; after: Cells | null }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'full' }

/**
 * Makes all of these changes in one transaction, each on what the one before has left.
 * @param at in milliseconds since 1970
 * @throws SQLITE_BUSY where another process holds the database: nothing was written
 */
export type WriteRows = <Refusal>(writes: readonly RowWrite<Refusal>[], at: number) => RowWritten<Refusal>[]

/** KAZOO gives an answer up after 5 s: what comes later than this is another request. */
export const SAME_REQUEST_MS = 10_000
/** How many expired rows make room in a full table at once. */
const MOST_REMOVED = 20

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
    const old = expired.all(generation, at, MOST_REMOVED)
    for (const found of old) remove(generation, found)
    countRows.run(-old.length, now, tableId)
    return old.length > 0
  }

  function write<Refusal>(wanted: RowWrite<Refusal>, at: number, epoch: number): RowWritten<Refusal> {
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
    if (!changed.ok) return { kind: 'refused', refusal: changed.refusal }
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

  const writeAll = database.transaction((writes: readonly RowWrite<unknown>[], at: number) => {
    const epoch = epochNow.get()?.epoch ?? 0
    return writes.map((each) => {
      forgetWritten.run(at - SAME_REQUEST_MS)
      return write(each, at, epoch)
    })
  })
  return <Refusal>(writes: readonly RowWrite<Refusal>[], at: number) =>
    writeAll.immediate(writes, at) as RowWritten<Refusal>[]
}

const parse = (text: string | null): Cells | null => (text === null ? null : JSON.parse(text))
const toText = (cells: Cells | undefined): string | null => (cells ? JSON.stringify(cells) : null)
