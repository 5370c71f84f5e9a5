import type { Pool } from 'pg'
import type { ReadRow, ReadRows } from '../row-store.ts'
import { POSTGRES, readExpiry, toTimestamp } from './dialect.ts'
import { inTime } from './in-time.ts'

/** As long as a call waits for what is stored, beside a database that does not answer. */
const PATIENCE_MS = 250

/** The rows of a generation ($1) as they are at an epoch ($2) and a time ($3). */
export const VISIBLE = `generation = $1 and from_epoch <= $2 and (to_epoch is null or to_epoch > $2)
  and (expires_at is null or expires_at > $3)`

export function createRowsReader(pool: Pool): ReadRows {
  const text = `select cells from table_rows where ${VISIBLE} order by row limit $4`
  return async (generation, epoch, limit, at) => {
    const values = [generation, epoch, toTimestamp(at), limit]
    const { rows } = await inTime(pool.query<{ cells: string }>({ name: 'read-rows', text, values }), PATIENCE_MS)
    return rows.map(({ cells }) => cells)
  }
}

/** The point read of `data.table`: prepared once a connection, one round trip. */
export function createRowReader(pool: Pool): ReadRow {
  const text = `select r.cells, r.expires_at as "expiresAt" from table_cells c join table_rows r on r.id = c.id
    where c.generation = $1 and c.column_id = $2 and c.value = $3
      and r.from_epoch <= $4 and (r.to_epoch is null or r.to_epoch > $4)
      and (r.expires_at is null or r.expires_at > $5)
    order by c.row limit 1`
  return async (generation, columnId, value, epoch, at) => {
    const values = [generation, columnId, POSTGRES.toIndexed(value), epoch, toTimestamp(at)]
    const { rows } = await inTime(
      pool.query<{ cells: string; expiresAt: string | null }>({ name: 'read-row', text, values }),
      PATIENCE_MS,
    )
    const [row] = rows
    return row ? { ...row, expiresAt: readExpiry(row.expiresAt) } : null
  }
}
