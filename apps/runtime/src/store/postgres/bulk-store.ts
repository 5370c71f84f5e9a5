/**
 * Tables as a whole: written, searched and cleaned up in a thread of its own. A new set of rows is copied in, some thousand at a
 * time. Nobody sees the rows before the answering thread names their generation in a state of the table: all of them or none.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pool, PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { BulkStore, RowPage, RowQuery } from '../bulk-store.ts'
import type { Cells, KeptRow } from '../row-store.ts'
import { cleanText, toJsonb } from './clean-text.ts'
import { POSTGRES, readExpiry, toTimestamp } from './dialect.ts'
import { inTransaction } from './in-transaction.ts'
import { createPool } from './pool.ts'
import { VISIBLE } from './row-reader.ts'
import { forgetWrites } from './row-writer.ts'

/** The largest table is searched in a second or two; saves wait for rows that are written and removed. */
const QUERY_TIMEOUT_MS = 20_000
/** Rows that one transaction copies. */
const MAX_COPIED = 5000
/** Rows that one transaction removes. */
const MAX_REMOVED = 2000
/** Rows that are read at once. */
const MAX_READ = 5000

export function openBulkStore(databaseUrl: string): BulkStore {
  const pool = createPool(databaseUrl, { max: 2, timeoutMs: QUERY_TIMEOUT_MS }, () => undefined)
  return {
    async append(generation, rows, first, expiries) {
      const next = Math.min(rows.length, first + MAX_COPIED)
      if (first < next) await inTransaction(pool, (client) => copyRows(client, generation, rows, first, next, expiries))
      return next
    },
    page: (query) => readPage(pool, query),
    async *all(generation, epoch, at) {
      const text = `select row, cells, expires_at from table_rows where ${VISIBLE} and row > $4 order by row limit ${MAX_READ}`
      for (let last = 0; ; ) {
        const { rows } = await pool.query<StoredRow>(text, [generation, epoch, toTimestamp(at), last])
        for (const row of rows) yield toKept(row)
        if (rows.length < MAX_READ) return
        last = rows.at(-1)?.row ?? last
      }
    },
    removeEnded: (before) => removeSome(pool, 'ended_at < $1', toTimestamp(before)),
    async removeExpired(before) {
      const removed = await removeSome(pool, 'expires_at <= $1 and to_epoch is null', toTimestamp(before), discount)
      const forgotten = await forgetWrites(pool, before, MAX_REMOVED)
      return removed || forgotten > 0
    },
    async removeGeneration(generation) {
      const wasThere = await removeSome(pool, 'generation = $1', generation)
      if (!wasThere) await pool.query('delete from table_generations where id = $1', [generation])
      return wasThere
    },
    checkpoint: () => undefined,
    close: () => pool.end(),
  }
}

interface StoredRow {
  row: number
  cells: string
  expires_at: string | null
}

const toKept = ({ cells, expires_at: expiresAt }: StoredRow): KeptRow => ({
  cells: JSON.parse(cells),
  expiresAt: readExpiry(expiresAt),
})

async function copyRows(
  client: PoolClient,
  generation: number,
  rows: readonly Cells[],
  first: number,
  next: number,
  expiries: readonly (number | null)[],
): Promise<void> {
  const { rows: ids } = await client.query<{ id: number }>(
    `select nextval(pg_get_serial_sequence('table_rows', 'id')) as id from generate_series(1, $1)`,
    [next - first],
  )
  const [ofRows, ofCells]: [string[], string[]] = [[], []]
  for (let at = first; at < next; at++) {
    const [id, cells, expiresAt] = [ids[at - first]?.id, rows[at] ?? {}, expiries[at] ?? null]
    ofRows.push(line([id, generation, at + 1, toJsonb(cells), 0, expiresAt === null ? null : toTimestamp(expiresAt)]))
    for (const [column, value] of Object.entries(cells))
      ofCells.push(line([generation, column, POSTGRES.toIndexed(cleanText(String(value))), at + 1, id]))
  }
  // Joined: each piece that is written on its own costs as much as some hundred lines.
  const copy = (into: string, lines: readonly string[]) =>
    pipeline(Readable.from([lines.join('')]), client.query(copyFrom(`copy ${into} from stdin`)))
  await copy('table_rows (id, generation, row, cells, from_epoch, expires_at)', ofRows)
  await copy('table_cells (generation, column_id, value, row, id)', ofCells)
}

