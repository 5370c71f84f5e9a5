import type { Kysely, Selectable } from 'kysely'
import { nextEpoch } from './epochs.ts'
import type { StudioTables } from './tables.ts'

export type ActivationRow = Selectable<StudioTables['activations']>

type Queries = Kysely<StudioTables>

export const listActivations = (database: Queries): Promise<ActivationRow[]> =>
  database.selectFrom('activations').selectAll().orderBy('epoch').execute()

/** @returns the new epoch: the number of this change among all changes of what is live. */
export async function insertActivation(
  database: Queries,
  row: { flow_id: string; version: number | null; at: string },
): Promise<number> {
  const epoch = await nextEpoch(database)
  await database
    .insertInto('activations')
    .values({ ...row, epoch })
    .execute()
  return epoch
}
