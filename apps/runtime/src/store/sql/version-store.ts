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
  async liveBefore(flowId) {
    const live = database.selectFrom('activations').where('flowId', '=', flowId).where('version', 'is not', null)
    const latest = await live.select('version').orderBy('epoch', 'desc').limit(1).executeTakeFirst()
    if (!latest) return null
    const before = live.select('version').where('version', '!=', latest.version).orderBy('epoch', 'desc').limit(1)
    return (await before.executeTakeFirst())?.version ?? null
  },
  activationsAfter: (epoch) =>
    database.selectFrom('activations').selectAll().where('epoch', '>', epoch).orderBy('epoch').execute(),
  async insert(version) {
    await database.insertInto('versions').values(version).execute()
  },
  async insertActivation(activation) {
    await database.insertInto('activations').values(activation).execute()
  },
})
