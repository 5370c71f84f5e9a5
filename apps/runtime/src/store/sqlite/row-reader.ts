import type { Database } from 'better-sqlite3'

/**
 * @param at in milliseconds since 1970: a row that has expired by then is not there
 * @returns the cells of the first row that held this value at this epoch, as JSON; null where none did
 */
export type ReadRow = (generation: number, columnId: string, value: string, epoch: number, at: number) => string | null

/**
 * @param at in milliseconds since 1970: rows that have expired by then are not there
 * @returns the cells of the rows that there were at this epoch, each as JSON, in the order of the table
 */
export type ReadRows = (generation: number, epoch: number, limit: number, at: number) => string[]

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
  const find = database.prepare<[number, string, string, number, number, number], { cells: string }>(
    `select r.cells from table_cells c join table_rows r on r.id = c.id
     where c.generation = ? and c.column_id = ? and c.value = ?
       and r.from_epoch <= ? and (r.to_epoch is null or r.to_epoch > ?)
       and (r.expires_at is null or r.expires_at > ?)
     order by c.row limit 1`,
  )
  return (generation, columnId, value, epoch, at) =>
    find.get(generation, columnId, value, epoch, epoch, at)?.cells ?? null
}
