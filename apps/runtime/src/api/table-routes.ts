/** `/api/tables`: look-up tables, their rows, and CSV in and out. */
import {
  createTableSchema,
  type deletedRowsSchema,
  deleteRowsSchema,
  type ImportedRows,
  type SavedTable,
  saveRowSchema,
  saveTableSchema,
  type Table,
  type TableList,
} from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { ADMINISTRATOR } from '../changes/actor.ts'
import type { UsedNow } from '../flows/usage.ts'
import { epochOf } from '../tables/read-table.ts'
import { addRow, deleteRow, deleteRows, readPage, saveRow } from '../tables/rows.ts'
import type { TableInfo } from '../tables/table-registry.ts'
import type { TableResult } from '../tables/tables.ts'
import type { ApiDeps } from './api-deps.ts'
import type { ApiContext } from './pivot-url.ts'
import { ApiProblem, notFound } from './problem.ts'
import { readCsvBody } from './read-csv-body.ts'
import { readJson } from './read-json.ts'
import { readQuery } from './read-query.ts'

const pageSchema = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  search: z.string().max(200).default(''),
  key: z.string().max(200).default(''),
  sort: z.string().nullable().default(null),
  descending: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
})

/** `spreadsheet=true`: nothing in it is a formula to Excel and others. */
const exportSchema = z.object({
  spreadsheet: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
})

export function createTableRoutes({ tables, usage }: ApiDeps): Hono<{ Bindings: HttpBindings }> {
  const show = async (info: TableInfo): Promise<Table> => toTable(info, await usage())
  const idOf = (context: ApiContext): string => context.req.param('id') ?? ''
  const infoOf = (context: ApiContext): TableInfo => {
    const info = tables.find(idOf(context))
    if (!info) throw notFound('The table')
    return info
  }

  return new Hono<{ Bindings: HttpBindings }>()
    .get('/', async (context) => {
      const used = await usage()
      const listed = tables.list().sort(byName)
      return context.json({ tables: listed.map((info) => toTable(info, used)) } satisfies TableList)
    })
    .post('/', async (context) => {
      const created = done(await tables.create(ADMINISTRATOR, await readJson(context, createTableSchema)))
      return context.json(await show(created), 201)
    })
    .get('/:id', async (context) => context.json(await show(infoOf(context))))
    .put('/:id', async (context) => {
      const { info, ...remarks } = done(
        await tables.save(ADMINISTRATOR, idOf(context), await readJson(context, saveTableSchema)),
      )
      return context.json({ ...(await show(info)), ...remarks } satisfies SavedTable)
    })
    .delete('/:id', async (context) => {
      done(await tables.delete(ADMINISTRATOR, idOf(context)))
      return context.body(null, 204)
    })
    .get('/:id/rows', async (context) => {
      const page = await readPage(tables, infoOf(context), readQuery(context, pageSchema))
      if (!page) throw new ApiProblem(422, 'The table has no column of that name to sort by.')
      return context.json(page)
    })
    .post('/:id/rows', async (context) => {
      const { values } = await readJson(context, saveRowSchema)
      return context.json(done(await addRow(tables, ADMINISTRATOR, idOf(context), values)), 201)
    })
    .post('/:id/rows/delete', async (context) => {
      const { ids } = await readJson(context, deleteRowsSchema)
      const deleted = done(await deleteRows(tables, ADMINISTRATOR, idOf(context), ids))
      return context.json({ deleted } satisfies z.input<typeof deletedRowsSchema>)
    })
    .put('/:id/rows/:row', async (context) => {
      const { values } = await readJson(context, saveRowSchema)
      infoOf(context)
      return context.json(
        done(await saveRow(tables, ADMINISTRATOR, idOf(context), context.req.param('row'), values), 'The row'),
      )
    })
    .delete('/:id/rows/:row', async (context) => {
      infoOf(context)
      done(await deleteRow(tables, ADMINISTRATOR, idOf(context), context.req.param('row')), 'The row')
      return context.body(null, 204)
    })
    .post('/:id/import', async (context) => {
      infoOf(context)
      const { info, ...remarks } = done(await tables.import(ADMINISTRATOR, idOf(context), await readCsvBody(context)))
      return context.json({ rows: info.rowCount, ...remarks } satisfies ImportedRows)
    })
    .get('/:id/days', (context) => {
      const list = tables.days(idOf(context), tables.epoch())
      if (!list) throw notFound('The table')
      return context.json(list)
    })
    .get('/:id/export', async (context) => {
      const { state } = infoOf(context)
      const { columns, keyColumn, generation, name } = state
      const { spreadsheet: forSpreadsheets } = readQuery(context, exportSchema)
      const when = { epoch: epochOf(state, tables.epoch()), at: tables.now().getTime() }
      const wish = { columns, keyColumn, forSpreadsheets }
      const csv = await tables.thread.ask({ kind: 'export', generation, ...when, ...wish })
      return context.body(csv, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.csv`.toWellFormed())}`,
      })
    })
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
