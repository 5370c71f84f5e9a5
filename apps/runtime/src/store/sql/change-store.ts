import type { Kysely } from 'kysely'
import type { ChangeReads, ChangeWrites } from '../change-store.ts'
import type { SqlDialect } from './dialect.ts'
import type { StudioTables } from './tables.ts'

export const createChangeStore = (
  database: Kysely<StudioTables>,
  { toJson }: Pick<SqlDialect, 'toJson'>,
): ChangeReads & ChangeWrites => ({
  latestEpoch: async () => (await database.selectFrom('epochCounter').select('epoch').executeTakeFirstOrThrow()).epoch,
  after: async (epoch) =>
    (await database.selectFrom('changes').selectAll().where('epoch', '>', epoch).orderBy('epoch').execute()).map(
      ({ detail, ...change }) => ({ ...change, detail: detail === null ? null : JSON.parse(detail) }),
    ),
  async nextEpoch() {
    const { epoch } = await database
      .updateTable('epochCounter')
      .set((counter) => ({ epoch: counter('epoch', '+', 1) }))
      .returning('epoch')
      .executeTakeFirstOrThrow()
    return epoch
  },
  async removeBefore(at, limit) {
    const oldest = await database
      .selectFrom('changes')
      .select(['epoch', 'at'])
      .orderBy('epoch')
      .limit(limit + 1)
      .execute()
    const kept = oldest.findIndex((change) => change.at >= at)
    const removed = oldest.slice(0, kept) // kept -1: all but the last one, which may be the newest
    const last = removed.at(-1)
    if (last) await database.deleteFrom('changes').where('epoch', '<=', last.epoch).execute()
    return removed.length
  },
  async insert({ detail, ...change }) {
    await database
      .insertInto('changes')
      .values({ ...change, detail: detail === null ? null : toJson(detail) })
      .execute()
  },
})
