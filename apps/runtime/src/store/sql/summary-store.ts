import type { Kysely } from 'kysely'
import type { SummaryReads, SummaryWrites } from '../summary-store.ts'
import type { SqlDialect } from './dialect.ts'
import type { StudioTables } from './tables.ts'

export const createSummaryStore = (
  database: Kysely<StudioTables>,
  { searchTextHolds }: Pick<SqlDialect, 'searchTextHolds'>,
): SummaryReads & SummaryWrites => ({
  list(ids) {
    const all = database.selectFrom('flowSummaries').select(['flowId', 'state', 'summary'])
    return (ids === null ? all : all.where('flowId', 'in', ids)).execute()
  },
  async search(ids, words) {
    let query = database.selectFrom('flowSummaries').select('flowId').where('flowId', 'in', ids)
    for (const word of words) query = query.where(searchTextHolds(word))
    return (await query.execute()).map(({ flowId }) => flowId)
  },
  async save(record) {
    await database
      .insertInto('flowSummaries')
      .values(record)
      .onConflict((taken) => taken.column('flowId').doUpdateSet(record))
      .execute()
  },
})
