import type { Kysely } from 'kysely'
import type { SwitchReads, SwitchWrites } from '../switch-store.ts'
import type { StudioTables } from './tables.ts'

export const createSwitchStore = (database: Kysely<StudioTables>): SwitchReads & SwitchWrites => ({
  list(ids) {
    const all = database.selectFrom('switches').selectAll()
    return (ids === null ? all : all.where('id', 'in', ids)).execute()
  },
  async save(record) {
    await database
      .insertInto('switches')
      .values(record)
      .onConflict((taken) => taken.column('id').doUpdateSet(record))
      .execute()
  },
  delete: async (id) =>
    (await database.deleteFrom('switches').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n,
})
