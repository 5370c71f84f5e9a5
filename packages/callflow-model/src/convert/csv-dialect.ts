/** How a CSV file is written: what Excel and others make of a table differs by country, version and menu item. */
import { decimalsIn } from './number-text.ts'

export interface CsvDialect {
  delimiter: string
  /** Where the header line begins, after a line `sep=;` and empty lines. */
  start: number
  /** Lines before the header line. */
  skippedLines: number
  /** Which sign separates decimals; null in files separated by commas, where it is always the dot. */
  decimals: Decimals | null
}

export interface Decimals {
  /** What the numbers of the file show; null where they fit both readings, or show both. */
  known: '.' | ',' | null
  /** What such files mostly mean: Excel separates by semicolons where the comma separates decimals. */
  assumed: '.' | ','
}

/** `sep=;`, which Excel reads and does not show. */
const SEPARATOR_LINE = /^"?sep=([^"\r\n])"?[^\S\t\r\n]*[;,\t]*(?:\r\n|\r|\n|$)/i

/**
 * Finds out how a CSV file is written, by its header line.
 * @param text the file, or its beginning, without a byte order mark
 * @example
 * csvDialect('sep=;\nnumber;rate\n+4989123;1,5') // { delimiter: ';', start: 6, skippedLines: 1, decimals: { known: ',', … } }
 */
export function csvDialect(text: string): CsvDialect {
  const named = SEPARATOR_LINE.exec(text)
  const empty = /^(?:[;,\t ]*(?:\r\n|\r|\n))*/.exec(text.slice(named?.[0].length ?? 0))?.[0] ?? ''
  const before = (named?.[0] ?? '') + empty
  const delimiter = named?.[1] ?? delimiterOf(text.slice(before.length))
  return {
    delimiter,
    start: before.length,
    skippedLines: before.match(/\r\n|\r|\n/g)?.length ?? 0,
    decimals: delimiter === ',' ? null : { known: decimalsIn(text, delimiter), assumed: delimiter === ';' ? ',' : '.' },
  }
}

/** The sign that occurs most often in the header line, outside of quotation marks. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? ''
  const count = (sign: string): number => header.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/** Returns the encoding by the byte order mark; UTF-16 without one is known by the zeros of its plain letters. */
export function csvEncoding(bytes: Uint8Array): CsvEncoding {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 400)
  const zeros = (odd: number) => head.filter((byte, index) => byte === 0 && index % 2 === odd).length
  if (zeros(1) * 4 > head.length) return 'utf-16le'
  return zeros(0) * 4 > head.length ? 'utf-16be' : 'utf-8'
}

/** What to say where the bytes are not of that encoding. */
export const encodingMistake = (encoding: CsvEncoding): string =>
  encoding === 'utf-8'
    ? 'The file is not UTF-8, most likely Windows-1252, which Excel writes as plain “CSV”. Save it as “CSV UTF-8”.'
    : 'The file is UTF-16, but damaged or incomplete. Save it as “CSV UTF-8”.'

/**
 * Puts values such as `="0049891"` in quotation marks, as CSV wants it. Some programs write them without, so that Excel keeps
 * leading zeros.
 */
export function quoteFormulas(text: string, delimiter: string): string {
  if (!text.includes('="')) return text
  const sign = `\\u{${(delimiter.codePointAt(0) ?? 0).toString(16)}}`
  const bare = new RegExp(`(^|[${sign}\\r\\n])="([^"\\r\\n${sign}]+)"(?=[${sign}\\r\\n]|$)`, 'gu')
  return text.replace(bare, '$1"=""$2"""')
}

/** A column's name as names are compared: without capitals and outer blanks, with letters and accents composed. */
export const columnFold = (name: string): string => name.normalize('NFC').trim().toLowerCase()
