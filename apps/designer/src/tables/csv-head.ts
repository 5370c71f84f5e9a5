import { parse } from 'csv-parse/browser/esm/sync'

/**
 * The names in the header line of a CSV file.
 * @param text its beginning
 * @returns null where there is none, or a name is empty or used twice
 */
export function csvHead(text: string): string[] | null {
  const names = firstRecord(text).map((name) => name.trim())
  const isWhole = names.every((name) => name !== '') && new Set(names).size === names.length
  return names.length > 0 && isWhole ? names : null
}

function firstRecord(text: string): string[] {
  try {
    return parse(text, { bom: true, to: 1 })[0] ?? []
  } catch {
    return [] // A quote that is never closed: the server says the same of the file, by line.
  }
}

/** `Known callers.csv` → `Known callers` */
export const tableNameOf = (fileName: string): string => fileName.replace(/\.csv$/i, '').trim() || fileName
