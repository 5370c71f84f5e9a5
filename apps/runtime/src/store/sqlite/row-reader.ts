import type { Database } from 'better-sqlite3'
import type { ReadCells, ReadRow, ReadRows } from '../row-store.ts'

export function createRowsReader(database: Database): ReadRows {
  const find = database.prepare<[number, number, number, number, number], { cells: string }>(
    `select cells from table_rows
     where generation = ? and from_epoch <= ? and (to_epoch is null or to_epoch > ?)
       and (expires_at is null or expires_at > ?)
     order by row limit ?`,
  )
  return (generation, epoch, limit, at) => find.all(generation, epoch, epoch, at, limit).map(({ cells }) => cells)
}

/** The point read of `data.table`: prepared once, on the answering thread, in some microseconds. */
export function createRowReader(database: Database): ReadRow {
  const find = database.prepare<[number, string, string, number, number, number], ReadCells>(
    `select r.cells, r.expires_at as expiresAt from table_cells c join table_rows r on r.id = c.id
     where c.generation = ? and c.column_id = ? and c.value = ?
       and r.from_epoch <= ? and (r.to_epoch is null or r.to_epoch > ?)
       and (r.expires_at is null or r.expires_at > ?)
     order by c.row limit 1`,
  )
  return (generation, columnId, value, epoch, at) => find.get(generation, columnId, value, epoch, epoch, at) ?? null
}