/** In PostgreSQL's text format. */
const line = (values: readonly (string | number | null | undefined)[]): string =>
  `${values.map((value) => (value === null || value === undefined ? '\\N' : String(value).replace(SPECIAL, escapeCharacter))).join('\t')}\n`

const SPECIAL = /[\\\t\n\r]/g
const escapeCharacter = (character: string): string => ESCAPES[character] ?? character
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** @returns false where there was none */
async function removeSome(
  pool: Pool,
  which: string,
  limit: string | number,
  before?: (client: PoolClient, ids: readonly number[]) => Promise<void>,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: number; generation: number; row: number; cells: string }>(
      `select id, generation, row, cells from table_rows where ${which} order by id limit ${MAX_REMOVED}
       for update skip locked`,
      [limit],
    )
    if (rows.length === 0) return false
    const ids = rows.map(({ id }) => id)
    await before?.(client, ids)
    const cells = rows.flatMap(({ id, generation, row, cells }) =>
      Object.entries(JSON.parse(cells)).map(
        ([column, value]) => [generation, column, POSTGRES.toIndexed(String(value)), row, id] as const,
      ),
    )
    await client.query(
      `delete from table_cells c
       using unnest($1::bigint[], $2::text[], $3::text[], $4::integer[], $5::bigint[]) as old (generation, column_id, value, row, id)
       where c.generation = old.generation and c.column_id = old.column_id and c.value = old.value and c.row = old.row
         and c.id = old.id`,
      [0, 1, 2, 3, 4].map((part) => cells.map((cell) => cell[part])),
    )
    await client.query('delete from table_rows where id = any($1)', [ids])
    return true
  })
}

async function discount(client: PoolClient, ids: readonly number[]): Promise<void> {
  await client.query(
    `update data_tables t set row_count = row_count - gone.count from (
      select g.table_id, count(*) as count from table_rows r join table_generations g on g.id = r.generation
      where r.id = any($1) group by g.table_id) gone where t.id = gone.table_id`,
    [ids],
  )
}

async function readPage(pool: Pool, query: RowQuery): Promise<RowPage> {
  const { generation, epoch, at, columns, offset, limit, search, key, keyColumn, sort, descending } = query
  const values: unknown[] = [generation, epoch, toTimestamp(at)]
  const given = (value: unknown): string => `$${values.push(value)}`
  let where = VISIBLE
  if (search !== '')
    where += ` and exists (select from jsonb_each_text(cells) as cell (id, value)
      where cell.id = any(${given(columns.map(({ id }) => id))}::text[])
        and strpos(lower(cell.value), ${given(search.toLowerCase())}) > 0)`
  if (key !== '') where += ` and starts_with(cells ->> ${given(keyColumn)}::text, ${given(key)})`
  const { rows: counted } = await pool.query<{ count: number }>(
    `select count(*) as count from table_rows where ${where}`,
    values,
  )
  const direction = descending ? 'desc' : 'asc'
  const by = sort ?? (key === '' ? null : keyColumn)
  let order = `row ${direction}`
  if (by !== null) {
    const cell = `cells -> ${given(by)}::text`
    const text = `(cells ->> ${given(by)}::text)`
    order = `${text} is null, jsonb_typeof(${cell}) = 'string',
      case when jsonb_typeof(${cell}) = 'number' then ${text}::numeric end ${direction}, ${text} collate "C" ${direction}, row`
  }
  const { rows } = await pool.query<StoredRow>(
    `select row, cells, expires_at from table_rows where ${where} order by ${order}
     limit ${given(limit)} offset ${given(offset)}`,
    values,
  )
  return { rows: rows.map((row) => ({ row: row.row, ...toKept(row) })), total: counted[0]?.count ?? 0 }
}
