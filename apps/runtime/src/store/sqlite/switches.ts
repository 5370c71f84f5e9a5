import type { Kysely, Selectable } from 'kysely'
import type { StudioTables } from './tables.ts'

export type SwitchRow = Selectable<StudioTables['switches']>

type Queries = Kysely<StudioTables>

export const listSwitches = (database: Queries): Promise<SwitchRow[]> =>
  database.selectFrom('switches').selectAll().execute()

export const saveSwitch = async (database: Queries, row: SwitchRow): Promise<void> => {
  await database
    .insertInto('switches')
    .values(row)
    .onConflict((taken) => taken.column('id').doUpdateSet(row))
    .execute()
}

export const deleteSwitch = async (database: Queries, id: string): Promise<void> => {
  await database.deleteFrom('switches').where('id', '=', id).execute()
}
