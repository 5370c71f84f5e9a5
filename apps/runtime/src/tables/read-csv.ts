/** A CSV file → rows, or all that is wrong with it, line by line. */
import { columnFold, csvDialect, unwrapText } from '@callflow-studio/model'
import type { TableColumn, TableError } from '@callflow-studio/model/api'
import type { Cells } from '../store/row-store.ts'
import { createErrorList, type ErrorList } from './error-list.ts'
import { createFileCells, type FileCells } from './file-cells.ts'
import { createKeyCheck } from './key-check.ts'
import { decodeCsv, parseCsv } from './parse-csv.ts'

export interface Remarks {
  /** What was read in another way than it was written: the first hundred. */
  remarks: TableError[]
  remarkCount: number
}
export type CsvRows = ({ ok: true; rows: Cells[] } & Remarks) | { ok: false; errors: TableError[]; errorCount: number }

export const MAX_ROWS = 200_000

/**
 * @param bytes UTF-8 or UTF-16, with a header line that names all columns of the table, in any order; separated by commas,
 * semicolons or tabs, which the header line tells, or a line `sep=` before it. Empty lines and columns are skipped.
 */
export function readCsv(bytes: Uint8Array, columns: readonly TableColumn[], keyColumn: string): CsvRows {
  const errors = createErrorList()
  const remarks = createErrorList()
  const decoded = decodeCsv(bytes)
  if (!decoded.ok) return errors.add(decoded.mistake.line, null, decoded.mistake.message).refusal()
  const dialect = csvDialect(decoded.text)
  const fileCells = createFileCells({ dialect, columns, keyColumn, errors, remarks })
  const checkKey = createKeyCheck(columns, keyColumn, errors)
  const rows: Cells[] = []
  let header: Header | null = null

  /** @returns false where reading on tells nothing more */
  function take(record: readonly string[], line: number): boolean {
    if (record.every((text) => text.trim() === '')) return true
    if (header === null) {
      header = readHeader(record, line, columns, errors)
      return errors.count() === 0
    }
    if (rows.length === MAX_ROWS) {
      errors.add(line, null, `A table has at most ${MAX_ROWS} rows.`)
      return false
    }
    const cells = readRecord(record, line, header, errors, fileCells)
    if (cells) checkKey(cells, line)
    rows.push(cells ?? NO_CELLS)
    return errors.count() < MAX_MISTAKES
  }

  const broken = parseCsv(decoded.text, dialect, take)
  if (broken) errors.add(broken.line, null, broken.message)
  else if (header === null) errors.add(1, null, 'The file is empty. Its first line names the columns.')
  return errors.count() > 0 ? errors.refusal() : { ok: true, rows, ...remarks.remarks() }
}

/** The column of each value in a line; null for one without a name, which has to be empty. */
type Header = readonly (TableColumn | undefined | null)[]

const NO_CELLS: Cells = {}

/** A file with that many is not the file that was meant; the parser takes its time for each wrong line. */
const MAX_MISTAKES = 10_000

function readHeader(
  record: readonly string[],
  line: number,
  columns: readonly TableColumn[],
  errors: ErrorList,
): Header {
  const shown = record.map((name) => unwrapText(name, false).text.trim())
  const names = shown.map(columnFold)
  for (const { name } of columns)
    if (!names.includes(columnFold(name))) errors.add(line, name, `The header line has no column “${name}”.`)
  return names.map((name, index) => {
    if (name === '') return null
    const written = shown[index] ?? ''
    const column = columns.find((candidate) => columnFold(candidate.name) === name)
    if (!column) errors.add(line, written, `The table has no column “${written}”.`)
    else if (names.indexOf(name) !== index) errors.add(line, written, `The header line names “${written}” twice.`)
    return column
  })
}

/** @returns null, and the mistakes, for a line that is no row */
function readRecord(
  record: readonly string[],
  line: number,
  header: Header,
  errors: ErrorList,
  fileCells: FileCells,
): Cells | null {
  const isLong = record.slice(header.length).some((text) => text.trim() !== '')
  if (isLong || record.length < lastNamed(header)) {
    errors.add(line, null, `The line has ${record.length} values, the header line has ${header.length}.`)
    return null
  }
  const cells: Cells = {}
  let isRow = true
  header.forEach((column, index) => {
    const text = record[index] ?? ''
    if (column) {
      const converted = fileCells.read(text, column, line)
      if (converted === undefined) isRow = false
      else if (converted !== null) cells[column.id] = converted
    } else if (column === null && text.trim() !== '') {
      errors.add(line, null, `Value ${index + 1} belongs to no column: the header line has no name there.`)
      isRow = false
    }
  })
  return isRow ? cells : null
}

const lastNamed = (header: Header): number => header.findLastIndex((column) => column !== null) + 1
