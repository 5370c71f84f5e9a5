import type { Kysely } from 'kysely'
import type { StudioTables } from './tables.ts'

export interface FlowText {
  id: string
  name: string
  /** The draft and, where there is one, the live version: JSON, one after the other. */
  text: string
}

/** Flows whose draft or live version holds this text. */
export async function flowsHolding(database: Kysely<StudioTables>, text: string): Promise<FlowText[]> {
  const rows = await database
    .selectFrom('flows')
    .leftJoin('versions', (join) =>
      join.onRef('versions.flow_id', '=', 'flows.id').onRef('versions.version', '=', 'flows.live_version'),
    )
    .select(['flows.id', 'flows.name', 'flows.document', 'versions.document as live'])
    .where('flows.deleted_at', 'is', null)
    .where((where) =>
      where.or([
        where(where.fn('instr', ['flows.document', where.val(text)]), '>', 0),
        where(where.fn('instr', ['versions.document', where.val(text)]), '>', 0),
      ]),
    )
    .orderBy('flows.name')
    .execute()
  return rows.map(({ id, name, document, live }) => ({ id, name, text: `${document}\n${live ?? ''}` }))
}
