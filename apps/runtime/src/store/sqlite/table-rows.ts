/** Single rows of tables, changed on the answering thread: a handful of small writes, and calls see all of them or none. */
import type { Cell } from '@callflow-studio/model/api'
import type { Kysely } from 'kysely'
import type { StudioTables } from './tables.ts'

type Queries = Kysely<StudioTables>

/** Values by column id; an empty cell is left out. */
export type Cells = Record<string, Exclude<Cell, null>>

export interface StoredRow {
  id: number
  row: number
  cells: Cells
  /** Milliseconds since 1970; null: never. */
  expiresAt: number | null
}

/** @returns the row as it is at this time; undefined where there is none */
export async function findRow(
  database: Queries,
  generation: number,
  row: number,
  at: number,
): Promise<StoredRow | undefined> {
  const found = await database
    .selectFrom('table_rows')
    .select(['id', 'row', 'cells', 'expires_at'])
    .where('generation', '=', generation)
    .where('row', '=', row)
    .where('to_epoch', 'is', null)
    .where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', at)]))
    .executeTakeFirst()
  return found && { id: found.id, row: found.row, cells: JSON.parse(found.cells), expiresAt: found.expires_at }
}

/** @returns the place of another row that holds this value at this time */
export async function findOther(
  database: Queries,
  generation: number,
  { columnId, value, notRow, at }: { columnId: string; value: string; notRow: number | null; at: number },
): Promise<number | undefined> {
  const found = await database
    .selectFrom('table_cells')
    .innerJoin('table_rows', 'table_rows.id', 'table_cells.id')
    .select('table_rows.row')
    .where('table_cells.generation', '=', generation)
    .where('table_cells.column_id', '=', columnId)
    .where('table_cells.value', '=', value)
    .where('table_rows.to_epoch', 'is', null)
    .where('table_rows.row', '!=', notRow ?? -1)
    .where(({ or, eb }) => or([eb('table_rows.expires_at', 'is', null), eb('table_rows.expires_at', '>', at)]))
    .executeTakeFirst()
  return found?.row
}

/** The place behind the last row that there ever was. */
export async function nextPlace(database: Queries, generation: number): Promise<number> {
  const found = await database
    .selectFrom('table_rows')
    .select(({ fn }) => fn.max('row').as('last'))
    .where('generation', '=', generation)
    .executeTakeFirst()
  return Number(found?.last ?? 0) + 1
}

export async function insertRow(
  database: Queries,
  {
    generation,
    row,
    cells,
    epoch,
    expiresAt = null,
  }: { generation: number; row: number; cells: Cells; epoch: number; expiresAt?: number | null },
): Promise<void> {
  const { id } = await database
    .insertInto('table_rows')
    .values({
      generation,
      row,
      cells: JSON.stringify(cells),
      from_epoch: epoch,
      to_epoch: null,
      ended_at: null,
      expires_at: expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const indexed = Object.entries(cells).map(([columnId, value]) => ({
    generation,
    column_id: columnId,
    value: String(value),
    row,
    id,
  }))
  if (indexed.length > 0) await database.insertInto('table_cells').values(indexed).execute()
}

/** From this epoch on the row is no more; calls that began before still see it. */
export const endRow = async (database: Queries, id: number, epoch: number, at: number): Promise<void> => {
  await database.updateTable('table_rows').set({ to_epoch: epoch, ended_at: at }).where('id', '=', id).execute()
}

/** The same for several places at once. @returns how many of them held a row */
export async function endRows(
  database: Queries,
  generation: number,
  rows: readonly number[],
  epoch: number,
  at: number,
): Promise<number> {
  if (rows.length === 0) return 0
  const { numUpdatedRows } = await database
    .updateTable('table_rows')
    .set({ to_epoch: epoch, ended_at: at })
    .where('generation', '=', generation)
    .where('row', 'in', rows)
    .where('to_epoch', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}
