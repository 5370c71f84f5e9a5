import type { CreateTable, PublicHolidays, Table } from '@callflow-studio/model/api'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { request } from '../api/client.ts'
import { keys } from '../api/queries.ts'
import { csvHead, tableNameOf } from './csv-head.ts'
import { deleteRowsInBatches } from './delete-rows.ts'
import { holidaysCsv, holidayTable, rowOf } from './holiday-list.ts'
import { refetch } from './refetch.ts'
import type { Done } from './use-report.ts'

/** What can be done with tables as a whole. Each answers what to say of it, or throws what the studio says. */
export function useTableWork() {
  const { t } = useTranslation('tables')
  const client = useQueryClient()
  const changed = <T>(work: Promise<T>): Promise<T> => work.finally(() => refetch(client, keys.tables))
  const importInto = async ({ id, name }: Table, file: File): Promise<Done> => {
    const { rows, ...remarks } = await changed(request('table.import', { id, body: file }))
    return { said: t('imported', { name, count: rows }), ...remarks }
  }
  /** All rows of a new table, which is gone again where they are refused. */
  const fill = async (table: Table, csv: Blob): Promise<Table> => {
    try {
      await changed(request('table.import', { id: table.id, body: csv }))
    } catch (error) {
      await changed(request('table.delete', { id: table.id }))
      throw error
    }
    return table
  }
  /** One after the other: where one is refused, those before it stay, and adding again leaves them out. */
  const addHolidays = (table: Table, days: PublicHolidays['days']): Promise<void> =>
    changed(
      (async () => {
        for (const day of days) await request('row.create', { id: table.id, body: { values: rowOf(day, table) } })
      })(),
    )
  return {
    importInto,
    create: (input: CreateTable) => changed(request('table.create', { body: input })),
    async save({ id, revision }: Table, input: CreateTable): Promise<Done> {
      const { name, remarks, remarkCount } = await changed(request('table.save', { id, body: { ...input, revision } }))
      return { said: t('saved', { name }), remarks, remarkCount, place: 'row' }
    },
    async createHolidays(name: string, days: PublicHolidays['days']): Promise<Table> {
      const table = await request('table.create', { body: holidayTable(name) })
      return fill(table, new Blob([holidaysCsv(days)]))
    },
    addHolidays,
    removeRows: ({ id }: Table, rowIds: readonly string[]) => deleteRowsInBatches(client, id, rowIds),
    remove: ({ id }: Table) => changed(request('table.delete', { id })),
    async fromCsv(file: File) {
      const head = csvHead(new Uint8Array(await file.slice(0, 64 * 1024).arrayBuffer()))
      if (!head?.[0]) throw new Error(t('noHead'))
      const columns = head.map((name) => ({ name, type: 'text' as const }))
      const table = await request('table.create', {
        body: { name: tableNameOf(file.name), columns, keyColumn: head[0] },
      })
      return importInto(table, file).catch(async (error: unknown) => {
        await changed(request('table.delete', { id: table.id }))
        throw error
      })
    },
  }
}
