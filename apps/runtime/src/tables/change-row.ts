/** What a call's write makes of a row: the same for calls and for previews, which write nothing. */
import type { RowChange, TableWrite, TableWriteFailure, TableWritten } from '@callflow-studio/model'
import type { TableColumn } from '@callflow-studio/model/api'
import type { KeptRow } from '../store/row-store.ts'
import type { TableState } from '../store/table-store.ts'
import { quoted, toCell, toLookUpKeys } from './cell-values.ts'
import type { TableHistory } from './table-history.ts'

export interface WriteFailure {
  code: TableWriteFailure
  message: string
}
type Changed = { ok: true; row: KeptRow | null } | { ok: false; failure: WriteFailure }

/** A write that is possible, as far as the table itself tells. */
export interface WantedRow {
  state: TableState
  /** The texts under which the key may be stored, the likeliest first. */
  keys: readonly string[]
  change: (before: KeptRow | null) => Changed
}

/**
 * @returns what a step wants of a table as its call sees it, or why it cannot be done
 * @throws never
 */
export function wantRow(
  { table, key, country, change, expiresAt, epoch }: TableWrite,
  history: Pick<TableHistory, 'at'>,
): { ok: true; wanted: WantedRow } | { ok: false; failure: WriteFailure } {
  const state = history.at(table, epoch)
  if (!state) return refuse('table.gone', 'The table no longer exists.')
  if (!state.live)
    return refuse('table.not-live', `Calls can write to live tables only, and ${state.name} is not live.`)
  const keyColumn = state.columns.find(({ id }) => id === state.keyColumn)
  const column = change.kind === 'forget' ? null : state.columns.find(({ name }) => name === change.column)
  if (!keyColumn || column === undefined)
    return refuse('table.no-column', `${state.name} has no column “${'column' in change ? change.column : ''}”.`)
  if (column?.id === keyColumn.id) return refuse('table.no-column', `“${keyColumn.name}” is the key of ${state.name}.`)

  const stored = toCell(key, withCountry(keyColumn, country))
  if (!stored.ok) return refuse('table.value', stored.message)
  const { cell } = stored
  if (cell === null) return refuse('table.no-key', `The key is empty, so there is no row in ${state.name}.`)
  const fresh: KeptRow = { cells: { [keyColumn.id]: cell }, expiresAt: null }
  const make = (before: KeptRow | null): Changed =>
    change.kind === 'forget' || column === null
      ? { ok: true, row: null }
      : changeCell(before ?? fresh, change, column, expiresAt)
  return { ok: true, wanted: { state, keys: toLookUpKeys(key, keyColumn, country), change: make } }
}

/** Adding leaves the time at which the row expires, so that a count restarts after its first call's time. */
function changeCell(
  { cells, expiresAt: before }: KeptRow,
  change: Exclude<RowChange, { kind: 'forget' }>,
  column: TableColumn,
  expiresAt: number | null,
): Changed {
  const isAdded = change.kind === 'add'
  const old = cells[column.id] ?? 0
  if (isAdded && typeof old !== 'number')
    return refuse('table.value', `${quoted(String(old))} in ${column.name} is not a number, so nothing was counted.`)
  const converted = toCell(isAdded ? sumOf(Number(old), change.by) : change.value, column)
  if (!converted.ok) return refuse('table.value', converted.message)
  const { [column.id]: _, ...others } = cells
  const next = converted.cell === null ? others : { ...others, [column.id]: converted.cell }
  return { ok: true, row: { cells: next, expiresAt: isAdded ? (before ?? expiresAt) : expiresAt } }
}

/** Of decimals, a double holds 15 digits for certain: 0.1 and 0.2 are 0.3. */
const sumOf = (old: number, by: number): number =>
  Number.isInteger(old) && Number.isInteger(by) ? old + by : Number((old + by).toPrecision(15))

const withCountry = (column: TableColumn, country: string | undefined): TableColumn =>
  column.type === 'phone' && column.country === undefined && country !== undefined ? { ...column, country } : column

const refuse = (code: TableWriteFailure, message: string): { ok: false; failure: WriteFailure } => ({
  ok: false,
  failure: { code, message },
})

export const toFailedWrite = ({ code, message }: WriteFailure): TableWritten => ({ kind: 'error', code, message })
