/** A table of the studio with its rows, which answers as the server does. */
import type { Table, TableError, TableRow } from '@callflow-studio/model/api'
import { type Answers, type ApiRequest, problem, serveApi } from './serve-api.ts'

type Values = TableRow['values']

/**
 * @param rows what the table holds; their ids are `r1`, `r2`, …
 * @param check what the server says against a row that is written
 * @param more answers of other routes, or of these in another way
 * @returns the requests that were sent
 * @example serveTable(customers, [{ number: '+4989123', plan: 'gold' }])
 */
export function serveTable(
  table: Table,
  rows: readonly Values[],
  { check = () => [], ...more }: Answers & { check?: (values: Values) => TableError[] } = {},
): readonly ApiRequest[] {
  let stored: TableRow[] = rows.map((values, index) => ({ id: `r${index + 1}`, values }))
  let last = stored.length
  let shown = table
  const at = `/tables/${table.id}`
  const written = ({ body }: ApiRequest, write: (values: Values) => unknown): unknown => {
    const { values } = body as { values: Values }
    const errors = check(values)
    return errors.length > 0 ? problem(422, 'The row does not fit.', { errors }) : write(values)
  }
  return serveApi({
    [`GET ${at}`]: () => ({ ...shown, rowCount: stored.length }),
    [`PUT ${at}`]: ({ body }: ApiRequest) => {
      shown = { ...shown, ...(body as Table), columns: shown.columns, revision: shown.revision + 1 }
      return { ...shown, rowCount: stored.length, remarks: [], remarkCount: 0 }
    },
    [`GET ${at}/rows`]: ({ path }: ApiRequest) => {
      const found = foundBy(new URLSearchParams(path.split('?')[1]), stored, table.keyColumn)
      return { rows: found.slice(0, 200), total: found.length }
    },
    [`POST ${at}/rows`]: (request: ApiRequest) =>
      written(request, (values) => {
        const row = { id: `r${++last}`, values }
        stored = [...stored, row]
        return row
      }),
    [`PUT ${at}/rows/:row`]: (request: ApiRequest) =>
      written(request, (values) => {
        const id = request.path.split('/').at(-1)
        stored = stored.map((row) => (row.id === id ? { id, values: { ...row.values, ...values } } : row))
        return stored.find((row) => row.id === id) ?? problem(404, 'There is no such row.')
      }),
    [`POST ${at}/rows/delete`]: ({ body }: ApiRequest) => {
      const { ids } = body as { ids: string[] }
      stored = stored.filter(({ id }) => !ids.includes(id))
      return { deleted: ids.length }
    },
    ...more,
  })
}

function foundBy(query: URLSearchParams, rows: readonly TableRow[], keyColumn: string): TableRow[] {
  const [key, search, sort] = [query.get('key') ?? '', query.get('search') ?? '', query.get('sort')]
  const found = rows.filter(
    ({ values }) =>
      String(values[keyColumn]).startsWith(key) &&
      Object.values(values).some((cell) => String(cell).toLowerCase().includes(search.toLowerCase())),
  )
  if (sort === null) return found
  const order = query.get('descending') === 'true' ? -1 : 1
  return found.toSorted((a, b) => order * String(a.values[sort]).localeCompare(String(b.values[sort])))
}
