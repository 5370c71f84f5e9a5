/**
 * Look-up tables kept in the studio. A column keeps its id when it is renamed; values in rows go by the
 * column's name. Keys are unique and never empty, so that a look-up by the key column finds one row or none.
 */
import { z } from 'zod'
import { PHONE_COUNTRIES } from '../templates/phone-number.ts'
import { flag, idSchema, nameSchema, storedNameSchema, timeSchema, usedBySchema, wholeNumber } from './common.ts'
import type { Operation } from './operation.ts'

/**
 * `phone` keeps phone numbers as `+498912345`, in any spelling, and finds them likewise. What is no
 * phone number, such as `anonymous` or an extension, stays text.
 */
export const columnTypeSchema = z.enum(['text', 'number', 'boolean', 'phone'])
export type ColumnType = z.infer<typeof columnTypeSchema>

/** What a row holds in one column; null where the cell is empty. */
export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type Cell = z.infer<typeof cellSchema>

const columnName = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}]*$/u, 'leave out control characters')
  .meta({ examples: ['number'] })

/** Of phone numbers without a prefix, in a column of phone numbers; left out: look-ups take the country of the flow's language. */
const countrySchema = z
  .string()
  .refine((code) => PHONE_COUNTRIES.includes(code), 'is not a country code such as DE')
  .meta({ examples: ['DE'] })

/** Without an id a column is the one of that name, or a new one. */
const wishedColumnSchema = z.object({
  id: z.string().optional(),
  name: columnName,
  type: columnTypeSchema,
  country: countrySchema.optional(),
})

/** */
export const createTableSchema = z.object({
  name: nameSchema,
  columns: z.array(wishedColumnSchema).min(1).max(50),
  /** The name of a column. */
  keyColumn: columnName,
  /** True: a running call sees each change at once; false: it sees the table as it was when the call began. */
  live: z.boolean().default(false),
})
export type CreateTable = z.input<typeof createTableSchema>

/** A table of an example, with the id by which its document names it. */
export const exampleTableSchema = createTableSchema.extend({ id: z.string() })
export type ExampleTable = z.input<typeof exampleTableSchema>

export const saveTableSchema = createTableSchema.extend({ revision: z.int().optional() })
export type SaveTable = z.input<typeof saveTableSchema>

export const tableColumnSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: columnTypeSchema,
  country: z.string().optional(),
})
export type TableColumn = z.infer<typeof tableColumnSchema>

export const tableSchema = z
  .object({
    id: idSchema,
    name: storedNameSchema,
    columns: z.array(tableColumnSchema),
    keyColumn: z.string(),
    live: z.boolean(),
    /** +1 per change of name, columns, key or `live`; rows and imports leave it alone. */
    revision: z.int(),
    rowCount: z.int(),
    /** Flows whose draft or live version reads it. */
    usedBy: usedBySchema,
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: 'Table' })
export type Table = z.infer<typeof tableSchema>

export const tableListSchema = z.object({ tables: z.array(tableSchema) })
export type TableList = z.infer<typeof tableListSchema>

/** By column name. */
export const rowValuesSchema = z
  .record(z.string(), cellSchema)
  .meta({ examples: [{ number: '+14155550100', name: 'Alice Example' }] })

export const tableRowSchema = z
  .object({
    /** Stays with the row until the next import. */
    id: z.string().meta({ examples: ['17'] }),
    values: rowValuesSchema,
    /** When a row that a call wrote expires; left out: never. From then on it is not there. */
    expiresAt: timeSchema.optional(),
  })
  .meta({ id: 'Row' })
export type TableRow = z.infer<typeof tableRowSchema>

/**
 * A page, in the order of the file, or by a column (`sort`: its name). `search`: part of any cell, case does not matter. `key`:
 * how the key begins, to the letter, in the order of the keys.
 */
export const rowListQuerySchema = z.object({
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER).default(0),
  limit: wholeNumber(1, 500).default(100),
  search: z.string().max(200).default(''),
  key: z.string().max(200).default(''),
  sort: z.string().nullable().default(null),
  descending: flag(),
})

/** `spreadsheet`: nothing in it is a formula to Excel and others. */
export const tableExportQuerySchema = z.object({ spreadsheet: flag() })

export const tableRowsSchema = z.object({
  rows: z.array(tableRowSchema),
  /** Rows that are found; all of them where nothing is looked for. */
  total: z.int(),
})
export type TableRows = z.infer<typeof tableRowsSchema>

