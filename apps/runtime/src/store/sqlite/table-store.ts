import type { Kysely, Selectable } from 'kysely'
import type { TableReads, TableState, TableWrites } from '../table-store.ts'
import type { StudioTables } from './tables.ts'

export const createTableStore = (database: Kysely<StudioTables>): TableReads & TableWrites => ({
  sizes(ids) {
    const all = database.selectFrom('dataTables').selectAll()
    return (ids === null ? all : all.where('id', 'in', ids)).execute()
  },
  statesAfter: async (epoch) =>
    (await database.selectFrom('tableStates').selectAll().where('epoch', '>', epoch).orderBy('epoch').execute()).map(
      toState,
    ),
  async find(id) {
    const found = await database
      .selectFrom('tableStates')
      .innerJoin('dataTables', 'dataTables.id', 'tableStates.tableId')
      .selectAll('tableStates')
      .select(['rowCount', 'createdAt', 'updatedAt'])
      .where('tableId', '=', id)
      .orderBy('epoch', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!found) return null
    const { rowCount, createdAt, updatedAt, ...state } = found
    return { state: toState(state), size: { rowCount, createdAt, updatedAt } }
  },
  unusedGenerations: () =>
    database
      .selectFrom('tableGenerations')
      .select(['id', 'startedAt'])
      .where('id', 'not in', (query) => query.selectFrom('tableStates').select('generation').where('deleted', '=', 0))
      .execute(),
  async insert(id, size) {
    await database
      .insertInto('dataTables')
      .values({ id, ...size })
      .execute()
  },
  async update(id, size) {
    await database.updateTable('dataTables').set(size).where('id', '=', id).execute()
  },
  async insertState({ live, deleted, columns, ...state }) {
    await database
      .insertInto('tableStates')
      .values({ ...state, columns: JSON.stringify(columns), live: live ? 1 : 0, deleted: deleted ? 1 : 0 })
      .execute()
  },
  async insertGeneration(tableId, startedAt) {
    const { id } = await database
      .insertInto('tableGenerations')
      .values({ tableId, startedAt })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  },
  async deleteStates(epochs) {
    for (const epoch of epochs) await database.deleteFrom('tableStates').where('epoch', '=', epoch).execute()
  },
})

const toState = ({ columns, live, deleted, ...state }: Selectable<StudioTables['tableStates']>): TableState => ({
  ...state,
  columns: JSON.parse(columns),
  live: live === 1,
  deleted: deleted === 1,
})
