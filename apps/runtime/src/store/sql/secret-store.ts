import type { Kysely } from 'kysely'
import type { SecretReads, SecretWrites } from '../secret-store.ts'
import type { StudioTables } from './tables.ts'

export const createSecretStore = (database: Kysely<StudioTables>): SecretReads & SecretWrites => ({
  list(names) {
    const all = database.selectFrom('secrets').selectAll().orderBy('name')
    return (names === null ? all : all.where('name', 'in', names)).execute()
  },
  async save(record) {
    await database
      .insertInto('secrets')
      .values(record)
      .onConflict((taken) => taken.column('name').doUpdateSet(record))
      .execute()
  },
  delete: async (name) =>
    (await database.deleteFrom('secrets').where('name', '=', name).executeTakeFirst()).numDeletedRows > 0n,
})
