import type { Kysely } from 'kysely'
import type { TestReads, TestWrites } from '../test-store.ts'
import type { StudioTables } from './tables.ts'

export const createTestStore = (database: Kysely<StudioTables>): TestReads & TestWrites => ({
  list: (flowId) =>
    database.selectFrom('flowTests').selectAll().where('flowId', '=', flowId).orderBy('place').orderBy('id').execute(),
  async insert(records) {
    for (let at = 0; at < records.length; at += AT_ONCE)
      await database
        .insertInto('flowTests')
        .values(records.slice(at, at + AT_ONCE))
        .execute()
  },
  async update(id, edit) {
    await database
      .updateTable('flowTests')
      .set({ ...edit, lastRun: null })
      .where('id', '=', id)
      .execute()
  },
  async delete(id) {
    await database.deleteFrom('flowTests').where('id', '=', id).execute()
  },
  async saveRuns(runs) {
    for (const { id, updatedAt, lastRun } of runs)
      await database
        .updateTable('flowTests')
        .set({ lastRun })
        .where('id', '=', id)
        .where('updatedAt', '=', updatedAt)
        .execute()
  },
})

/** Databases take a limited number of values in a statement. */
const AT_ONCE = 100
