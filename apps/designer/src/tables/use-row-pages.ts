import type { Table, TableRow, TableRows } from '@callflow-studio/model/api'
import { useDebouncedValue } from '@mantine/hooks'
import { type QueryClient, useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../api/client.ts'
import { keys } from '../api/queries.ts'
import type { RowView } from './row-view.ts'

const PAGE = 200
/** Calls write to live tables, and nothing tells of it. */
const LIVE_EVERY_MS = 5000

export interface RowPages {
  /** How many rows there are; what was known last until the studio has said. */
  total: number
  rowAt: (index: number) => TableRow | undefined
  /** Whether the row of this id is among those that were read. */
  holds: (rowId: string) => boolean
  isPending: boolean
  error: Error | null
  retry: () => void
}

/**
 * The rows between two places, read page by page as they come into sight.
 * @param also a row that is wanted wherever one looks: it may be being edited
 */
export function useRowPages(table: Table, view: RowView, from: number, to: number, also: number): RowPages {
  // Pages that are only scrolled past are not asked for.
  const [shown] = useDebouncedValue(`${Math.floor(from / PAGE)} ${Math.floor(to / PAGE)}`, 60, { leading: true })
  const [first = 0, last = 0] = shown.split(' ').map(Number)
  const inSight = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const pages = [...new Set([...inSight, Math.max(0, Math.floor(also / PAGE))])]
  const answers = useQueries({
    queries: pages.map((page) => ({
      ...pageQuery(table.id, view, page),
      refetchInterval: table.live ? LIVE_EVERY_MS : (false as const),
    })),
  })
  const total = useLastTotal(view, answers.find(({ data }) => data)?.data, table.rowCount)
  const failed = answers.find(({ isError, data }) => isError && !data)
  return {
    total,
    rowAt: (index) => answers[pages.indexOf(Math.floor(index / PAGE))]?.data?.rows[index % PAGE],
    holds: (rowId) => answers.some(({ data }) => data?.rows.some(({ id }) => id === rowId)),
    isPending: answers.some(({ data }) => !data),
    error: failed?.error ?? null,
    retry: () => {
      for (const { refetch } of answers) void refetch()
    },
  }
}

/** How many rows are selected in one go. */
const MAX_SELECTED = 5000

/** The ids of all rows from one place to another, in sight or not. */
export async function readIds(
  client: QueryClient,
  tableId: string,
  view: RowView,
  one: number,
  other: number,
): Promise<string[]> {
  const from = Math.min(one, other)
  const to = Math.min(Math.max(one, other), from + MAX_SELECTED - 1)
  return (await readRows(client, tableId, view, from, to)).map(({ id }) => id)
}

/** The rows from one place to another, both included, in sight or not. */
export async function readRows(
  client: QueryClient,
  tableId: string,
  view: RowView,
  from: number,
  to: number,
): Promise<TableRow[]> {
  const found: TableRow[] = []
  for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++) {
    const { rows } = await client.fetchQuery(pageQuery(tableId, view, page))
    found.push(...rows.slice(Math.max(0, from - page * PAGE), to + 1 - page * PAGE))
  }
  return found
}

const pageQuery = (tableId: string, view: RowView, page: number) => ({
  queryKey: [...keys.rows(tableId), view, page],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request('row.list', { id: tableId, query: questionOf(view, page) }, { signal }),
  gcTime: 60_000,
})

const questionOf = ({ text, where, sort, descending }: RowView, page: number) => ({
  offset: page * PAGE,
  limit: PAGE,
  [where === 'key' ? 'key' : 'search']: text,
  ...(sort === null ? {} : { sort, descending }),
})

/** While a page is on its way, the list must not shrink under the reader. */
function useLastTotal(view: RowView, answer: TableRows | undefined, rowCount: number): number {
  const [known, setKnown] = useState({ text: view.text, total: rowCount })
  if (answer && (known.text !== view.text || known.total !== answer.total))
    setKnown({ text: view.text, total: answer.total })
  return answer?.total ?? (view.text === '' && known.text !== '' ? rowCount : known.total)
}
