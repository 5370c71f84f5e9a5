/** The rows at the end of the grid that the pages read from the studio do not hold yet. The last one is empty. */
import type { TableRow } from '@callflow-studio/model/api'
import { draftId } from './cell-edits.ts'

export interface NewRow {
  /** Its id until the studio has created it. */
  draft: string
  /** What the studio has created; null before. */
  row: TableRow | null
}

export const firstNewRow = (number: number): NewRow => ({ draft: draftId(number), row: null })

/** Adds what the studio has answered: the row that it created from this draft. */
export const withCreated = (newRows: readonly NewRow[], draft: string, row: TableRow): NewRow[] =>
  newRows.map((newRow) => (newRow.draft === draft ? { draft, row } : newRow))

/** Replaces a row by its latest state; returns the same list if it is none of these. */
export const withSaved = (newRows: readonly NewRow[], row: TableRow): readonly NewRow[] =>
  newRows.some((newRow) => newRow.row?.id === row.id)
    ? newRows.map((newRow) => (newRow.row?.id === row.id ? { ...newRow, row } : newRow))
    : newRows

/**
 * Returns the new rows that have to be shown after those of the pages.
 * @param isRead whether a page that is shown holds the row of this id
 */
export const unreadRows = (newRows: readonly NewRow[], isRead: (rowId: string) => boolean): readonly NewRow[] =>
  newRows.some(({ row }) => row !== null && isRead(row.id))
    ? newRows.filter(({ row }) => row === null || !isRead(row.id))
    : newRows
