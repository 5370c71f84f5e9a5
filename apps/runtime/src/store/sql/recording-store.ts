import type { Kysely } from 'kysely'
import type { RecordingReads, RecordingWrites } from '../recording-store.ts'
import type { StudioTables } from './tables.ts'

export const createRecordingStore = (database: Kysely<StudioTables>): RecordingReads & RecordingWrites => ({
  find: async (id) =>
    (await database.selectFrom('recordings').selectAll().where('id', '=', id).executeTakeFirst()) ?? null,
  list: (callId) =>
    database
      .selectFrom('recordings')
      .selectAll()
      .where('callId', '=', callId)
      .where('deletedAt', 'is', null)
      .orderBy('createdAt')
      .orderBy('id')
      .execute(),
  async listSurplus({ before, totalBytes, limit }) {
    const kept = database.selectFrom('recordings').where('deletedAt', 'is', null)
    const { total } = await kept
      .select(({ fn }) => fn.sum<number | null>('sizeBytes').as('total'))
      .executeTakeFirstOrThrow()
    const oldest = await kept
      .select(['id', 'kind', 'sizeBytes', 'createdAt'])
      .orderBy('createdAt')
      .orderBy('id')
      .limit(limit)
      .execute()
    let excess = Number(total ?? 0) - totalBytes
    return oldest.filter(({ sizeBytes, createdAt }) => {
      const isSurplus = createdAt < before || excess > 0
      if (isSurplus) excess -= sizeBytes
      return isSurplus
    })
  },
  async listKept(ids) {
    if (ids.length === 0) return new Set()
    const rows = await database
      .selectFrom('recordings')
      .select('id')
      .where('id', 'in', ids)
      .where('deletedAt', 'is', null)
      .execute()
    return new Set(rows.map(({ id }) => id))
  },
  async insert(record) {
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('recordings')
      .values(record)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  },
  async markDeleted(id, at) {
    const { numUpdatedRows } = await database
      .updateTable('recordings')
      .set({ deletedAt: at })
      .where('id', '=', id)
      .where('deletedAt', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  },
  async forgetDeleted(before) {
    await database.deleteFrom('recordings').where('deletedAt', '<', before).execute()
  },
})
