/**
 * Rows that calls change: found by their key, changed and written in one transaction. Calls of other servers that write to the
 * same keys wait for it, and so do changes; all others do not.
 */
import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import {
  type Cells,
  type KeptRow,
  MAX_EXPIRED_REMOVED,
  type RowWrite,
  type RowWritten,
  SAME_REQUEST_MS,
  type WriteRows,
} from '../row-store.ts'
import { toJsonb } from './clean-text.ts'
import { POSTGRES, readExpiry, toTimestamp } from './dialect.ts'
import { inTransaction } from './in-transaction.ts'
import { CHANGE_LOCK } from './locks.ts'

interface Found {
  id: number
  row: number
  cells: string
  fromEpoch: number
  expiresAt: number | null
}

export function createRowWriter(pool: Pool): WriteRows {
  return (writes, at, known) =>
    inTransaction(pool, async (client) => {
      await client.query(`select pg_advisory_xact_lock_shared(${CHANGE_LOCK})`)
      for (const key of keysOf(writes)) await client.query('select pg_advisory_xact_lock($1, $2)', [...key])
      const { rows } = await client.query<{ epoch: number }>('select epoch from epoch_counter')
      const epoch = rows[0]?.epoch ?? 0
      if (epoch > known) return null
      const written = []
      for (const each of writes) written.push(await write(client, each, at, epoch))
      await forgetWrites(client, at, 2 * writes.length)
      return written
    })
}

/** Forgets some of the writes whose requests cannot come again at this time. @returns how many */
export async function forgetWrites(database: Pick<Pool, 'query'>, at: number, most: number): Promise<number> {
  const { rowCount } = await database.query({
    name: 'forget-writes',
    text: `delete from table_writes where name in
      (select name from table_writes where at <= $1 order by at limit $2 for update skip locked)`,
    values: [toTimestamp(at - SAME_REQUEST_MS), most],
  })
  return rowCount ?? 0
}

/** What these writes lock, in an order that is the same everywhere, so that no two wait for each other. */
function keysOf(writes: readonly RowWrite<unknown>[]): (readonly [number, number])[] {
  const all = new Map<string, readonly [number, number]>()
  for (const { generation, keys } of writes)
    for (const key of keys) {
      const hash = createHash('sha256').update(`${generation} ${key}`).digest()
      all.set(hash.toString('hex', 0, 8), [hash.readInt32BE(0), hash.readInt32BE(4)])
    }
  return [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, pair]) => pair)
}

async function write<Failure>(
  client: PoolClient,
  wanted: RowWrite<Failure>,
  at: number,
  epoch: number,
): Promise<RowWritten<Failure>> {
  const { tableId, generation, liveSince, once } = wanted
  const known = once === null ? undefined : await findWritten(client, once, at)
  if (known) return { kind: 'written', before: parse(known.before), after: parse(known.after) }

  const found = await find(client, wanted, at)
  const isThere = found && (found.expiresAt === null || found.expiresAt > at)
  const before = found && isThere ? { cells: JSON.parse(found.cells) as Cells, expiresAt: found.expiresAt } : null
  const changed = wanted.change(before)
  if (!changed.ok) return { kind: 'refused', failure: changed.failure }
  const { row: after } = changed
  if (!found && after && !(await makeRoom(client, wanted, at))) return { kind: 'full' }

  // Calls that began before the table was live see the rows of then.
  const isOurs = found && found.fromEpoch >= liveSince
  if (found && isOurs && after) {
    await client.query({
      name: 'update-row',
      text: 'update table_rows set cells = $1, expires_at = $2 where id = $3',
      values: [toJsonb(after.cells), after.expiresAt === null ? null : toTimestamp(after.expiresAt), found.id],
    })
    await index(client, generation, found, JSON.parse(found.cells), after.cells)
  } else {
    if (found && isOurs) await remove(client, generation, found)
    else if (found)
      await client.query({
        name: 'end-row',
        text: 'update table_rows set to_epoch = $1, ended_at = $2 where id = $3',
        values: [epoch, toTimestamp(at), found.id],
      })
    if (after) await insert(client, wanted, found?.row ?? null, after, epoch)
  }
  await count(client, tableId, Number(after !== null) - Number(found !== undefined), at)
  if (once !== null)
    await client.query({
      name: 'keep-write',
      text: `insert into table_writes (name, at, before, after) values ($1, $2, $3, $4)
        on conflict (name) do update set at = excluded.at, before = excluded.before, after = excluded.after`,
      values: [once, toTimestamp(at), toText(before?.cells), toText(after?.cells)],
    })
  return { kind: 'written', before: before?.cells ?? null, after: after?.cells ?? null }
}

