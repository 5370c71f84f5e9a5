import type { Kysely } from 'kysely'
import type { StudioTables } from './tables.ts'

type Queries = Kysely<StudioTables>

export interface FlowState {
  id: string
  name: string
  revision: number
  live_version: number | null
}

/** What was not deleted, by name, without the documents. */
export const listFlowStates = (database: Queries): Promise<FlowState[]> =>
  database
    .selectFrom('flows')
    .select(['id', 'name', 'revision', 'live_version'])
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .execute()

/** @returns a flow's draft and, where there is one, its live version, as JSON */
export async function readFlowTexts(database: Queries, id: string): Promise<string[]> {
  const row = await database
    .selectFrom('flows')
    .leftJoin('versions', (join) =>
      join.onRef('versions.flow_id', '=', 'flows.id').onRef('versions.version', '=', 'flows.live_version'),
    )
    .select(['flows.document', 'versions.document as live'])
    .where('flows.id', '=', id)
    .executeTakeFirst()
  return [row?.document, row?.live].filter((text) => typeof text === 'string')
}
