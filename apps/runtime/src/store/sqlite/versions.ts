import type { Kysely, Selectable } from 'kysely'
import type { StudioTables } from './tables.ts'

export type VersionRow = Selectable<StudioTables['versions']>

type Queries = Kysely<StudioTables>

/** @returns a flow's versions without their documents, newest first. */
export const listVersions = (database: Queries, flowId: string): Promise<Omit<VersionRow, 'document'>[]> =>
  database
    .selectFrom('versions')
    .select(['flow_id', 'version', 'note', 'published_at', 'changed_steps'])
    .where('flow_id', '=', flowId)
    .orderBy('version', 'desc')
    .execute()

export const findVersion = (database: Queries, flowId: string, version: number): Promise<VersionRow | undefined> =>
  database
    .selectFrom('versions')
    .selectAll()
    .where('flow_id', '=', flowId)
    .where('version', '=', version)
    .executeTakeFirst()

export const insertVersion = async (database: Queries, row: VersionRow): Promise<void> => {
  await database.insertInto('versions').values(row).execute()
}
