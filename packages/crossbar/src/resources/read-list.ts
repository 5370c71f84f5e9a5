import { CrossbarError } from '../transport/crossbar-error.ts'
import { isJsonObject, type JsonObject } from '../transport/envelope.ts'
import type { AccountScope } from './account-scope.ts'

/** The most that KAZOO gives a page by default is fewer. */
const PAGE_SIZE = 200
/** Against a server that never ends. */
const MAX_PAGES = 1000

/**
 * Reads all rows of a list: in one answer, and in pages where KAZOO does not give all in one. Each row comes once.
 * @throws CrossbarError
 * @source docs/kazoo/crossbar.md
 */
export async function readList(
  scope: AccountScope,
  path: readonly string[],
  query: Readonly<Record<string, string>> = {},
): Promise<JsonObject[]> {
  try {
    const { data, nextStartKey } = await scope.ask({ method: 'GET', path, query: { ...query, paginate: 'false' } })
    if (nextStartKey === null) return rowsIn(data)
  } catch (error) {
    // The operator's memory limit allows no list in one answer (416).
    if (!(error instanceof CrossbarError && error.status === 416)) throw error
  }
  return readPages(scope, path, query)
}

async function readPages(scope: AccountScope, path: readonly string[], query: Readonly<Record<string, string>>) {
  const rows = new Map<string, JsonObject>()
  const seen = new Set<string>()
  let start: Record<string, string> = {}
  for (let page = 0; page < MAX_PAGES; page++) {
    const { data, nextStartKey } = await scope.ask({
      method: 'GET',
      path,
      query: { ...query, page_size: String(PAGE_SIZE), ...start },
    })
    for (const row of rowsIn(data)) rows.set(typeof row.id === 'string' ? row.id : `row ${rows.size}`, row)
    const key = typeof nextStartKey === 'string' ? nextStartKey : JSON.stringify(nextStartKey)
    // More rows share a key than fit a page: KAZOO would give the same page for ever.
    if (nextStartKey === null || seen.has(key)) return [...rows.values()]
    seen.add(key)
    start = { start_key: key }
  }
  return [...rows.values()]
}

/** @throws CrossbarError where it is no list */
function rowsIn(data: unknown): JsonObject[] {
  if (!Array.isArray(data)) throw new CrossbarError('not-crossbar', 'KAZOO’s list has a form that cannot be read.')
  return data.filter(isJsonObject)
}
