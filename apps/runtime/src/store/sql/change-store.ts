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
  async insert({ detail, ...change }) {
    await database
      .insertInto('changes')
      .values({ ...change, detail: detail === null ? null : toJson(detail) })
      .execute()
  },
})
