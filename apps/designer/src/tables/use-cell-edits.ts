import type { Table, TableRow, TableRows } from '@callflow-studio/model/api'
import { notifyManager, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { request } from '../api/client.ts'
import { keys } from '../api/queries.ts'
import { deleteRowsInBatches } from './delete-rows.ts'
import { createEditQueue } from './edit-queue.ts'
import { refetch } from './refetch.ts'

/** Returns what is typed into the table and not saved yet, and the queue that saves it. */
export function useCellEdits(table: Table) {
  const client = useQueryClient()
  const latest = useRef(table)
  useEffect(() => {
    latest.current = table
  }, [table])
  const [queue] = useState(() =>
    createEditQueue({
      table: () => latest.current,
      addRow: (values) => request('row.create', { id: table.id, body: { values } }),
      saveRow: (rowId, values) => request('row.save', { id: table.id, row: rowId, body: { values } }),
      removeRows: (rowIds) => deleteRowsInBatches(client, table.id, rowIds),
      onAdded: () => refetch(client, keys.table(table.id)),
      onSaved: (row) => showSaved(client, table.id, row),
    }),
  )
  return { ...queue, ...useStore(queue.store) }
}

async function showSaved(client: QueryClient, tableId: string, row: TableRow): Promise<void> {
  const queryKey = keys.rows(tableId)
  client.setQueriesData<TableRows>({ queryKey }, (page) => page && withRow(page, row))
  if (client.isFetching({ queryKey }) > 0) await refetch(client, queryKey)
  // The client tells components of new data in a later task: this comes after it.
  await new Promise<void>((resolve) => notifyManager.schedule(() => resolve()))
}

const withRow = (page: TableRows, row: TableRow): TableRows =>
  page.rows.some(({ id }) => id === row.id)
    ? { ...page, rows: page.rows.map((other) => (other.id === row.id ? row : other)) }
    : page
