/** CSV text → rows, or all that is wrong with it, line by line. */
import type { TableColumn, TableError } from '@callflow-studio/model/api'
import { CsvError, parse } from 'csv-parse/sync'
import type { Cells } from '../store/table-rows.ts'
import { toCell } from './cell-values.ts'
import { createErrorList, type ErrorList } from './error-list.ts'
import { createKeyCheck } from './key-check.ts'

export type ReadRows = { ok: true; rows: Cells[] } | { ok: false; errors: TableError[]; errorCount: number }

export const MOST_ROWS = 200_000

/**
 * @param bytes UTF-8, with a header line that names all columns of the table, in any order; separated by commas, semicolons
 * or tabs, which the header line tells
 */
export function readCsv(bytes: Uint8Array, columns: readonly TableColumn[], keyColumn: string): ReadRows {
  const errors = createErrorList()
  const text = decode(bytes)
  if (text === null) return errors.add(1, null, 'The file is not UTF-8. Save it as “CSV UTF-8”.').refusal()
  const records = parseRecords(text)
  if (!Array.isArray(records)) return errors.add(records.line, null, records.message).refusal()
  const [first, ...others] = records
  if (!first) return errors.add(1, null, 'The file is empty. Its first line names the columns.').refusal()
  const header = readHeader(first.record, lineOf(first), columns, errors)
  if (errors.count() > 0) return errors.refusal()
  const beyond = others[MOST_ROWS]
  if (beyond) return errors.add(lineOf(beyond), null, `A table has at most ${MOST_ROWS} rows.`).refusal()
  const checkKey = createKeyCheck(columns, keyColumn, errors)
  const rows = others.map((each) => {
    const line = lineOf(each)
    const cells = readRecord(each.record, line, header, errors)
    if (cells) checkKey(cells, line)
    return cells ?? {}
  })
  return errors.count() > 0 ? errors.refusal() : { ok: true, rows }
}

interface Line {
  record: string[]
  info: { lines: number }
}

function parseRecords(text: string): Line[] | { line: number; message: string } {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true, // a line that is too long or too short is reported, not the end
      skip_empty_lines: true,
    }) as unknown as Line[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { line: Number(error.lines) || 1, message: inWords(error) }
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null // Excel's own encoding, most often: reading it anyway would garble names silently
  }
}

/** Whichever stands most often in the header line. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? ''
  const count = (mark: string): number => header.split(mark).length
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

/** The parser says where a record ends; a quoted text may have begun it further above. */
const lineOf = ({ record, info }: Line): number =>
  info.lines - record.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0)

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

function inWords(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'A quotation mark is opened and never closed.'
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'A quotation mark stands inside a value. Put the value in quotation marks, and write the one inside twice.'
    default:
      return error.message
  }
}
