import type { Kysely, Selectable } from 'kysely'
import type { TableReads, TableState, TableWrites } from '../table-store.ts'
import type { SqlDialect } from './dialect.ts'
import type { StudioTables } from './tables.ts'

export const createTableStore = (
  database: Kysely<StudioTables>,
  { toFlag, toTime, fromTime, toJson }: SqlDialect,
): TableReads & TableWrites => ({
  sizes(ids) {
    const all = database.selectFrom('dataTables').selectAll()
    return (ids === null ? all : all.where('id', 'in', ids)).execute()
  },
  statesAfter: async (epoch) =>
    (await database.selectFrom('tableStates').selectAll().where('epoch', '>', epoch).orderBy('epoch').execute()).map(
      (stored) => toState(stored, fromTime),
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
    return { state: toState(state, fromTime), size: { rowCount, createdAt, updatedAt } }
  },
  unusedGenerations: async () => {
    const unused = await database
      .selectFrom('tableGenerations')
      .select(['id', 'startedAt'])
      .where('id', 'not in', (query) =>
        query.selectFrom('tableStates').select('generation').where('deleted', '=', toFlag(false)),
      )
      .execute()
    return unused.map(({ id, startedAt }) => ({ id, startedAt: startedAt === null ? null : fromTime(startedAt) }))
  },
  async insert(id, size) {
    await database
      .insertInto('dataTables')
      .values({ id, ...size })
      .execute()
  },
  async update(id, size) {
    await database.updateTable('dataTables').set(size).where('id', '=', id).execute()
  },
  async insertState({ live, deleted, columns, at, ...state }) {
    await database
      .insertInto('tableStates')
      .values({
        ...state,
        columns: toJson(columns),
        live: toFlag(live),
        deleted: toFlag(deleted),
        at: toTime(at),
      })
      .execute()
  },
  async insertGeneration(tableId, startedAt) {
    const { id } = await database
      .insertInto('tableGenerations')
      .values({ tableId, startedAt: toTime(startedAt) })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  },
  async deleteStates(epochs) {
    for (const epoch of epochs) await database.deleteFrom('tableStates').where('epoch', '=', epoch).execute()
  },
  async removeDeleted(before) {
    const deleted = await database
      .selectFrom('tableStates')
      .select('tableId')
      .where('deleted', '=', toFlag(true))
      .where('at', '<', toTime(before))
      .execute()
    for (const { tableId } of deleted) {
      await database.deleteFrom('tableStates').where('tableId', '=', tableId).execute()
      await database.deleteFrom('dataTables').where('id', '=', tableId).execute()
    }
  },
})

const toState = (
  { columns, live, deleted, at, ...state }: Selectable<StudioTables['tableStates']>,
  fromTime: SqlDialect['fromTime'],
): TableState => ({
  ...state,
  columns: JSON.parse(columns),
  live: Boolean(live),
  deleted: Boolean(deleted),
  at: fromTime(at),
})