async function findWritten(client: PoolClient, once: string, at: number) {
  const { rows } = await client.query<{ before: string | null; after: string | null }>({
    name: 'find-write',
    text: 'select before, after from table_writes where name = $1 and at > $2',
    values: [once, toTimestamp(at - SAME_REQUEST_MS)],
  })
  return rows[0]
}

async function find(
  client: PoolClient,
  { generation, keyColumn, keys }: RowWrite<unknown>,
  at: number,
): Promise<Found | undefined> {
  const { rows } = await client.query<Omit<Found, 'expiresAt'> & { expiresAt: string | null }>({
    name: 'find-row',
    text: `select r.id, r.row, r.cells, r.from_epoch as "fromEpoch", r.expires_at as "expiresAt"
      from unnest($3::text[]) with ordinality as k (value, place)
      join table_cells c on c.generation = $1 and c.column_id = $2 and c.value = k.value
      join table_rows r on r.id = c.id
      where r.to_epoch is null
      order by k.place, r.expires_at is not null and r.expires_at <= $4, r.row limit 1`,
    values: [generation, keyColumn, keys.map(POSTGRES.toIndexed), toTimestamp(at)],
  })
  const [found] = rows
  return found && { ...found, expiresAt: readExpiry(found.expiresAt) }
}

/** @returns whether there is room for one more row, for which those go that have expired */
async function makeRoom(
  client: PoolClient,
  { tableId, generation, maxRows }: RowWrite<unknown>,
  at: number,
): Promise<boolean> {
  const { rows: counted } = await client.query<{ rowCount: number }>({
    name: 'count-of-table',
    text: 'select row_count as "rowCount" from data_tables where id = $1',
    values: [tableId],
  })
  if ((counted[0]?.rowCount ?? 0) < maxRows) return true
  const { rows: old } = await client.query<Pick<Found, 'id' | 'row' | 'cells'>>(
    `select id, row, cells from table_rows where generation = $1 and to_epoch is null and expires_at <= $2
     limit ${MAX_EXPIRED_REMOVED} for update skip locked`,
    [generation, toTimestamp(at)],
  )
  for (const found of old) await remove(client, generation, found)
  await count(client, tableId, -old.length, at)
  return old.length > 0
}

async function count(client: PoolClient, tableId: string, more: number, at: number): Promise<void> {
  await client.query({
    name: 'count-rows',
    text: 'update data_tables set row_count = row_count + $1, updated_at = $2 where id = $3',
    values: [more, toTimestamp(at), tableId],
  })
}

async function insert(
  client: PoolClient,
  { generation }: RowWrite<unknown>,
  place: number | null,
  { cells, expiresAt }: KeptRow,
  epoch: number,
): Promise<void> {
  const { rows } = await client.query<{ id: number; row: number }>({
    name: 'insert-row',
    text: `insert into table_rows (generation, row, cells, from_epoch, expires_at)
      values ($1, coalesce($2, (select coalesce(max(row), 0) + 1 from table_rows where generation = $1)), $3, $4, $5)
      returning id, row`,
    values: [generation, place, toJsonb(cells), epoch, expiresAt === null ? null : toTimestamp(expiresAt)],
  })
  const [made] = rows
  if (made) await index(client, generation, made, {}, cells)
}

async function remove(
  client: PoolClient,
  generation: number,
  found: Pick<Found, 'id' | 'row' | 'cells'>,
): Promise<void> {
  await index(client, generation, found, JSON.parse(found.cells), {})
  await client.query({ name: 'delete-row', text: 'delete from table_rows where id = $1', values: [found.id] })
}

async function index(
  client: PoolClient,
  generation: number,
  { id, row }: Pick<Found, 'id' | 'row'>,
  before: Cells,
  after: Cells,
): Promise<void> {
  const changed = (from: Cells, to: Cells): [columns: string[], values: string[]] => {
    const cells = Object.entries(from).filter(([column, value]) => to[column] !== value)
    return [cells.map(([column]) => column), cells.map(([, value]) => POSTGRES.toIndexed(String(value)))]
  }
  const [gone, come] = [changed(before, after), changed(after, before)]
  if (gone[0].length > 0)
    await client.query({
      name: 'delete-cells',
      text: `delete from table_cells c using unnest($1::text[], $2::text[]) as old (column_id, value)
        where c.generation = $3 and c.column_id = old.column_id and c.value = old.value and c.row = $4 and c.id = $5`,
      values: [...gone, generation, row, id],
    })
  if (come[0].length > 0)
    await client.query({
      name: 'insert-cells',
      text: `insert into table_cells (generation, column_id, value, row, id)
        select $3, column_id, value, $4, $5 from unnest($1::text[], $2::text[]) as fresh (column_id, value)
        on conflict do nothing`,
      values: [...come, generation, row, id],
    })
}

const parse = (text: string | null): Cells | null => (text === null ? null : JSON.parse(text))
const toText = (cells: Cells | undefined): string | null => (cells ? toJsonb(cells) : null)
