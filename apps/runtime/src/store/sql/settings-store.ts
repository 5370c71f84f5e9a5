import type { Kysely } from 'kysely'
import type { SettingsReads, SettingsWrites } from '../settings-store.ts'
import type { StudioTables } from './tables.ts'

export const createSettingsStore = (database: Kysely<StudioTables>): SettingsReads & SettingsWrites => ({
  find: async (name) =>
    (await database.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst())?.value ?? null,
  async save(name, value) {
    await database
      .insertInto('settings')
      .values({ name, value })
      .onConflict((taken) => taken.column('name').doUpdateSet({ value }))
      .execute()
  },
})
