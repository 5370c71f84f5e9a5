/** Single rows of a table: shown page by page, added, edited, removed. */
import { isShortenedNumber, SHORTENED } from '@callflow-studio/model'
import type { Cell, TableError, TableRow, TableRows } from '@callflow-studio/model/api'
import type { Actor } from '../changes/actor.ts'
import { MISSING } from '../changes/result.ts'
import type { Cells, RowReads } from '../store/row-store.ts'
import { quoted, toCells, toValues } from './cell-values.ts'
import { MAX_ROWS } from './read-csv.ts'
import { epochOf } from './stored-rows.ts'
import type { TableInfo } from './table-registry.ts'
import { refused, type TableResult, type Tables } from './tables.ts'

type Values = Readonly<Record<string, Cell>>

export interface PageQuery {
  offset: number
  limit: number
  search: string
  /** How the key begins; empty: any. */
  key: string
  /** The name of a column; null: in the order of the file. */
  sort: string | null
  descending: boolean
}

/** @returns null where the column to sort by is not there */
export async function readPage(tables: Tables, { state }: TableInfo, wanted: PageQuery): Promise<TableRows | null> {
  const { columns, generation, keyColumn } = state
  const sort = wanted.sort === null ? null : columns.find(({ name }) => name === wanted.sort)?.id
  if (sort === undefined) return null
  const [epoch, at] = [epochOf(state, tables.epoch()), tables.now().getTime()]
  const query = { ...wanted, sort, generation, columns, keyColumn, epoch, at }
  const { rows, total } = await tables.thread.ask({ kind: 'page', query })
  return { rows: rows.map((row) => toRow(state.generation, row, columns)), total }
}

export const addRow = (tables: Tables, actor: Actor, tableId: string, values: Values): Promise<TableResult<TableRow>> =>
  tables.change(actor, 'row.create', tableId, async (info, { rows }, epoch, at) => {
    const { generation, columns } = info.state
    if (info.rowCount >= MAX_ROWS) return refused([mistake(null, `A table has at most ${MAX_ROWS} rows.`)])
    const converted = toCells(values, columns)
    if (!converted.ok) return refused(converted.errors)
    const { cells } = converted
    const problem = shortenedKey(info, values) ?? (await keyProblem(rows, info, cells, null, at))
    if (problem) return refused([problem])
    const row = await rows.nextPlace(generation)
    await rows.insert({ generation, row, cells, epoch })
    const value = toRow(generation, { row, cells }, columns)
    return { ok: true, value: { rowCount: info.rowCount + 1, value, detail: { row } } }
  })

export const saveRow = (
  tables: Tables,
  actor: Actor,
  tableId: string,
  rowId: string,
  values: Values,
): Promise<TableResult<TableRow>> =>
  tables.change(actor, 'row.save', tableId, async (info, { rows }, epoch, at) => {
    const { generation, columns } = info.state
    const stored = await findById(rows, info, rowId, at)
    if (!stored) return MISSING
    const converted = toCells(values, columns, stored.cells)
    if (!converted.ok) return refused(converted.errors)
    const { cells } = converted
    const problem = shortenedKey(info, values) ?? (await keyProblem(rows, info, cells, stored.row, at))
    if (problem) return refused([problem])
    await rows.end(stored.id, epoch, at.getTime())
    const { row, expiresAt } = stored
    await rows.insert({ generation, row, cells, epoch, expiresAt })
    return { ok: true, value: { value: toRow(generation, { row, cells, expiresAt }, columns), detail: { row } } }
  })

export const deleteRow = (tables: Tables, actor: Actor, tableId: string, rowId: string): Promise<TableResult<null>> =>
  tables.change(actor, 'row.delete', tableId, async (info, { rows }, epoch, at) => {
    const stored = await findById(rows, info, rowId, at)
    if (!stored) return MISSING
    await rows.end(stored.id, epoch, at.getTime())
    return { ok: true, value: { rowCount: info.rowCount - 1, value: null, detail: { row: stored.row } } }
  })

/** In one change: a call sees all of them or none. @returns how many there were */
export const deleteRows = (
  tables: Tables,
  actor: Actor,
  tableId: string,
  rowIds: readonly string[],
): Promise<TableResult<number>> =>
  tables.change(actor, 'row.deleteMany', tableId, async ({ state: { generation }, rowCount }, { rows }, epoch, at) => {
    const places = rowIds.flatMap((id) => placeOf(generation, id) ?? [])
    const deleted = await rows.endAll(generation, places, epoch, at.getTime())
    return { ok: true, value: { rowCount: rowCount - deleted, value: deleted, detail: { rows: deleted } } }
  })

/** An id holds the generation too: after an import it is nobody's, not another row's. */
const toRow = (
  generation: number,
  { row, cells, expiresAt = null }: { row: number; cells: Cells; expiresAt?: number | null },
  columns: TableInfo['state']['columns'],
): TableRow => ({
  id: `${generation}.${row}`,
  values: toValues(cells, columns),
  ...(expiresAt === null ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
})

async function findById(rows: RowReads, { state }: TableInfo, id: string, at: Date) {
  const row = placeOf(state.generation, id)
  return row === null ? null : rows.find(state.generation, row, at.getTime())
}

/** @returns null for an id of another generation */
function placeOf(now: number, id: string): number | null {
  const [generation, row] = (/^\d{1,15}\.\d{1,9}$/.test(id) ? id : '').split('.').map(Number)
  return generation === now && row !== undefined ? row : null
}

/** A number that was pasted from a spreadsheet and cannot be what any call brings. */
function shortenedKey({ state: { columns, keyColumn } }: TableInfo, values: Values): TableError | null {
  for (const { id, name, type } of columns) {
    const value = values[name]
    if ((id === keyColumn || type === 'phone') && typeof value === 'string' && isShortenedNumber(value))
      return mistake(name, `${quoted(value)}: ${SHORTENED}`)
  }
  return null
}

async function keyProblem(
  rows: RowReads,
  { state: { columns, keyColumn, generation } }: TableInfo,
  cells: Cells,
  notRow: number | null,
  at: Date,
): Promise<TableError | null> {
  const name = columns.find(({ id }) => id === keyColumn)?.name ?? null
  const key = cells[keyColumn]
  if (key === undefined) return mistake(name, 'The key is empty.')
  const other = await rows.findOther(generation, {
    columnId: keyColumn,
    value: String(key),
    notRow,
    at: at.getTime(),
  })
  return other === null ? null : mistake(name, `The key “${key}” is taken by row ${other}.`)
}

const mistake = (column: string | null, message: string): TableError => ({ line: 0, column, message })
