import type { Kysely, Selectable } from 'kysely'
import type { StudioTables } from './tables.ts'

export type FlowRow = Selectable<StudioTables['flows']> & { latest_version: number | null }

/** A flow without its draft, which may be long. */
export type FlowHead = Omit<FlowRow, 'document'>

type Queries = Kysely<StudioTables>

const selectFlows = (database: Queries) =>
  database
    .selectFrom('flows')
    .select(['id', 'name', 'revision', 'key', 'live_version', 'created_at', 'updated_at', 'deleted_at'])
    .select((query) =>
      query
        .selectFrom('versions')
        .whereRef('versions.flow_id', '=', 'flows.id')
        .select((version) => version.fn.max('version').as('latest'))
        .as('latest_version'),
    )

/** @returns flows that were not deleted, or only those that were, last changed first. */
export const listFlows = (database: Queries, { deleted }: { deleted: boolean }): Promise<FlowHead[]> =>
  selectFlows(database)
    .where('deleted_at', deleted ? 'is not' : 'is', null)
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .execute()

/** @returns the flow, deleted or not; undefined if there never was one. */
export const findFlow = (database: Queries, id: string): Promise<FlowRow | undefined> =>
  selectFlows(database).select('document').where('id', '=', id).executeTakeFirst()

/** The same without its draft. */
export const findFlowHead = (database: Queries, id: string): Promise<FlowHead | undefined> =>
  selectFlows(database).where('id', '=', id).executeTakeFirst()

export const countFlows = async (database: Queries): Promise<number> =>
  Number(
    (
      await database
        .selectFrom('flows')
        .select((query) => query.fn.countAll().as('count'))
        .executeTakeFirst()
    )?.count ?? 0,
  )

export const insertFlow = async (database: Queries, row: StudioTables['flows']): Promise<void> => {
  await database.insertInto('flows').values(row).execute()
}

/**
 * Saves a draft if it is still at the revision that the editor began with.
 * @returns false, and nothing changed, if someone else saved in between or the flow is gone.
 */
export async function saveDraft(
  database: Queries,
  id: string,
  revision: number,
  draft: { name: string; document: string; updatedAt: string },
): Promise<boolean> {
  const saved = await database
    .updateTable('flows')
    .set({ name: draft.name, document: draft.document, updated_at: draft.updatedAt, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}

export const updateFlow = async (
  database: Queries,
  id: string,
  change: Partial<Pick<StudioTables['flows'], 'key' | 'live_version' | 'deleted_at'>>,
): Promise<void> => {
  await database.updateTable('flows').set(change).where('id', '=', id).execute()
}
