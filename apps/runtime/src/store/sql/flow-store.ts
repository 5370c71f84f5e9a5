import type { Kysely } from 'kysely'
import type { FlowReads, FlowWrites } from '../flow-store.ts'
import type { SqlDialect } from './dialect.ts'
import type { StudioTables } from './tables.ts'

/** When a flow was deleted that has expired: what is stored of it is removed bit by bit, and is not read meanwhile. */
const EXPIRED = new Date(0).toISOString()

/** Versions that are removed in one transaction: each may be some hundred kilobytes. */
const REMOVED_AT_ONCE = 10

export function createFlowStore(
  database: Kysely<StudioTables>,
  { documentBytes }: Pick<SqlDialect, 'documentBytes'>,
): FlowReads & FlowWrites {
  const selectHeads = () =>
    database
      .selectFrom('flows')
      .where(({ or, eb }) => or([eb('deletedAt', 'is', null), eb('deletedAt', '>', EXPIRED)]))
      .select(['id', 'name', 'revision', 'key', 'liveVersion', 'createdAt', 'updatedAt', 'deletedAt'])
      .select((query) =>
        query
          .selectFrom('versions')
          .whereRef('versions.flowId', '=', 'flows.id')
          .select((version) => version.fn.max('version').as('latest'))
          .as('latestVersion'),
      )
  const selectSizedHeads = () => selectHeads().select(documentBytes.as('documentBytes'))

  return {
    list: ({ deleted }) =>
      selectSizedHeads()
        .where('deletedAt', deleted ? 'is not' : 'is', null)
        .orderBy('updatedAt', 'desc')
        .orderBy('id')
        .execute(),
    find: async (id) => (await selectHeads().select('document').where('id', '=', id).executeTakeFirst()) ?? null,
    head: async (id) => (await selectSizedHeads().where('id', '=', id).executeTakeFirst()) ?? null,
    heads: (ids) => (ids === null ? selectSizedHeads() : selectSizedHeads().where('id', 'in', ids)).execute(),
    async count() {
      const { count } = await database
        .selectFrom('flows')
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    states: () =>
      database
        .selectFrom('flows')
        .select(['id', 'name', 'revision', 'liveVersion'])
        .where('deletedAt', 'is', null)
        .orderBy('name')
        .execute(),
    listDeleted: (before, limit) =>
      database
        .selectFrom('flows')
        .select(['id', 'name'])
        .where('deletedAt', '<', before)
        .where('deletedAt', '>', EXPIRED)
        .limit(limit)
        .execute(),
    async readTexts(id) {
      const row = await database
        .selectFrom('flows')
        .leftJoin('versions', (join) =>
          join.onRef('versions.flowId', '=', 'flows.id').onRef('versions.version', '=', 'flows.liveVersion'),
        )
        .select(['flows.document', 'versions.document as live'])
        .where('flows.id', '=', id)
        .executeTakeFirst()
      return [row?.document, row?.live].filter((text) => typeof text === 'string')
    },
    async insert({ latestVersion: _, documentBytes: __, ...flow }) {
      await database.insertInto('flows').values(flow).execute()
    },
    async saveDraft(id, revision, draft) {
      const saved = await database
        .updateTable('flows')
        .set({ ...draft, revision: revision + 1 })
        .where('id', '=', id)
        .where('revision', '=', revision)
        .where('deletedAt', 'is', null)
        .executeTakeFirst()
      return saved.numUpdatedRows === 1n
    },
    async expire(id, before) {
      const expired = await database
        .updateTable('flows')
        .set({ deletedAt: EXPIRED })
        .where('id', '=', id)
        .where('deletedAt', '<', before)
        .where('deletedAt', '>', EXPIRED)
        .executeTakeFirst()
      return expired.numUpdatedRows === 1n
    },
    async removeExpired() {
      const flow = await database.selectFrom('flows').select('id').where('deletedAt', '=', EXPIRED).executeTakeFirst()
      if (!flow) return false
      const versions = await database
        .selectFrom('versions')
        .select('version')
        .where('flowId', '=', flow.id)
        .limit(REMOVED_AT_ONCE)
        .execute()
      const numbers = versions.map(({ version }) => version)
      if (numbers.length > 0)
        await database.deleteFrom('versions').where('flowId', '=', flow.id).where('version', 'in', numbers).execute()
      if (numbers.length === REMOVED_AT_ONCE) return true
      await database.deleteFrom('flowTests').where('flowId', '=', flow.id).execute()
      await database.deleteFrom('activations').where('flowId', '=', flow.id).execute()
      await database.deleteFrom('flowSummaries').where('flowId', '=', flow.id).execute()
      await database.deleteFrom('flows').where('id', '=', flow.id).execute()
      return true
    },
    async update(id, change) {
      await database.updateTable('flows').set(change).where('id', '=', id).execute()
    },
  }
}
