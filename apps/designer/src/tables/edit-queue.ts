/**
 * Sends typed texts to the studio one after another and keeps those that it refuses. A new row has an id of its own from
 * the start: the grid may be drawn a moment later than the studio answers, and a text must reach the row it was typed into.
 */
import type { Table, TableColumn, TableRow } from '@callflow-studio/model/api'
import { createStore } from 'zustand/vanilla'
import { ApiError } from '../api/api-error.ts'
import {
  added,
  type CellEdits,
  editOf,
  isDraftRow,
  markRefused,
  NO_EDITS,
  saved,
  type Texts,
  takenBack,
  textsOf,
  typed,
  withoutRows,
} from './cell-edits.ts'
import { textOf } from './cell-text.ts'
import { firstNewRow, type NewRow, unreadRows, withCreated, withSaved } from './new-rows.ts'

export interface EditQueueDeps {
  /** Returns the table as it is now: its columns may change while texts wait. */
  table: () => Table
  addRow: (values: Texts) => Promise<TableRow>
  saveRow: (rowId: string, values: Texts) => Promise<TableRow>
  /** Deletes rows: those that a range has created, when it is undone. */
  removeRows: (rowIds: readonly string[]) => Promise<void>
  /** Called after a row was created. The next text is sent when it resolves. */
  onAdded: () => Promise<void>
  /** Called after a row was saved. Resolves when the grid shows the row, so that its texts need not be kept here. */
  onSaved: (row: TableRow) => Promise<void>
}

export interface EditQueueState {
  edits: CellEdits
  newRows: readonly NewRow[]
}

/** Where a text was typed. */
interface Origin {
  /** The row's place in the grid. */
  row: number
  /** What the table held there; null where that is not known. */
  stored: string | null
}

/** One row of a range that is pasted. */
export interface RangeLine extends Omit<Origin, 'stored'> {
  /** Null for a new row at the end. */
  rowId: string | null
  cells: readonly { column: TableColumn; text: string; stored: string | null }[]
}

/** What one undo takes back. */
interface UndoStep {
  /** Where it was typed. */
  row: number
  columnId: string
  cells: readonly { rowId: string; column: TableColumn; text: string }[]
  /** Rows that it has created. */
  drafts: readonly string[]
}

/**
 * Creates the queue of a table's page. Row ids may be those of drafts, even after the studio has created the row.
 * @example
 * const queue = createEditQueue(deps)
 * const { draft } = queue.store.getState().newRows[0]
 * queue.write(draft, keyColumn, '+14155550100', { row: 0, stored: '' }) // creates the row
 * queue.write(draft, nameColumn, 'Alice', { row: 0, stored: '' }) // reaches it, whenever it is created
 */
