/** Look-up tables, their rows, and CSV in and out. */
import type { Table } from '@callflow-studio/model/api'
import type { UsedNow } from '../flows/usage.ts'
import { addRow, deleteRow, deleteRows, readPage, saveRow } from '../tables/rows.ts'
import { epochOf } from '../tables/stored-rows.ts'
import type { TableInfo } from '../tables/table-registry.ts'
import type { TableResult } from '../tables/tables.ts'
import type { ApiDeps } from './api-deps.ts'
import type { Handlers } from './handlers.ts'
import { ApiProblem, notFound } from './problem.ts'
import { readCsvBody } from './read-csv-body.ts'

export function tableHandlers({ tables, usage }: Pick<ApiDeps, 'tables' | 'usage'>) {
  const show = async (info: TableInfo): Promise<Table> => toTable(info, await usage())
  const infoOf = ({ id }: { id: string }): TableInfo => {
    const info = tables.find(id)
    if (!info) throw notFound('The table')
    return info
  }

  return {
    'table.list': async () => {
      const used = await usage()
      return {
        tables: tables
          .list()
          .sort(byName)
          .map((info) => toTable(info, used)),
      }
    },
    'table.create': async ({ actor, body }) => show(done(await tables.create(actor, body))),
    'table.show': ({ params }) => show(infoOf(params)),
    'table.save': async ({ actor, params, body }) => {
      const { info, ...remarks } = done(await tables.save(actor, params.id, body))
      return { ...(await show(info)), ...remarks }
    },
    'table.delete': async ({ actor, params }) => {
      done(await tables.delete(actor, params.id))
    },
    'table.import': async ({ actor, params, context }) => {
      infoOf(params)
      const { info, ...remarks } = done(await tables.import(actor, params.id, await readCsvBody(context)))
      return { rows: info.rowCount, ...remarks }
    },
    'table.export': async ({ params, query, context }) => {
      const { state } = infoOf(params)
      const { columns, keyColumn, generation, name } = state
      const when = { epoch: epochOf(state, tables.epoch()), at: tables.now().getTime() }
      const options = { columns, keyColumn, forSpreadsheets: query.spreadsheet }
      const csv = await tables.thread.ask({ kind: 'export', generation, ...when, ...options })
      return context.body(csv, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.csv`.toWellFormed())}`,
      })
    },
    'table.days': async ({ params }) => {
      const list = await tables.days(params.id, tables.epoch())
      if (!list) throw notFound('The table')
      return list
    },
    'row.list': async ({ params, query }) => {
      const page = await readPage(tables, infoOf(params), query)
      if (!page) throw new ApiProblem(422, 'The table has no column of that name to sort by.')
      return page
    },
    'row.create': async ({ actor, params, body }) => done(await addRow(tables, actor, params.id, body.values)),
    'row.save': async ({ actor, params, body }) => {
      infoOf(params)
      return done(await saveRow(tables, actor, params.id, params.row, body.values), 'The row')
    },
    'row.delete': async ({ actor, params }) => {
      infoOf(params)
      done(await deleteRow(tables, actor, params.id, params.row), 'The row')
    },
    'row.deleteMany': async ({ actor, params, body }) => ({
      deleted: done(await deleteRows(tables, actor, params.id, body.ids)),
    }),
  } satisfies Partial<Handlers>
}

/** @throws ApiProblem for what could not be done */
function done<T>(result: TableResult<T>, what = 'The table'): T {
  if (result.ok) return result.value
  switch (result.why) {
    case 'missing':
      throw notFound(what)
    case 'conflict':
      throw new ApiProblem(409, 'Someone else changed this table.', {
        detail: `It is at revision ${result.current.state.revision} now.`,
        current: { revision: result.current.state.revision, updatedAt: result.current.updatedAt },
      })
    case 'refused':
      throw new ApiProblem(422, 'The table cannot take this.', {
        errors: result.errors,
        errorCount: result.errorCount,
        ...(result.errors[0] ? { detail: result.errors[0].message } : {}),
      })
  }
}

const byName = (a: TableInfo, b: TableInfo): number => a.state.name.localeCompare(b.state.name)

const toTable = ({ state, rowCount, createdAt, updatedAt }: TableInfo, used: UsedNow): Table => ({
  id: state.tableId,
  name: state.name,
  columns: [...state.columns],
  keyColumn: state.columns.find(({ id }) => id === state.keyColumn)?.name ?? '',
  live: state.live,
  revision: state.revision,
  rowCount,
  usedBy: used.ofTable(state.tableId),
  createdAt,
  updatedAt,
})
