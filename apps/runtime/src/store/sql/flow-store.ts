import type { Kysely } from 'kysely'
import type { FlowReads, FlowWrites } from '../flow-store.ts'
import type { SqlDialect } from './dialect.ts'
import type { StudioTables } from './tables.ts'

export function createFlowStore(
  database: Kysely<StudioTables>,
  { documentBytes }: Pick<SqlDialect, 'documentBytes'>,
): FlowReads & FlowWrites {
  const selectHeads = () =>
    database
      .selectFrom('flows')
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
    async update(id, change) {
      await database.updateTable('flows').set(change).where('id', '=', id).execute()
    },
  }
}