export function createEditQueue(deps: EditQueueDeps) {
  let drafts = 1
  let sending = Promise.resolve()
  /** The last one is undone first. */
  let undoable: UndoStep[] = []
  const created = new Map<string, string>()
  const places = new Map<string, number>()
  const store = createStore<EditQueueState>(() => ({ edits: NO_EDITS, newRows: [firstNewRow(drafts)] }))
  const { getState, setState } = store
  const change = (edits: CellEdits) => setState({ edits })

  const idOf = (rowId: string): string => created.get(rowId) ?? rowId
  const keyId = () => deps.table().columns.find(({ name }) => name === deps.table().keyColumn)?.id ?? ''
  const hasKey = (draft: string) => (textsOf(getState().edits, draft)[keyId()] ?? '') !== ''
  const isLast = (rowId: string) => getState().newRows.at(-1)?.draft === rowId

  /** Returns what the table holds in a cell, as far as that is known here or to the grid. */
  const storedIn = (rowId: string, column: TableColumn, origin: Origin): string | null => {
    if (isDraftRow(rowId)) return ''
    const row = getState().newRows.find((newRow) => newRow.row?.id === rowId)?.row
    return row ? textOf(row.values[column.name]) : origin.stored
  }

  const send = async (rowId: string, texts: Texts, request: (values: Texts) => Promise<void>): Promise<boolean> => {
    try {
      await request(byName(deps.table(), texts))
      return true
    } catch (error) {
      change(markRefused(getState().edits, rowId, texts, deps.table().columns, errorsOf(error)))
      return false
    }
  }
  const saveRow = (rowId: string, texts: Texts) =>
    send(rowId, texts, async (values) => {
      const row = await deps.saveRow(rowId, values)
      setState({ newRows: withSaved(getState().newRows, row) })
      await deps.onSaved(row)
      change(saved(getState().edits, rowId, texts))
    })
  /** @param isShown whether the grid reads the table again; a range does so once, at its end */
  const addRow = (draft: string, isShown = true) => {
    const texts = textsOf(getState().edits, draft)
    change(typed(getState().edits, draft, texts))
    return send(draft, texts, async (values) => {
      const row = await deps.addRow(values)
      created.set(draft, row.id)
      const { edits, newRows } = getState()
      setState({ edits: added(edits, draft, texts, row.id), newRows: withCreated(newRows, draft, row) })
      if (isShown) await deps.onAdded()
    })
  }
  const sendCell = async (draftOrId: string, columnId: string, text: string) => {
    const rowId = idOf(draftOrId)
    if (editOf(getState().edits, rowId, columnId)?.text !== text) return // sent with its new row, or typed over
    if (!isDraftRow(rowId)) await saveRow(rowId, { [columnId]: text })
    else if (hasKey(rowId)) await addRow(rowId)
  }

  /** @param stored see `Origin` */
  const put = (rowId: string, column: TableColumn, text: string, stored: string | null) => {
    const { edits, newRows } = getState()
    const edit = editOf(edits, rowId, column.id)
    if (edit && edit.state !== 'saving' && text === stored) return change(takenBack(edits, rowId, column.id))
    change(typed(edits, rowId, { [column.id]: text }, isDraftRow(rowId) && !hasKey(rowId) ? 'kept' : 'saving'))
    if (isLast(rowId) && hasKey(rowId)) setState({ newRows: [...newRows, firstNewRow(++drafts)] })
    sending = sending.then(() => sendCell(rowId, column.id, text))
  }

  /** Sends a row as a whole. Where that is refused, each cell alone, so that those that fit are saved. */
  const sendLine = async (draftOrId: string, texts: Texts) => {
    const rowId = idOf(draftOrId)
    const latest = Object.entries(texts).filter(([id, text]) => editOf(getState().edits, rowId, id)?.text === text)
    if (latest.length === 0) return
    if (isDraftRow(rowId)) {
      if (hasKey(rowId)) await addRow(rowId, false)
      return
    }
    const isSaved = await saveRow(rowId, Object.fromEntries(latest))
    if (!isSaved && latest.length > 1) for (const [id, text] of latest) await saveRow(rowId, { [id]: text })
  }
  /** Types texts into a row. @returns how it was before; null where nothing changes */
  const typeLine = (rowId: string, cells: RangeLine['cells'], row: number) => {
    const before = cells.flatMap(({ column, text, stored }) => {
      const edit = editOf(getState().edits, rowId, column.id)
      const old = edit && edit.state !== 'refused' ? edit.text : storedIn(rowId, column, { row, stored })
      return text === old ? [] : [{ column, text, old }]
    })
    if (before.length === 0) return null
    const isNew = isDraftRow(rowId) && Object.keys(textsOf(getState().edits, rowId)).length === 0
    const texts: Texts = Object.fromEntries(before.map(({ column, text }) => [column.id, text]))
    change(typed(getState().edits, rowId, texts))
    if (isDraftRow(rowId) && !hasKey(rowId)) change(typed(getState().edits, rowId, texts, 'kept'))
    const { newRows } = getState()
    if (isLast(rowId)) setState({ newRows: [...newRows, firstNewRow(++drafts)] })
    places.set(rowId, row)
    return { isNew, texts, before }
  }
  /** Deletes rows that a range has created, and forgets those that were never created. */
  const removeNew = async (newDrafts: readonly string[]) => {
    const ids = newDrafts.map(idOf)
    const isGone = new Set(ids)
    try {
      const stored = ids.filter((id) => !isDraftRow(id))
      if (stored.length > 0) await deps.removeRows(stored)
    } catch {
      return // The rows are still in the table and in the grid: they can be deleted there.
    }
    const { edits, newRows } = getState()
    const rest = newRows.filter(({ draft, row }) => !isGone.has(row?.id ?? draft))
    setState({ edits: withoutRows(edits, isGone), newRows: rest })
  }

  return {
    store,
    idOf,
    /** Whether this is the empty row at the end, which becomes one of the table when its key is typed. */
    isLast,
    /** Returns the place in the grid where the row was when it was typed into. */
    placeOf: (rowId: string): number => places.get(idOf(rowId)) ?? 0,
    write(draftOrId: string, column: TableColumn, text: string, origin: Origin): void {
      const rowId = idOf(draftOrId)
      const stored = storedIn(rowId, column, origin)
      const edit = editOf(getState().edits, rowId, column.id)
      const before = edit && edit.state !== 'refused' ? edit.text : stored
      if (text === before && edit?.state !== 'refused') return
      places.set(rowId, origin.row)
      // A row is not un-created by taking its key back.
      const creates = isDraftRow(rowId) && column.id === keyId()
      if (before !== null && !creates) {
        const cells = [{ rowId, column, text: before }]
        undoable.push({ row: origin.row, columnId: column.id, cells, drafts: [] })
      }
      put(rowId, column, text, stored)
    },
    /** Writes a range into rows, row by row, creating new ones at the end. One undo takes all of it back. */
    writeRange(lines: readonly RangeLine[]): void {
      const undone: { rowId: string; column: TableColumn; text: string }[] = []
      const newDrafts: string[] = []
      const sent: (() => Promise<void>)[] = []
      for (const { rowId: lineId, row, cells } of lines) {
        const rowId = idOf(lineId ?? getState().newRows.at(-1)?.draft ?? '')
        const line = typeLine(rowId, cells, row)
        if (line === null) continue
        if (line.isNew) newDrafts.push(rowId)
        else for (const { column, old } of line.before) if (old !== null) undone.push({ rowId, column, text: old })
        sent.push(() => sendLine(rowId, line.texts))
      }
      const [first] = lines
      if (!first || sent.length === 0) return
      undoable.push({ row: first.row, columnId: first.cells[0]?.column.id ?? '', cells: undone, drafts: newDrafts })
      sending = sending.then(async () => {
        for (const send of sent) await send()
        const added = new Set(newDrafts.map(idOf).filter((id) => !isDraftRow(id)))
        if (added.size === 0) return
        await deps.onAdded()
        // The table counts them now, and the grid reads them with their page.
        setState({ newRows: unreadRows(getState().newRows, (id) => added.has(id)) })
      })
    },
    /** Writes what the cells held that were written last. @returns where that is; null if there is none */
    undo(): { row: number; columnId: string } | null {
      const last = undoable.pop()
      if (!last) return null
      for (const { rowId: draftOrId, column, text } of last.cells) {
        const rowId = idOf(draftOrId)
        put(rowId, column, text, isDraftRow(rowId) ? '' : null)
      }
      if (last.drafts.length > 0) sending = sending.then(() => removeNew(last.drafts))
      return { row: last.row, columnId: last.columnId }
    },
    /** Gives up what was typed into a cell; a new row without any text goes, unless it is the empty one at the end. */
    takeBack(draftOrId: string, columnId: string): void {
      const rowId = idOf(draftOrId)
      const edits = takenBack(getState().edits, rowId, columnId)
      const isEmpty = isDraftRow(rowId) && !isLast(rowId) && Object.keys(textsOf(edits, rowId)).length === 0
      const { newRows } = getState()
      setState({ edits, newRows: isEmpty ? newRows.filter(({ draft }) => draft !== rowId) : newRows })
    },
    /** Forgets new rows that the pages hold now. @param isRead whether a page that is shown holds the row of this id */
    dropRead(isRead: (rowId: string) => boolean): void {
      const { newRows } = getState()
      const rest = unreadRows(newRows, isRead)
      if (rest !== newRows) setState({ newRows: rest })
    },
    /** Forgets rows that were deleted. */
    forget(rowIds: ReadonlySet<string>): void {
      const { edits, newRows } = getState()
      setState({ edits: withoutRows(edits, rowIds), newRows: unreadRows(newRows, (id) => rowIds.has(id)) })
      undoable = undoable
        .map((step) => ({
          ...step,
          cells: step.cells.filter(({ rowId }) => !rowIds.has(idOf(rowId))),
          drafts: step.drafts.filter((draft) => !rowIds.has(idOf(draft))),
        }))
        .filter(({ cells, drafts: left }) => cells.length + left.length > 0)
    },
    /** Forgets everything: all rows have other ids now. */
    forgetAll(): void {
      setState({ edits: NO_EDITS, newRows: [firstNewRow(++drafts)] })
      undoable = []
    },
  }
}

const byName = ({ columns }: Table, texts: Texts): Texts =>
  Object.fromEntries(columns.flatMap(({ id, name }) => (texts[id] === undefined ? [] : [[name, texts[id]]])))

function errorsOf(error: unknown): { column: string | null; message: string }[] {
  if (error instanceof ApiError && error.problem.errors?.length) return error.problem.errors
  return [{ column: null, message: error instanceof Error ? error.message : String(error) }]
}
