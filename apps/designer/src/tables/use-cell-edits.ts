import type { Table, TableColumn, TableRow, TableRows } from '@callflow-studio/model/api'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import { api } from '../api/client.ts'
import { keys } from '../api/queries.ts'
import {
  added,
  type CellEdits,
  NEW_ROW,
  NO_EDITS,
  refused,
  saved,
  type Texts,
  takenBack,
  textsOf,
  typed,
  withoutRows,
} from './cell-edits.ts'
import { readAnew } from './read-anew.ts'

/** Takes what is typed to the studio, one text after the other, and keeps what it refuses. */
export function useCellEdits(table: Table) {
  const client = useQueryClient()
  const [edits, setEdits] = useState<CellEdits>(NO_EDITS)
  // What runs later reads what is typed by then, not what was when it was asked for.
  const latest = useRef(edits)
  const queue = useRef(Promise.resolve())
  /** Which row a new one has become: it may be typed into while it is on its way. */
  const drafts = useRef<{ current: number; ids: Map<number, string> }>({ current: 0, ids: new Map() })

  /** What stood in cells before they were written, the last one at the end. */
  const done = useRef<{ rowId: string; column: TableColumn; text: string; row: number }[]>([])
  const places = useRef(new Map<string, number>())

  const change = (next: CellEdits) => {
    latest.current = next
    setEdits(next)
  }
  const send = async (rowId: string, texts: Texts, request: (values: Texts) => Promise<void>) => {
    try {
      await request(byName(table, texts))
    } catch (error) {
      change(refused(latest.current, rowId, texts, table.columns, errorsOf(error)))
    }
  }
  const saveRow = (rowId: string, texts: Texts) =>
    send(rowId, texts, async (values) => {
      const row = await api.saveRow(table.id, rowId, values)
      client.setQueriesData<TableRows>({ queryKey: keys.rows(table.id) }, (page) => page && withRow(page, row))
      change(saved(latest.current, rowId, texts))
      if (client.isFetching({ queryKey: keys.rows(table.id) }) > 0) await readAnew(client, keys.rows(table.id))
    })
  const addRow = (draft: number) => {
    const texts = textsOf(latest.current, NEW_ROW)
    const key = table.columns.find(({ name }) => name === table.keyColumn)
    if (!key || (texts[key.id] ?? '') === '') return
    return send(NEW_ROW, texts, async (values) => {
      const { id } = await api.addRow(table.id, values)
      drafts.current.ids.set(draft, id)
      await readAnew(client, keys.table(table.id))
      drafts.current.current++
      change(added(latest.current, texts, id))
    })
  }

  const put = (rowId: string, texts: Texts) => {
    const draft = drafts.current.current
    change(typed(latest.current, rowId, texts, rowId === NEW_ROW ? 'kept' : 'saving'))
    queue.current = queue.current.then(async () => {
      const became = rowId === NEW_ROW ? drafts.current.ids.get(draft) : rowId
      await (became === undefined ? addRow(draft) : saveRow(became, texts))
    })
  }

  return {
    edits,
    /** Where the row stood when it was typed into. */
    placeOf: (rowId: string): number => places.current.get(rowId) ?? 0,
    /** @param row where it stands, for `placeOf` and for going back */
    write(rowId: string, column: TableColumn, text: string, { row, before }: { row: number; before: string }): void {
      places.current.set(rowId, row)
      if (rowId !== NEW_ROW) done.current.push({ rowId, column, text: before, row })
      put(rowId, { [column.id]: text })
    },
    /** Writes what stood in the cell that was written last. @returns where that is; null where there is none */
    undo(): { row: number; columnId: string } | null {
      const last = done.current.pop()
      if (!last) return null
      put(last.rowId, { [last.column.id]: last.text })
      return { row: last.row, columnId: last.column.id }
    },
    takeBack: (rowId: string, columnId: string) => change(takenBack(latest.current, rowId, columnId)),
    forget(rowIds: ReadonlySet<string>): void {
      change(withoutRows(latest.current, rowIds))
      done.current = done.current.filter(({ rowId }) => !rowIds.has(rowId))
    },
    /** All rows are others now. */
    forgetAll(): void {
      change(NO_EDITS)
      done.current = []
    },
  }
}

const byName = ({ columns }: Table, texts: Texts): Texts =>
  Object.fromEntries(columns.flatMap(({ id, name }) => (texts[id] === undefined ? [] : [[name, texts[id]]])))

const withRow = (page: TableRows, row: TableRow): TableRows =>
  page.rows.some(({ id }) => id === row.id)
    ? { ...page, rows: page.rows.map((other) => (other.id === row.id ? row : other)) }
    : page

function errorsOf(error: unknown): { column: string | null; message: string }[] {
  if (error instanceof ApiError && error.problem.errors?.length) return error.problem.errors
  return [{ column: null, message: error instanceof Error ? error.message : String(error) }]
}
