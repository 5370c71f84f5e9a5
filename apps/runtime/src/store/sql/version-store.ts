import type { Kysely } from 'kysely'
import type { VersionReads, VersionWrites } from '../version-store.ts'
import type { StudioTables } from './tables.ts'

export const createVersionStore = (database: Kysely<StudioTables>): VersionReads & VersionWrites => ({
  list: (flowId) =>
    database
      .selectFrom('versions')
      .select(['flowId', 'version', 'note', 'publishedAt', 'changedSteps', 'tests'])
      .where('flowId', '=', flowId)
      .orderBy('version', 'desc')
      .execute(),
  find: async (flowId, version) =>
    (await database
      .selectFrom('versions')
      .selectAll()
      .where('flowId', '=', flowId)
      .where('version', '=', version)
      .executeTakeFirst()) ?? null,
  activationsAfter: (epoch) =>
    database.selectFrom('activations').selectAll().where('epoch', '>', epoch).orderBy('epoch').execute(),
  async insert(version) {
    await database.insertInto('versions').values(version).execute()
  },
  async insertActivation(activation) {
    await database.insertInto('activations').values(activation).execute()
  },
})
