/**
 * What was typed into cells and is not in the table yet. It stays until the studio has taken it or the user takes it back,
 * wherever the grid is scrolled to meanwhile.
 */
import type { TableColumn, TableError } from '@callflow-studio/model/api'

/** Whether this is the id of a row that the studio has not created yet. */
export const isDraftRow = (rowId: string): boolean => rowId.startsWith('new-')

/** @param number tells the new rows of a page apart, so that no text goes to the row before or after its own */
export const draftId = (number: number): string => `new-${number}`

export interface Unsaved {
  rowId: string
  columnId: string
  text: string
  /** kept: of a new row that has no key yet, or was refused for another cell. */
  state: 'kept' | 'saving' | 'refused'
  /** Why it was refused. */
  problem: string | null
}

/** By row and column, in the order in which they were typed. */
export type CellEdits = ReadonlyMap<string, Unsaved>

export const NO_EDITS: CellEdits = new Map()

/** By column id. */
export type Texts = Readonly<Record<string, string>>

const keyOf = (rowId: string, columnId: string): string => `${rowId} ${columnId}`

export const editOf = (edits: CellEdits, rowId: string, columnId: string): Unsaved | undefined =>
  edits.get(keyOf(rowId, columnId))

export const refusedOf = (edits: CellEdits): Unsaved[] => [...edits.values()].filter(({ state }) => state === 'refused')

export const textsOf = (edits: CellEdits, rowId: string): Texts =>
  Object.fromEntries(
    [...edits.values()].filter((edit) => edit.rowId === rowId).map((edit) => [edit.columnId, edit.text]),
  )

/** A text is on its way to the studio, or waits for the key of its row. */
export function typed(edits: CellEdits, rowId: string, texts: Texts, state: 'kept' | 'saving' = 'saving'): CellEdits {
  const next = new Map(edits)
  for (const [columnId, text] of Object.entries(texts))
    next.set(keyOf(rowId, columnId), { rowId, columnId, text, state, problem: null })
  return next
}

/** The studio has taken these texts; what was typed since then stays. */
export function saved(edits: CellEdits, rowId: string, sent: Texts): CellEdits {
  return where(edits, (edit) => edit.rowId !== rowId || sent[edit.columnId] !== edit.text)
}

/** The studio has created a row: what was typed into it since it was sent belongs to the row of this id. */
export function added(edits: CellEdits, draft: string, sent: Texts, id: string): CellEdits {
  const next = new Map<string, Unsaved>()
  for (const [key, edit] of saved(edits, draft, sent)) {
    if (edit.rowId === draft) next.set(keyOf(id, edit.columnId), { ...edit, rowId: id, state: 'saving', problem: null })
    else next.set(key, edit)
  }
  return next
}

/**
 * The studio has refused these texts.
 * @param columns the first that was sent is blamed where none of them is named
 */
export function markRefused(
  edits: CellEdits,
  rowId: string,
  sent: Texts,
  columns: readonly TableColumn[],
  errors: readonly Pick<TableError, 'column' | 'message'>[],
): CellEdits {
  const next = new Map(edits)
  const asked = columns.filter(({ id }) => id in sent)
  const elsewhere = errors.find(({ column }) => !asked.some(({ name }) => name === column))
  for (const [index, { id, name }] of asked.entries()) {
    const edit = editOf(edits, rowId, id)
    if (!edit || sent[id] !== edit.text) continue
    const error = errors.find(({ column }) => column === name) ?? (index === 0 ? elsewhere : undefined)
    const state = error ? 'refused' : isDraftRow(rowId) ? 'kept' : 'saving'
    next.set(keyOf(rowId, id), { ...edit, state, problem: error?.message ?? null })
  }
  return next
}

export const takenBack = (edits: CellEdits, rowId: string, columnId: string): CellEdits =>
  where(edits, (edit) => edit.rowId !== rowId || edit.columnId !== columnId)

export const withoutRows = (edits: CellEdits, rowIds: ReadonlySet<string>): CellEdits =>
  where(edits, (edit) => !rowIds.has(edit.rowId))

const where = (edits: CellEdits, holds: (edit: Unsaved) => boolean): CellEdits =>
  new Map([...edits].filter(([, edit]) => holds(edit)))
