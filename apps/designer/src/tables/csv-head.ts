import { columnFold, csvDialect, csvEncoding } from '@callflow-studio/model'
import { parse } from 'csv-parse/browser/esm/sync'

/**
 * The names in the header line of a CSV file, without those of empty columns.
 * @param bytes its beginning
 * @returns null where there is none, or a name is used twice
 */
export function csvHead(bytes: Uint8Array): string[] | null {
  const names = firstRecord(new TextDecoder(csvEncoding(bytes)).decode(bytes))
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return names.length > 0 && new Set(names.map(columnFold)).size === names.length ? names : null
}

function firstRecord(text: string): string[] {
  const { delimiter, start } = csvDialect(text)
  try {
    return parse(text.slice(start), { delimiter, to: 1 })[0] ?? []
  } catch {
    return [] // A quote that is never closed: the server says the same of the file, by line.
  }
}

/** `Known callers.csv` → `Known callers` */
export const tableNameOf = (fileName: string): string => fileName.replace(/\.(csv|tsv|txt)$/i, '').trim() || fileName
