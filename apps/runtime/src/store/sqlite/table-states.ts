/** What tables were like, from which epoch on. */
import type { TableColumn } from '@callflow-studio/model/api'
import type { Kysely, Selectable } from 'kysely'
import type { StudioTables } from './tables.ts'

type Queries = Kysely<StudioTables>

/** A table as it is from `epoch` on, until its next state. */
export interface TableState {
  epoch: number
  tableId: string
  name: string
  columns: readonly TableColumn[]
  /** The id of a column. */
  keyColumn: string
  live: boolean
  revision: number
  /** Which rows it has. */
  generation: number
  deleted: boolean
  /** Milliseconds since 1970. */
  at: number
}

export type TableRow = Selectable<StudioTables['data_tables']>

export const listTableRows = (database: Queries): Promise<TableRow[]> =>
  database.selectFrom('data_tables').selectAll().execute()

/** @returns how many rows a table has, and when it was changed; undefined where there is none */
export const readTableRow = (database: Queries, id: string): Promise<Omit<TableRow, 'id'> | undefined> =>
  database
    .selectFrom('data_tables')
    .select(['row_count', 'created_at', 'updated_at'])
    .where('id', '=', id)
    .executeTakeFirst()

/** All of them, in the order of their epochs. */
export const listTableStates = async (database: Queries): Promise<TableState[]> =>
  (await database.selectFrom('table_states').selectAll().orderBy('epoch').execute()).map((row) => ({
    epoch: row.epoch,
    tableId: row.table_id,
    name: row.name,
    columns: JSON.parse(row.columns),
    keyColumn: row.key_column,
    live: row.live === 1,
    revision: row.revision,
    generation: row.generation,
    deleted: row.deleted === 1,
    at: row.at,
  }))

export const insertTable = async (database: Queries, row: TableRow): Promise<void> => {
  await database.insertInto('data_tables').values(row).execute()
}

export const updateTable = async (
  database: Queries,
  id: string,
  change: Partial<Omit<TableRow, 'id'>>,
): Promise<void> => {
  await database.updateTable('data_tables').set(change).where('id', '=', id).execute()
}

export const insertTableState = async (database: Queries, state: TableState): Promise<void> => {
  await database
    .insertInto('table_states')
    .values({
      epoch: state.epoch,
      table_id: state.tableId,
      name: state.name,
      columns: JSON.stringify(state.columns),
      key_column: state.keyColumn,
      live: state.live ? 1 : 0,
      revision: state.revision,
      generation: state.generation,
      deleted: state.deleted ? 1 : 0,
      at: state.at,
    })
    .execute()
}

/** @returns the number of a set of rows, empty so far */
export const insertGeneration = async (database: Queries, tableId: string): Promise<number> =>
  (
    await database
      .insertInto('table_generations')
      .values({ table_id: tableId })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id

export const listGenerations = async (database: Queries): Promise<number[]> =>
  (await database.selectFrom('table_generations').select('id').execute()).map(({ id }) => id)

/** States that no call can see any more go. */
export const deleteTableStates = async (database: Queries, epochs: readonly number[]): Promise<void> => {
  for (const epoch of epochs) await database.deleteFrom('table_states').where('epoch', '=', epoch).execute()
}
