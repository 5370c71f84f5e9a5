/** CSV text → records, one by one. */
import { type CsvDialect, csvEncoding, encodingMistake, quoteFormulas } from '@callflow-studio/model'
import { CsvError, parse } from 'csv-parse/sync'
import { MAX_CELL } from './cell-values.ts'

export interface CsvMistake {
  line: number
  message: string
}

/**
 * Returns the text of a file in UTF-8 or UTF-16, without its byte order mark. Other encodings are refused: reading them anyway
 * would garble names silently.
 */
export function decodeCsv(bytes: Uint8Array): { ok: true; text: string } | { ok: false; mistake: CsvMistake } {
  const encoding = csvEncoding(bytes)
  try {
    return { ok: true, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch {
    return { ok: false, mistake: { line: 1, message: encodingMistake(encoding) } }
  }
}

/**
 * Hands the records on and keeps none: a file of nothing but commas would fill the memory otherwise.
 * @param take gets a record and the line at which it begins; false ends the reading
 * @returns why the file cannot be read to its end
 */
export function parseCsv(
  text: string,
  { delimiter, start, skippedLines }: CsvDialect,
  take: (record: readonly string[], line: number) => boolean,
): CsvMistake | null {
  const long = tooLongLine(text)
  if (long !== null) return { line: long, message: `The line is longer than ${MAX_LINE} characters.` }
  try {
    parse(quoteFormulas(text.slice(start), delimiter), {
      delimiter,
      relax_column_count: true, // a line that is too long or too short is reported, not the end
      skip_empty_lines: true,
      on_record(record: string[], { lines }) {
        if (!take(record, skippedLines + lineOf(record, lines))) throw new Enough()
        return null
      },
    })
    return null
  } catch (error) {
    if (error instanceof Enough) return null
    if (!(error instanceof CsvError)) throw error
    return { line: skippedLines + (Number(error.lines) || 1), message: inWords(error) }
  }
}

/** The only way to tell the parser to stop. */
class Enough extends Error {}

/** A row of the widest table whose cells are full and hold nothing but quotation marks, and some room. */
const MAX_LINE = 50 * 2 * MAX_CELL + 1000

function tooLongLine(text: string): number | null {
  let line = 1
  for (let at = 0; at < text.length; line++) {
    const end = text.indexOf('\n', at)
    const next = end === -1 ? text.length : end
    if (next - at > MAX_LINE) return line
    at = next + 1
  }
  return null
}

/** The parser says where a record ends; a quoted text may have begun it further above. */
const lineOf = (record: readonly string[], endsAt: number): number =>
  endsAt - record.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0)

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
