/** Single rows of a table: shown page by page, added, edited, removed. */
import { isShortenedNumber, SHORTENED } from '@callflow-studio/model'
import type { Cell, TableError, TableRow, TableRows } from '@callflow-studio/model/api'
import type { StudioQueries } from '../store/sqlite/studio-store.ts'
import { type Cells, endRow, endRows, findOther, findRow, insertRow, nextPlace } from '../store/sqlite/table-rows.ts'
import { quoted, toCells, toValues } from './cell-values.ts'
import { MOST_ROWS } from './read-csv.ts'
import { epochOf } from './read-table.ts'
import { type Done, refused, type TableInfo, type Tables } from './tables.ts'

type Values = Readonly<Record<string, Cell>>

export interface PageWish {
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
export async function readPage(tables: Tables, { state }: TableInfo, wish: PageWish): Promise<TableRows | null> {
  const { columns, generation, keyColumn } = state
  const sort = wish.sort === null ? null : columns.find(({ name }) => name === wish.sort)?.id
  if (sort === undefined) return null
  const [epoch, at] = [epochOf(state, tables.epoch()), tables.now().getTime()]
  const query = { ...wish, sort, generation, columns, keyColumn, epoch, at }
  const { rows, total } = await tables.thread.ask({ kind: 'page', query })
  return { rows: rows.map((row) => toRow(state.generation, row, columns)), total }
}

export const addRow = (tables: Tables, tableId: string, values: Values): Promise<Done<TableRow>> =>
  tables.change(tableId, async (info, queries, epoch, at) => {
    const { generation, columns } = info.state
    if (info.row_count >= MOST_ROWS) return refused([mistake(null, `A table has at most ${MOST_ROWS} rows.`)])
    const converted = toCells(values, columns)
    if (!converted.ok) return refused(converted.errors)
    const { cells } = converted
    const problem = shortenedKey(info, values) ?? (await keyProblem(queries, info, cells, null, at))
    if (problem) return refused([problem])
    const row = await nextPlace(queries, generation)
    await insertRow(queries, { generation, row, cells, epoch })
    return { ok: true, value: { rowCount: info.row_count + 1, value: toRow(generation, { row, cells }, columns) } }
  })

export const saveRow = (tables: Tables, tableId: string, rowId: string, values: Values): Promise<Done<TableRow>> =>
  tables.change(tableId, async (info, queries, epoch, at) => {
    const { generation, columns } = info.state
    const stored = await findById(queries, info, rowId, at)
    if (!stored) return { ok: false, why: 'missing' }
    const converted = toCells(values, columns, stored.cells)
    if (!converted.ok) return refused(converted.errors)
    const { cells } = converted
    const problem = shortenedKey(info, values) ?? (await keyProblem(queries, info, cells, stored.row, at))
    if (problem) return refused([problem])
    await endRow(queries, stored.id, epoch, at.getTime())
    const { row, expiresAt } = stored
    await insertRow(queries, { generation, row, cells, epoch, expiresAt })
    return { ok: true, value: { value: toRow(generation, { row, cells, expiresAt }, columns) } }
  })

export const deleteRow = (tables: Tables, tableId: string, rowId: string): Promise<Done<null>> =>
  tables.change(tableId, async (info, queries, epoch, at) => {
    const stored = await findById(queries, info, rowId, at)
    if (!stored) return { ok: false, why: 'missing' }
    await endRow(queries, stored.id, epoch, at.getTime())
    return { ok: true, value: { rowCount: info.row_count - 1, value: null } }
  })

/** In one change: a call sees all of them or none. @returns how many there were */
export const deleteRows = (tables: Tables, tableId: string, rowIds: readonly string[]): Promise<Done<number>> =>
  tables.change(tableId, async ({ state: { generation }, row_count }, queries, epoch, at) => {
    const places = rowIds.flatMap((id) => placeOf(generation, id) ?? [])
    const deleted = await endRows(queries, generation, places, epoch, at.getTime())
    return { ok: true, value: { rowCount: row_count - deleted, value: deleted } }
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

async function findById(queries: StudioQueries, { state }: TableInfo, id: string, at: Date) {
  const row = placeOf(state.generation, id)
  return row === null ? undefined : findRow(queries, state.generation, row, at.getTime())
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
  queries: StudioQueries,
  { state: { columns, keyColumn, generation } }: TableInfo,
  cells: Cells,
  notRow: number | null,
  at: Date,
): Promise<TableError | null> {
  const name = columns.find(({ id }) => id === keyColumn)?.name ?? null
  const key = cells[keyColumn]
  if (key === undefined) return mistake(name, 'The key is empty.')
  const other = await findOther(queries, generation, {
    columnId: keyColumn,
    value: String(key),
    notRow,
    at: at.getTime(),
  })
  return other === undefined ? null : mistake(name, `The key “${key}” is taken by row ${other}.`)
}

const mistake = (column: string | null, message: string): TableError => ({ line: 0, column, message })
