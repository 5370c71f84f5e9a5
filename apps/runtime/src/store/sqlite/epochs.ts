import type { Kysely } from 'kysely'
import type { StudioTables } from './tables.ts'

type Queries = Kysely<StudioTables>

/** @returns the number of a new change of what calls see; to be taken inside the transaction of that change. */
export async function nextEpoch(database: Queries): Promise<number> {
  const { epoch } = await database
    .updateTable('epoch_counter')
    .set((counter) => ({ epoch: counter('epoch', '+', 1) }))
    .returning('epoch')
    .executeTakeFirstOrThrow()
  return epoch
}

export async function latestEpoch(database: Queries): Promise<number> {
  return (await database.selectFrom('epoch_counter').select('epoch').executeTakeFirstOrThrow()).epoch
}

/** The number of the latest change, as calls see it; kept in memory by whoever keeps what is live. */
export interface PublishedEpoch {
  epoch: () => number
  advance: (epoch: number) => void
}