/**
 * Text is converted to the column's type where that is possible. Errors of a row have line 0.
 */
export const saveRowSchema = z.object({ values: rowValuesSchema })

export const MAX_DELETED_ROWS = 200
export const deleteRowsSchema = z.object({ ids: z.array(z.string()).min(1).max(MAX_DELETED_ROWS) })
export const deletedRowsSchema = z.object({ deleted: z.int() })

/** In problem documents about tables. */
export const tableErrorSchema = z.object({
  /** Of the file, from 1; the number of the row where there is no file; 0 for a row that was sent. */
  line: z.int(),
  /** Null where it is about the whole line. */
  column: z.string().nullable(),
  message: z.string(),
})
export type TableError = z.infer<typeof tableErrorSchema>

/** What was read in another way than it was written, by line; the first hundred, and how many there are. */
const remarksShape = { remarks: z.array(tableErrorSchema), remarkCount: z.int() }

/**
 * How many rows a table has after an import. UTF-8, or UTF-16; separated by commas, semicolons or tabs.
 */
export const importedRowsSchema = z.object({ rows: z.int(), ...remarksShape })
export type ImportedRows = z.infer<typeof importedRowsSchema>

/** The table, and which values were converted where a column has another type now. */
export const savedTableSchema = tableSchema.extend(remarksShape)
export type SavedTable = z.infer<typeof savedTableSchema>

const readTables = { permission: 'table.read', isChange: false } as const
const editTables = { permission: 'table.edit', isChange: true } as const

export const tableOperations = {
  'table.list': {
    method: 'GET',
    path: '/tables',
    title: 'List tables',
    ...readTables,
    output: tableListSchema,
  },
  'table.create': {
    method: 'POST',
    path: '/tables',
    title: 'Create a table',
    ...editTables,
    body: { kind: 'json', schema: createTableSchema },
    output: tableSchema,
    status: 201,
  },
  'table.show': { method: 'GET', path: '/tables/:id', title: 'Get a table', ...readTables, output: tableSchema },
  'table.save': {
    method: 'PUT',
    path: '/tables/:id',
    title: 'Change the name, columns or key of a table',
    ...editTables,
    body: { kind: 'json', schema: saveTableSchema },
    output: savedTableSchema,
  },
  'table.delete': { method: 'DELETE', path: '/tables/:id', title: 'Delete a table', ...editTables, output: null },
  'table.import': {
    method: 'POST',
    path: '/tables/:id/import',
    title: 'Replace all rows of a table by a CSV file',
    description:
      'With a header line, in UTF-8 or UTF-16, separated by commas, semicolons or tabs. 422 with `errors` if a row does not fit; nothing is imported then.',
    ...editTables,
    body: { kind: 'csv' },
    output: importedRowsSchema,
  },
  'table.export': {
    method: 'GET',
    path: '/tables/:id/export',
    title: 'Export the rows of a table as CSV',
    ...readTables,
    query: tableExportQuerySchema,
    output: { mediaType: 'text/csv' },
  },
  'row.list': {
    method: 'GET',
    path: '/tables/:id/rows',
    title: 'List rows of a table',
    ...readTables,
    query: rowListQuerySchema,
    output: tableRowsSchema,
  },
  'row.create': {
    method: 'POST',
    path: '/tables/:id/rows',
    title: 'Add a row',
    description: '422 with `errors` for a wrong type, an unknown column, or a key that is empty or taken.',
    ...editTables,
    body: { kind: 'json', schema: saveRowSchema },
    output: tableRowSchema,
    status: 201,
  },
  'row.save': {
    method: 'PUT',
    path: '/tables/:id/rows/:row',
    title: 'Change a row',
    description: 'Columns that are left out keep their value.',
    ...editTables,
    body: { kind: 'json', schema: saveRowSchema },
    output: tableRowSchema,
  },
  'row.delete': {
    method: 'DELETE',
    path: '/tables/:id/rows/:row',
    title: 'Delete a row',
    ...editTables,
    output: null,
  },
  'row.deleteMany': {
    method: 'POST',
    path: '/tables/:id/rows/delete',
    title: 'Delete several rows',
    description: 'Rows that are already gone do not count.',
    ...editTables,
    body: { kind: 'json', schema: deleteRowsSchema },
    output: deletedRowsSchema,
  },
} as const satisfies Record<string, Operation>
