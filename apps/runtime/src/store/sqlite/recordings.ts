/** The list of recordings; the files themselves lie beside the database. */
import type { Kysely, Selectable } from 'kysely'
import type { StudioTables } from './tables.ts'

export type RecordingRow = Selectable<StudioTables['recordings']>

type Queries = Kysely<StudioTables>

export const insertRecording = async (database: Queries, row: RecordingRow): Promise<void> => {
  await database.insertInto('recordings').values(row).execute()
}

/** @returns the row, also of one whose file is deleted; undefined where there never was one. */
export const findRecording = (database: Queries, id: string): Promise<RecordingRow | undefined> =>
  database.selectFrom('recordings').selectAll().where('id', '=', id).executeTakeFirst()

/** Oldest first. */
export const listRecordings = (database: Queries, callId: string): Promise<RecordingRow[]> =>
  database
    .selectFrom('recordings')
    .selectAll()
    .where('call_id', '=', callId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** @returns false where there is none whose file is still there */
export const markDeleted = async (database: Queries, id: string, at: string): Promise<boolean> => {
  const { numUpdatedRows } = await database
    .updateTable('recordings')
    .set({ deleted_at: at })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The oldest ones, as far as they are older than `before`, or all together larger than `totalBytes`. */
export async function listSurplus(
  database: Queries,
  { before, totalBytes, limit }: { before: string; totalBytes: number; limit: number },
): Promise<Pick<RecordingRow, 'id' | 'kind'>[]> {
  const kept = database.selectFrom('recordings').where('deleted_at', 'is', null)
  const { total } = await kept
    .select(({ fn }) => fn.sum<number | null>('size_bytes').as('total'))
    .executeTakeFirstOrThrow()
  const oldest = await kept
    .select(['id', 'kind', 'size_bytes', 'created_at'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  let excess = Number(total ?? 0) - totalBytes
  return oldest.filter(({ size_bytes: size, created_at: createdAt }) => {
    const isSurplus = createdAt < before || excess > 0
    if (isSurplus) excess -= size
    return isSurplus
  })
}

/** Forgets files that were deleted before this time: their upload addresses have expired. */
export const forgetDeleted = async (database: Queries, before: string): Promise<void> => {
  await database.deleteFrom('recordings').where('deleted_at', '<', before).execute()
}

/** @returns which of these have a file that is to stay. */
export const listKept = async (database: Queries, ids: readonly string[]): Promise<Set<string>> => {
  if (ids.length === 0) return new Set()
  const rows = await database
    .selectFrom('recordings')
    .select('id')
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}
