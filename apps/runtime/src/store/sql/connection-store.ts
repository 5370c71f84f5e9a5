import type { Kysely } from 'kysely'
import type { ConnectionReads, ConnectionWrites } from '../connection-store.ts'
import type { StudioTables } from './tables.ts'

export const createConnectionStore = (database: Kysely<StudioTables>): ConnectionReads & ConnectionWrites => ({
  list(ids) {
    const all = database.selectFrom('connections').selectAll().orderBy('id')
    return (ids === null ? all : all.where('id', 'in', ids)).execute()
  },
  async save(record) {
    await database
      .insertInto('connections')
      .values(record)
      .onConflict((taken) => taken.column('id').doUpdateSet(record))
      .execute()
  },
  delete: async (id) =>
    (await database.deleteFrom('connections').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n,
})
