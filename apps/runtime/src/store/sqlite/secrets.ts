import type { Kysely, Selectable } from 'kysely'
import type { StudioTables } from './tables.ts'

export type SecretRow = Selectable<StudioTables['secrets']>

type Queries = Kysely<StudioTables>

export const listSecrets = (database: Queries): Promise<SecretRow[]> =>
  database.selectFrom('secrets').selectAll().orderBy('name').execute()

export const saveSecret = async (database: Queries, row: SecretRow): Promise<void> => {
  await database
    .insertInto('secrets')
    .values(row)
    .onConflict((taken) => taken.column('name').doUpdateSet(row))
    .execute()
}

/** @returns false where there was none of that name */
export const deleteSecret = async (database: Queries, name: string): Promise<boolean> =>
  (await database.deleteFrom('secrets').where('name', '=', name).executeTakeFirst()).numDeletedRows > 0n
