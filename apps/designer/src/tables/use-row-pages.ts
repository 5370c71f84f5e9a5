import type { Table, TableRow, TableRows } from '@callflow-studio/model/api'
import { useDebouncedValue } from '@mantine/hooks'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { keys } from '../api/queries.ts'
import type { RowView } from './row-view.ts'

const PAGE = 200

export interface RowPages {
  /** How many rows there are; what was known last until the studio has said. */
  total: number
  rowAt: (index: number) => TableRow | undefined
  isPending: boolean
  error: Error | null
  retry: () => void
}

/** The rows between two places, read page by page as they come into sight. */
export function useRowPages(table: Table, view: RowView, from: number, to: number): RowPages {
  // Pages that are only scrolled past are not asked for.
  const [shown] = useDebouncedValue(`${Math.floor(from / PAGE)} ${Math.floor(to / PAGE)}`, 60, { leading: true })
  const [first = 0, last = 0] = shown.split(' ').map(Number)
  const pages = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const answers = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...keys.rows(table.id), view, page],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.rows(table.id, questionOf(view, page), signal),
      gcTime: 60_000,
    })),
  })
  const total = useLastTotal(view, answers.find(({ data }) => data)?.data, table.rowCount)
  const failed = answers.find(({ isError, data }) => isError && !data)
  return {
    total,
    rowAt: (index) => answers[Math.floor(index / PAGE) - first]?.data?.rows[index % PAGE],
    isPending: answers.some(({ data }) => !data),
    error: failed?.error ?? null,
    retry: () => {
      for (const { refetch } of answers) void refetch()
    },
  }
}

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
