/** A CSV file → rows, or all that is wrong with it, line by line. */
import type { TableColumn, TableError } from '@callflow-studio/model/api'
import type { Cells } from '../store/table-rows.ts'
import { toCell } from './cell-values.ts'
import { createErrorList, type ErrorList } from './error-list.ts'
import { createKeyCheck } from './key-check.ts'
import { parseCsv } from './parse-csv.ts'

export type ReadRows = { ok: true; rows: Cells[] } | { ok: false; errors: TableError[]; errorCount: number }

export const MOST_ROWS = 200_000

/**
 * @param bytes UTF-8, with a header line that names all columns of the table, in any order; separated by commas, semicolons
 * or tabs, which the header line tells
 */
export function readCsv(bytes: Uint8Array, columns: readonly TableColumn[], keyColumn: string): ReadRows {
  const errors = createErrorList()
  const checkKey = createKeyCheck(columns, keyColumn, errors)
  const rows: Cells[] = []
  let header: readonly (TableColumn | undefined)[] | null = null

  /** @returns false where reading on tells nothing more */
  function take(record: readonly string[], line: number): boolean {
    if (header === null) {
      header = readHeader(record, line, columns, errors)
      return errors.count() === 0
    }
    if (rows.length === MOST_ROWS) {
      errors.add(line, null, `A table has at most ${MOST_ROWS} rows.`)
      return false
    }
    const cells = readRecord(record, line, header, errors)
    if (cells) checkKey(cells, line)
    rows.push(cells ?? NO_CELLS)
    return errors.count() < MOST_MISTAKES
  }

  const broken = parseCsv(bytes, take)
  if (broken) errors.add(broken.line, null, broken.message)
  else if (header === null) errors.add(1, null, 'The file is empty. Its first line names the columns.')
  return errors.count() > 0 ? errors.refusal() : { ok: true, rows }
}

const NO_CELLS: Cells = {}

/** Whoever has that many has sent another file than was meant; the parser takes its time for each wrong line. */
const MOST_MISTAKES = 10_000

function readHeader(
  record: readonly string[],
  line: number,
  columns: readonly TableColumn[],
  errors: ErrorList,
): (TableColumn | undefined)[] {
  const names = record.map((name) => name.trim())
  for (const { name } of columns)
    if (!names.includes(name)) errors.add(line, name, `The header line has no column “${name}”.`)
  return names.map((name, index) => {
    const column = columns.find((candidate) => candidate.name === name)
    if (!column) errors.add(line, name, `The table has no column “${name}”.`)
    else if (names.indexOf(name) !== index) errors.add(line, name, `The header line names “${name}” twice.`)
    return column
  })
}

/** @returns null, and the mistakes, for a line that is no row */
function readRecord(
  record: readonly string[],
  line: number,
  header: readonly (TableColumn | undefined)[],
  errors: ErrorList,
): Cells | null {
  if (record.length !== header.length) {
    errors.add(line, null, `The line has ${record.length} values, the header line has ${header.length}.`)
    return null
  }
  const cells: Cells = {}
  let isRow = true
  header.forEach((column, index) => {
    const converted = column && toCell(record[index] ?? null, column.type)
    if (!converted) return
    if (!converted.ok) {
      errors.add(line, column.name, converted.message)
      isRow = false
    } else if (converted.cell !== null) cells[column.id] = converted.cell
  })
  return isRow ? cells : null
}
