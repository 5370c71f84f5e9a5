/**
 * The names in the header line of a CSV file.
 * @returns null where there is none, or a name is empty or used twice
 */
export function csvHead(text: string): string[] | null {
  const line = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? ''
  const names = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  )
  const isWhole = names.every((name) => name !== '') && new Set(names).size === names.length
  return names.length > 0 && isWhole ? names : null
}

/** `Known callers.csv` → `Known callers` */
export const tableNameOf = (fileName: string): string => fileName.replace(/\.csv$/i, '').trim() || fileName
