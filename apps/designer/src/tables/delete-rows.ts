import { MAX_DELETED_ROWS } from '@callflow-studio/model/api'
import type { QueryClient } from '@tanstack/react-query'
import { request } from '../api/client.ts'
import { keys } from '../api/queries.ts'
import { refetch } from './refetch.ts'

/** Deletes rows of a table, as many in a request as the studio takes, and reads the tables again. */
export async function deleteRowsInBatches(
  client: QueryClient,
  tableId: string,
  rowIds: readonly string[],
): Promise<void> {
  try {
    for (let from = 0; from < rowIds.length; from += MAX_DELETED_ROWS)
      await request('row.deleteMany', { id: tableId, body: { ids: rowIds.slice(from, from + MAX_DELETED_ROWS) } })
  } finally {
    await refetch(client, keys.tables)
  }
}
